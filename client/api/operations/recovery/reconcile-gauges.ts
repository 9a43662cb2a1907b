/** The last comparison of ledger, workflows and providers as Prometheus gauges: times and codes, never an id. */
import type { Gauge, Registry } from 'prom-client';
import { publicCode } from '../../../../workflows/contract/errors';
import type { DifferenceCode } from '../../../../workflows/contract/reconciliation';
import type { Reconciliation } from '../../../../temporal/sweep-runs';
import type { ApiDeps } from '../../deps';
import { type GaugeRow, registerGauges } from '../../scrape';

/** Runs among which the last ones are looked for; a few failed or running ones may come before. */
const LOOK_BACK = 10;
/** How old the answer of Temporal may be, ms. */
const FRESH_MS = 10_000;

interface LastRuns {
  /** The last that has ended, however. */
  readonly hasFailed: boolean;
  /** The last that has come to its end. */
  readonly finished?: Reconciliation;
}

/** Reads the last runs; a finished one does not change, so its report is read once. */
function lastRunsOf({ desk, now }: ApiDeps): () => Promise<LastRuns> {
  let known: Reconciliation | undefined;
  let read: { readonly atMs: number; readonly runs: Promise<LastRuns> } | undefined;
  const look = async (): Promise<LastRuns> => {
    const ended = (await desk.reconciliations.latest(LOOK_BACK)).filter(
      ({ state }) => state !== 'running',
    );
    const last = ended.find(({ state }) => state === 'finished');
    if (last && last.id !== known?.id) known = await desk.reconciliations.read(last.id);
    return {
      hasFailed: ended[0]?.state === 'failed',
      ...(known?.report === undefined ? {} : { finished: known }),
    };
  };
  return () => {
    const atMs = now().getTime();
    if (!read || atMs - read.atMs > FRESH_MS) {
      read = { atMs, runs: look() };
      read.runs.catch(() => (read = undefined));
    }
    return read.runs;
  };
}

function secondsOf(moment: Date): number {
  return moment.getTime() / 1_000;
}

const ROWS: readonly GaugeRow<LastRuns>[] = [
  {
    name: 'unbind_reconcile_last_run_timestamp_seconds',
    help: 'When a comparison of ledger, workflows and providers last came to its end',
    labelNames: [],
    set: (gauge, { finished }) => {
      if (finished?.endedAt) gauge.set(secondsOf(finished.endedAt));
    },
  },
  {
    name: 'unbind_reconcile_last_run_seconds',
    help: 'How long that comparison took',
    labelNames: [],
    set: (gauge, { finished }) => {
      if (!finished?.endedAt) return;
      gauge.set(secondsOf(finished.endedAt) - secondsOf(finished.startedAt));
    },
  },
  {
    name: 'unbind_reconcile_compared',
    help: 'What that comparison looked at',
    labelNames: ['what'],
    set: (gauge, { finished }) => {
      if (!finished?.report) return;
      gauge.set({ what: 'cases' }, finished.report.cases);
      gauge.set({ what: 'workflows' }, finished.report.workflows);
    },
  },
  {
    name: 'unbind_reconcile_differences',
    help: 'What differed in that comparison, by code',
    labelNames: ['code'],
    set: (gauge, { finished }) => {
      const byCode = finished?.report?.byCode ?? {};
      for (const code of Object.keys(byCode) as DifferenceCode[]) {
        gauge.set({ code: publicCode(code) }, byCode[code] ?? 0);
      }
    },
  },
  {
    name: 'unbind_reconcile_failed',
    help: 'Whether the comparison that ended last has failed',
    labelNames: [],
    set: (gauge, { hasFailed }) => {
      gauge.set(hasFailed ? 1 : 0);
    },
  },
];

/** Adds the gauges. While Temporal is away, or before the first run, the last values stand. */
export function registerReconcileGauges(registry: Registry, deps: ApiDeps): void {
  const how = { what: 'the last comparison', read: lastRunsOf(deps), clear: empty };
  registerGauges(registry, deps, ROWS, how).forEach(empty);
}

/** Without a value, where `reset` would say 0: as if the last run had ended in 1970. */
function empty(gauge: Gauge): void {
  gauge.reset();
  gauge.remove({});
}
