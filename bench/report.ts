/** The report of a run: the numbers, what was aimed at, where they come from, and the table of them. */
import { tableLines } from '../client/cli/text/tables';
import type { CaseHistory } from './happy-case';
import type { ListCost } from './list-cost';
import { rounded } from './numbers';
import type { Counts, Part } from './options';
import type { Origin } from './origin';
import type { Throughput } from './throughput';
import type { UpdateCost } from './update-cost';
import type { WorkerMemory } from './worker-memory';

/** What the parts found; a part that did not run is missing. */
export interface Measured {
  readonly happy?: readonly CaseHistory[];
  readonly throughput?: Throughput;
  readonly update?: UpdateCost;
  readonly list?: ListCost;
  readonly memory?: WorkerMemory;
}

/** Numbers of one run, comparable between machines; null where the part did not run. */
export interface Headline {
  /** Cases a second, divided by bare cases a second on the same server. */
  readonly throughputRatio: number | null;
  /** Of the longest history measured, all executions of the case together. */
  readonly happyCaseEvents: number | null;
  readonly happyCaseBytes: number | null;
  /** Time of a decision through the API, divided by that by the SDK alone. */
  readonly updateRatio: number | null;
  /** Time of a page in the large record, divided by that in the small one; worst filter. */
  readonly listRatio: number | null;
  readonly workerMbPerCachedCase: number | null;
  /** Memory of a worker with many open cases, divided by that with few. */
  readonly workerMemoryRatio: number | null;
}

interface Aim {
  readonly key: keyof Headline;
  readonly says: string;
  readonly kept: (value: number) => boolean;
}

/** What a happy case may cost; the other numbers have no aim, only a history. */
export const AIMS: readonly Aim[] = [
  { key: 'throughputRatio', says: 'at least 0.6', kept: (value) => value >= 0.6 },
  { key: 'happyCaseEvents', says: 'at most 100', kept: (value) => value <= 100 },
  { key: 'happyCaseBytes', says: 'at most 61440', kept: (value) => value <= 60 * 1024 },
  { key: 'listRatio', says: 'at most 2', kept: (value) => value <= 2 },
];

export interface Report extends Headline, Origin {
  readonly seed: number;
  readonly startedAt: string;
  readonly durationS: number;
  readonly command: string;
  readonly quick: boolean;
  readonly parts: readonly Part[];
  readonly counts: Counts;
  /** Aims that a number of this run misses. */
  readonly missedAims: readonly string[];
  readonly measured: Measured;
}

export interface RunFacts extends Origin {
  readonly seed: number;
  readonly startedAt: string;
  readonly durationS: number;
  readonly command: string;
  readonly quick: boolean;
  readonly parts: readonly Part[];
  readonly counts: Counts;
}

/** The numbers that a run is known by. */
export function headlineOf(measured: Measured): Headline {
  const { happy, throughput, update, list, memory } = measured;
  const most = (of: (history: CaseHistory) => number): number | null =>
    happy && happy.length > 0 ? Math.max(...happy.map(of)) : null;
  const known = (value: number | undefined): number | null =>
    value === undefined ? null : rounded(value);
  return {
    throughputRatio: known(throughput?.ratio),
    happyCaseEvents: most(({ events }) => events),
    happyCaseBytes: most(({ bytes }) => bytes),
    updateRatio: known(update?.ratio),
    listRatio: known(list?.ratio),
    workerMbPerCachedCase: known(memory?.mbPerCachedCase),
    workerMemoryRatio: known(memory?.ratio),
  };
}

/** Aims that the numbers miss, in words; what was not measured misses nothing. */
export function missedAims(headline: Headline): readonly string[] {
  return AIMS.flatMap(({ key, says, kept }) => {
    const value = headline[key];
    return value === null || kept(value) ? [] : [`${key} is ${value}, not ${says}`];
  });
}

export function reportOf(facts: RunFacts, measured: Measured): Report {
  const headline = headlineOf(measured);
  return { ...headline, ...facts, missedAims: missedAims(headline), measured };
}

const MEANINGS: Readonly<Record<keyof Headline, string>> = {
  throughputRatio: 'cases a second : bare cases a second',
  happyCaseEvents: 'events of history of a happy case',
  happyCaseBytes: 'bytes of history of a happy case',
  updateRatio: 'decision through the API : by the SDK alone',
  listRatio: 'page of a large list : of a small one, worst filter',
  workerMbPerCachedCase: 'MB of a worker for each more open case',
  workerMemoryRatio: 'worker with many open cases : with few',
};

/** The table for people. */
export function tableOf(report: Report): string {
  const rows = Object.entries(MEANINGS).map(([name, meaning]) => {
    const key = name as keyof Headline;
    const value = report[key];
    const aim = AIMS.find((one) => one.key === key);
    const verdict = aim && value !== null ? (aim.kept(value) ? 'met' : 'MISSED') : '';
    return [key, value === null ? '–' : String(value), aim?.says ?? '', verdict, meaning];
  });
  return tableLines(
    [
      { head: 'number' },
      { head: 'value', right: true },
      { head: 'aim' },
      { head: '' },
      { head: 'what' },
    ],
    rows,
  ).join('\n');
}
