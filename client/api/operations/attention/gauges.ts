/** What needs a person as Prometheus gauges: causes, codes and currencies as labels, never an id. */
import type { Registry } from 'prom-client';
import { publicCode } from '../../../../workflows/contract/errors';
import type { ApiDeps } from '../../deps';
import { type GaugeRow, registerGauges } from '../../scrape';
import type { AttentionScan, Scan, ScanGroup } from './scan';

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
interface Row {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly samples: (scan: Scan, now: Date) => readonly Sample[];
}

function labelsOf({ cause, code }: ScanGroup): Readonly<Record<string, string>> {
  return { cause, code: code === undefined ? '' : publicCode(code) };
}

/** Samples with the same labels are added up. */
const ROWS: readonly Row[] = [
  {
    name: 'unbind_attention_cases',
    help: 'Cases that need a person, by cause and code',
    labelNames: ['cause', 'code'],
    samples: ({ groups }) =>
      groups.map((group) => ({ labels: labelsOf(group), value: group.cases })),
  },
  {
    name: 'unbind_attention_oldest_seconds',
    help: 'How long the first case of a cause has waited for a person',
    labelNames: ['cause', 'code'],
    samples: ({ groups }, now) =>
      groups.flatMap((group) =>
        group.since
          ? [{ labels: labelsOf(group), value: Math.max(0, secondsBetween(group.since, now)) }]
          : [],
      ),
  },
  {
    name: 'unbind_attention_money_minor',
    help: 'Deposits owed in cases that need a person, in minor units',
    labelNames: ['cause', 'currency'],
    samples: ({ groups }) =>
      groups.flatMap(({ cause, money }) =>
        money.map(({ currency, amountMinor }) => ({
          labels: { cause, currency },
          value: amountMinor,
        })),
      ),
  },
  {
    name: 'unbind_task_queue_pollers',
    help: 'Workers that ask for work',
    labelNames: ['work'],
    samples: ({ queues }) =>
      queues.map(({ work, pollers }) => ({ labels: { work }, value: pollers })),
  },
  {
    name: 'unbind_task_queue_backlog_age_seconds',
    help: 'How long the oldest task has waited for a worker',
    labelNames: ['work'],
    samples: ({ queues }) =>
      queues.map(({ work, backlogAgeMs }) => ({ labels: { work }, value: backlogAgeMs / 1_000 })),
  },
  {
    name: 'unbind_attention_source_up',
    help: 'Whether the record and Temporal answered the last scan',
    labelNames: ['source'],
    samples: ({ silent }) =>
      (['record', 'temporal'] as const).map((source) => ({
        labels: { source },
        value: silent.includes(source) ? 0 : 1,
      })),
  },
  {
    name: 'unbind_attention_scan_timestamp_seconds',
    help: 'When it was last looked for cases that need a person',
    labelNames: [],
    samples: ({ takenAt }) => [{ labels: {}, value: takenAt.getTime() / 1_000 }],
  },
];

/** Adds the gauges; a scrape asks for a scan, of which there is one at a time for everybody. */
export function registerAttentionGauges(
  registry: Registry,
  deps: ApiDeps,
  scan: AttentionScan,
): void {
  const rows = ROWS.map(({ samples, ...row }): GaugeRow<Scan> => ({
    ...row,
    set: (gauge, taken) => {
      for (const { labels, value } of samples(taken, deps.now())) gauge.inc({ ...labels }, value);
    },
  }));
  registerGauges(registry, deps, rows, {
    what: 'what needs a person',
    read: () => scan.read(),
    clear: (gauge) => gauge.reset(),
  });
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1_000;
}
