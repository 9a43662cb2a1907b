/**
 * One look at everything that needs a person: the record's groups, and what only Temporal knows. Asked
 * for by people and by metrics at once, it is made once and kept for a moment.
 */
import type { HeadStanding, Money } from '../../../../record/port/desk-record';
import { RecordError } from '../../../../record/port/desk-record';
import { type ErrorCode, mayPassLater } from '../../../../workflows/contract/errors';
import { OPEN_STATUSES } from '../../../../workflows/contract/lifecycle';
import type { Cause, SeenCause, TemporalCause } from '../../../../workflows/contract/operations';
import { LONGEST_HEAD_INTERVAL_MS } from '../../../../workflows/contract/verification';
import { DeskError } from '../../../../temporal/failures';
import type { FailingTask, QueueStanding } from '../../../../temporal/attention';
import type { ApiDeps } from '../../deps';
import { findFaults, type Faults } from '../../health';
import { calendarByVersion, endsSinceMs } from '../../wiring';
import { findDifferences } from './differences';

export interface ScanGroup {
  readonly cause: Cause;
  readonly code?: ErrorCode;
  readonly cases: number;
  /** When the first of them began, where that is known. */
  readonly since?: Date;
  readonly money: readonly Money[];
  readonly answer?: string;
  /** Workflows of causes that only Temporal knows; the others are read from the record in pages. */
  readonly workflowIds?: readonly string[];
}

export interface Scan {
  readonly takenAt: Date;
  readonly tookMs: number;
  /** The longest waiting first. */
  readonly groups: readonly ScanGroup[];
  readonly queues: readonly QueueStanding[];
  /** Who did not answer; what only they know is missing from the groups. */
  readonly silent: readonly ('record' | 'temporal')[];
}

export interface AttentionScan {
  /** A scan that is at most so old, ms. */
  read(maxAgeMs?: number): Promise<Scan>;
}

/** How old a scan may be for people and metrics alike, ms. */
const FRESH_MS = 10_000;
/** Most workflows with failing tasks that are looked at one by one. */
const MOST_FAILING = 200;
/** Work that waits longer for a worker is behind, ms. */
const BEHIND_MS = 60_000;
/** Work that nobody has taken for so long has no worker, though one may have asked a moment ago, ms. */
const LEFT_LYING_MS = 20_000;

/** Rows that no head has by then wait longer than the longest interval, ms. */
const HEAD_WAIT_MS = LONGEST_HEAD_INTERVAL_MS + 3_600_000;
/** A head that has not left by then does not leave by itself, ms. */
const LEAVE_WAIT_MS = 15 * 60_000;

export function createAttentionScan(deps: ApiDeps): AttentionScan {
  let last: Scan | undefined;
  let running: Promise<Scan> | undefined;
  const since = new Map<ErrorCode, Date>();
  return {
    async read(maxAgeMs = FRESH_MS) {
      const now = deps.now().getTime();
      if (last && now - last.takenAt.getTime() <= maxAgeMs) return last;
      running ??= scan(deps, since).finally(() => {
        running = undefined;
      });
      last = await running;
      return last;
    },
  };
}

async function scan(deps: ApiDeps, since: Map<ErrorCode, Date>): Promise<Scan> {
  const takenAt = deps.now();
  const startMs = performance.now();
  const silent = new Set<'record' | 'temporal'>();
  const unlessSilent = async <T>(read: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      silent.add(silentIn(error));
      return otherwise;
    }
  };
  const [faults, found, queues, failing, differences, open, heads] = await Promise.all([
    findFaults(deps),
    unlessSilent(deps.record.attention.groups(deps.settings.refundLateMs), []),
    unlessSilent(deps.desk.queues(), []),
    unlessSilent(deps.desk.failingTasks(MOST_FAILING), { total: 0, items: [] }),
    unlessSilent(findDifferences(deps), undefined),
    unlessSilent(openCases(deps), 0),
    unlessSilent(headsOf(deps), {}),
  ]);
  const groups: ScanGroup[] = [
    ...faultGroups(faults, open, since, takenAt),
    ...calendarGroups(deps.settings.calendarVersion, open, takenAt),
    ...headGroups(heads, open, takenAt),
    ...found,
    ...queueGroups(queues, open),
    ...failingGroups(failing),
    ...DIFFERENCES.map((cause) => groupOf(cause, differences?.[cause] ?? [])),
  ];
  return {
    takenAt,
    tookMs: Math.round(performance.now() - startMs),
    groups: groups.filter(isNews).sort(longestFirst),
    queues,
    silent: [...silent],
  };
}

const DIFFERENCES = ['workflow-missing', 'record-missing', 'status-differs'] as const;

/** Throws what is a fault of ours. */
function silentIn(error: unknown): 'record' | 'temporal' {
  if (error instanceof RecordError && mayPassLater(error.code)) return 'record';
  if (error instanceof DeskError && error.code === 'UNAVAILABLE') return 'temporal';
  throw error;
}

async function openCases(deps: ApiDeps): Promise<number> {
  const { byStatus } = await deps.record.cases.count();
  return OPEN_STATUSES.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
}

/** Every open case waits for what is out of order; it is remembered since when it was seen so. */
function faultGroups(
  faults: Faults,
  open: number,
  since: Map<ErrorCode, Date>,
  now: Date,
): readonly ScanGroup[] {
  const codes = Object.values(faults);
  for (const code of since.keys()) if (!codes.includes(code)) since.delete(code);
  return codes.map((code) => {
    const seen = since.get(code) ?? now;
    since.set(code, seen);
    return { ...groupOf('out-of-order', [], { cases: open, since: seen }), code };
  });
}

/** Limits of the next year are counted long before it begins; also those of cases that are not open yet. */
function calendarGroups(version: string, open: number, now: Date): readonly ScanGroup[] {
  const since = new Date(endsSinceMs(calendarByVersion(version)));
  if (now < since) return [];
  const group = groupOf('calendar-ends', [], { cases: open, since });
  return [{ ...group, code: 'CALENDAR_YEAR_MISSING' }];
}

/** How the signed heads stand; nothing of a desk that has nothing to prove. */
async function headsOf({ record, settings }: ApiDeps): Promise<HeadStanding> {
  return settings.provesLedger ? record.heads.standing() : {};
}

/** A head is made at least each day; what waits longer, or does not leave, is told. */
function headGroups(
  { last, uncoveredSince, fault }: HeadStanding,
  open: number,
  now: Date,
): readonly ScanGroup[] {
  const told = (code: ErrorCode, since: Date): ScanGroup => ({
    ...groupOf('ledger-unproven', [], { cases: open, since }),
    code,
  });
  const waits = uncoveredSince !== undefined && isOver(uncoveredSince, HEAD_WAIT_MS, now);
  return [
    ...(fault && last ? [told('HEADS_BROKEN', last.at)] : []),
    ...(waits ? [told('HEADS_NOT_SIGNED', uncoveredSince)] : []),
    ...(last && last.leftBy.length === 0 && isOver(last.at, LEAVE_WAIT_MS, now)
      ? [told('HEADS_STAY_INSIDE', last.at)]
      : []),
  ];
}

function isOver(since: Date, waitMs: number, now: Date): boolean {
  return now.getTime() - since.getTime() > waitMs;
}

/** Causes that concern the desk as a whole, whether or not a case is open. */
const OF_THE_DESK: readonly Cause[] = ['calendar-ends', 'ledger-unproven'];

function isNews({ cause, cases }: ScanGroup): boolean {
  return cases > 0 || OF_THE_DESK.includes(cause);
}

function groupOf(
  cause: TemporalCause | SeenCause,
  workflowIds: readonly string[],
  more: { readonly since?: Date; readonly cases?: number } = {},
): ScanGroup {
  return { cause, cases: workflowIds.length, money: [], workflowIds, ...more };
}

function queueGroups(queues: readonly QueueStanding[], open: number): readonly ScanGroup[] {
  const waited = queues.filter(({ backlogAgeMs }) => backlogAgeMs > 0);
  const longestMs = Math.max(0, ...waited.map(({ backlogAgeMs }) => backlogAgeMs));
  const polls = queues.flatMap(({ lastPollAt }) => lastPollAt?.getTime() ?? []);
  const sinceMs = longestMs > 0 ? Date.now() - longestMs : Math.max(...polls);
  const group = { cases: open, ...(Number.isFinite(sinceMs) ? { since: new Date(sinceMs) } : {}) };
  // A worker asks for both kinds of work; one group says it for both.
  if (queues.some(hasNoWorker)) return [groupOf('no-worker', [], group)];
  return longestMs > BEHIND_MS ? [groupOf('workers-behind', [], group)] : [];
}

function hasNoWorker({ pollers, backlogAgeMs, handedOutPerSecond }: QueueStanding): boolean {
  return pollers === 0 || (backlogAgeMs > LEFT_LYING_MS && handedOutPerSecond === 0);
}

function failingGroups(failing: {
  readonly total: number;
  readonly items: readonly FailingTask[];
}): readonly ScanGroup[] {
  const causes = [...new Set(failing.items.map(({ cause }) => cause))];
  const unseen = Math.max(0, failing.total - failing.items.length);
  return causes.map((cause, index) => {
    const mine = failing.items.filter((item) => item.cause === cause);
    const moments = mine.flatMap(({ since }) => since?.getTime() ?? []);
    return groupOf(
      cause,
      mine.map(({ workflowId }) => workflowId),
      {
        // Those that were not looked at count with the first: after a bad release all have one cause.
        cases: mine.length + (index === 0 ? unseen : 0),
        ...(moments.length === 0 ? {} : { since: new Date(Math.min(...moments)) }),
      },
    );
  });
}

function longestFirst(a: ScanGroup, b: ScanGroup): number {
  return (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0);
}
