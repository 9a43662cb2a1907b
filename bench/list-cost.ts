/**
 * A page of the case list in a small and in a large record, through an API of its own each; requests
 * take turns. The same page at both sizes: what differs is what has to be found.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEARCH_FORMS } from '../checks/references/search-forms';
import { findFreePorts } from '../base/free-ports';
import { openRecord } from '../record/postgres/open-record';
import { createDeskClient, type DeskClient } from '../test/e2e/desk-client';
import { openCase } from '../test/e2e/play';
import { startProgram } from '../test/e2e/programs';
import { addStaff } from '../test/e2e/staff';
import type { CaseView } from '../workflows/contract/case-view';
import type { BenchDesk } from './desk';
import { KNOWN, fillRecord } from './list-fill';
import { median, ratio, shuffled, timeOf } from './numbers';
import type { Counts } from './options';
import type { Progress } from './progress';

export interface FilterCost {
  readonly filter: string;
  readonly ratio: number;
  readonly smallMedianMs: number;
  readonly largeMedianMs: number;
}

export interface ListCost {
  /** Of the filter that grows the most: a list is as fast as its slowest filter. */
  readonly ratio: number;
  /** Median over the filters. */
  readonly medianRatio: number;
  readonly smallCases: number;
  readonly largeCases: number;
  readonly requests: number;
  readonly filters: readonly FilterCost[];
}

const PAGE_ROWS = 20;

/** Query strings; `next` is the second page in the order of the list. */
const FILTERS = {
  none: '',
  next: '',
  open: 'status=open',
  status: 'status=awaiting-review',
  ended: 'status=completed',
  assignee: `assignee=${KNOWN.assignee}`,
  parked: 'parked=true',
  overdue: 'overdue=true',
  reason: 'reason=terminal-replaced',
  period: 'openedFrom=2026-02-01&openedTo=2026-03-01',
  due: 'sort=nextDueAt',
  changed: 'sort=-changedAt',
  caseId: `q=${KNOWN.caseId}`,
  merchantNumber: `q=${KNOWN.merchantNumber}`,
} as const satisfies Record<string, string>;

interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor?: string;
}

interface Side {
  readonly agent: DeskClient;
  stop(): Promise<void>;
}

/** Fills both records, then measures each filter in an order that the seed decides. */
export async function measureList(
  desk: BenchDesk,
  counts: Counts,
  seed: number,
  progress: Progress,
): Promise<ListCost> {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-desk-list-'));
  const caseId = await openCase(desk.staff, await desk.simulator.freshMerchant());
  const view = (await desk.record.cases.read(caseId))?.view;
  if (!view) throw new Error(`The record has no case ${caseId}.`);
  const sides: Side[] = [];
  try {
    for (const cases of [counts.listSmallCases, counts.listLargeCases]) {
      sides.push(await startSide(desk, folder, { cases, seed, view }));
      progress(`${cases} cases are there`);
    }
    const [small, large] = sides;
    if (!small || !large) throw new Error('Two records are compared.');
    const filters: FilterCost[] = [];
    for (const [name, query] of shuffled(Object.entries(FILTERS), seed)) {
      const cost = await compareFilter({ name, query, small, large, counts, seed });
      filters.push(cost);
      progress(`${name}: ${cost.ratio.toFixed(2)}`);
    }
    return {
      ratio: Math.max(...filters.map((cost) => cost.ratio)),
      medianRatio: median(filters.map((cost) => cost.ratio)),
      smallCases: counts.listSmallCases,
      largeCases: counts.listLargeCases,
      requests: counts.listRequests,
      filters,
    };
  } finally {
    for (const side of sides) await side.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startSide(
  desk: BenchDesk,
  folder: string,
  fill: { cases: number; seed: number; view: CaseView },
): Promise<Side> {
  const masterKey = Buffer.from(desk.env['UNBIND_MASTER_KEY'] ?? '', 'base64');
  const databaseUrl = await desk.createDatabase(`list_${fill.cases}`);
  const record = await openRecord({ searchForms: SEARCH_FORMS, databaseUrl, masterKey });
  const keys = await addStaff(record);
  await record.close();
  await fillRecord({ databaseUrl, masterKey, ...fill });
  const [port = 0] = await findFreePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const api = await startProgram({
    script: 'client/api/main.js',
    env: { ...desk.env, DATABASE_URL: databaseUrl, UNBIND_API_PORT: String(port) },
    logFile: join(folder, `api-${fill.cases}.log`),
    readyUrl: `${url}/healthz`,
  });
  return { agent: createDeskClient(url, keys.agent), stop: () => api.stop() };
}

async function compareFilter(given: {
  readonly name: string;
  readonly query: string;
  readonly small: Side;
  readonly large: Side;
  readonly counts: Counts;
  readonly seed: number;
}): Promise<FilterCost> {
  const { name, counts } = given;
  const readers = {
    small: await readerOf(given.small, given),
    large: await readerOf(given.large, given),
  };
  const rows = { small: await readers.small(), large: await readers.large() };
  if (rows.small !== rows.large || rows.small === 0) {
    throw new Error(`The list by ${name} shows ${rows.small} and ${rows.large} rows.`);
  }
  const times = { small: [] as number[], large: [] as number[] };
  for (let turn = 0; turn < counts.listRequests; turn += 1) {
    for (const size of shuffled(['small', 'large'] as const, given.seed + turn)) {
      times[size].push(await timeOf(readers[size]));
    }
  }
  const smallMedianMs = median(times.small);
  const largeMedianMs = median(times.large);
  return { filter: name, ratio: ratio(largeMedianMs, smallMedianMs), smallMedianMs, largeMedianMs };
}

/** Reads the page again and again; answers with its number of rows. */
async function readerOf(
  { agent }: Side,
  { name, query }: { readonly name: string; readonly query: string },
): Promise<() => Promise<number>> {
  const page = (more: string) => agent.get<Page>(`/cases?limit=${PAGE_ROWS}&${more}`);
  const cursor = name === 'next' ? (await page(query)).nextCursor : undefined;
  const address = cursor === undefined ? query : `cursor=${cursor}`;
  return async () => (await page(address)).items.length;
}
