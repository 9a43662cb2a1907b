/**
 * Writes back what a record that was restored to an older state lacks of one case. Rows, view and notices are
 * what the case's own code says again when its history is replayed; what became of its requests is read at
 * the providers. Nothing is asked for anew, and nothing that is there is changed.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { CaseRow, DeskRecord, LedgerRow } from '../../record/port/desk-record';
import { RecordError } from '../../record/port/desk-record';
import type { CaseView } from '../../workflows/contract/case-view';
import type { CaseId } from '../../workflows/contract/identifiers';
import { isEnd } from '../../workflows/contract/lifecycle';
import { isSettledNotice } from '../../workflows/contract/notices';
import type { CaseChange, NoticeOutcome, RebuildPort } from '../../workflows/contract/ports';
import type { IsProven } from '../../workflows/contract/signing/statements';
import { REPORTED_EVENTS } from '../../workflows/contract/rebuilding';
import type { RebuildCaseInput, RebuildReport } from '../../workflows/contract/rebuilding';
import { takeAgain } from '../after-reset';
import { attemptSignal } from '../attempt-signal';
import type { EffectDeps } from '../effects/effect';
import { asFailure } from '../failures';
import { onlyForProven } from '../refuse-unproven';
import { adoptRequest, type FoundRequest } from './adopt-effect';
import type { CaseStories, CaseStory } from './case-stories';
import { missingRows, type MissingRows } from './missing-rows';

export interface RebuildDeps extends Omit<EffectDeps, 'record'> {
  readonly record: DeskRecord;
  readonly stories: CaseStories;
  /** Holds what asked for it to the keys in force. */
  readonly isProven: IsProven;
}

/** See `RebuildPort`. */
export function createRebuildActivity(deps: RebuildDeps): RebuildPort {
  return {
    rebuildCase: onlyForProven(deps, async (input) => {
      try {
        return await rebuildCase(deps, input, (deps.attemptSignal ?? attemptSignal)());
      } catch (error) {
        throw asFailure(error);
      }
    }),
  };
}

async function rebuildCase(
  deps: RebuildDeps,
  input: RebuildCaseInput,
  signal: AbortSignal,
): Promise<RebuildReport> {
  const { record } = deps;
  const { caseId, dryRun } = input;
  const { story, ledger, missing } = await compare(deps, caseId, signal);
  const before = await record.cases.read(caseId);
  if (before === undefined && !dryRun) {
    throw new RecordError('CASE_UNRECORDED', 'the opening has to be entered again first');
  }
  const written: Written = dryRun
    ? { rows: 0, conflict: false }
    : await writeChanges(record, missing.changes);
  const row = before && (dryRun ? before : await record.cases.read(caseId));
  const view = dryRun || !row ? viewToldBy(story, row) : row.view;
  const lost = lostIn(view, row);
  const report: RebuildReport = {
    caseId,
    status: view.status,
    held: view.held,
    opening: story.opening,
    inRecord: row !== undefined,
    ...rowsOf(missing),
    conflict: written.conflict,
    ...(lost === undefined ? {} : { lostRevision: lost }),
    lostConsents: await lostConsents(record, missing, ledger),
    notices: await restoreNotices(record, story, input),
    effects: await adoptAll(
      {
        ...deps,
        record: {
          intents: record.intents,
          revisions: record.revisions,
          cases: { read: () => Promise.resolve(row && { ...row, view }) },
        },
      },
      story,
      { readable: row !== undefined && lost === undefined, dryRun },
      signal,
    ),
    ...(await heldElsewhere(record, row, { lost, dryRun })),
  };
  if (!dryRun) await noteRebuilding(record, input, { ...report, rows: written.rows });
  return report;
}

interface Compared {
  readonly story: CaseStory;
  readonly ledger: readonly LedgerRow[];
  readonly missing: MissingRows;
}

/** A task that a history shows ends, or shows a heartbeat, sooner than this; one of an update is not shown. */
const LIMIT_MS = { shownTask: 15_000, updateTask: 1_500 };
const LOOK_AGAIN_MS = 500;

/**
 * What the histories tell, held against the ledger as it was before and after they were read: what the case
 * writes meanwhile is neither missing nor ahead. The rows of a task that is still open stand in the ledger
 * first, so they count as ahead only where it stays so.
 */
async function compare(
  { record, stories }: RebuildDeps,
  caseId: CaseId,
  signal: AbortSignal,
): Promise<Compared> {
  const since = Date.now();
  for (;;) {
    const earlier = await record.ledger.read(caseId);
    const story = await stories.read(caseId, signal);
    if (story === undefined) throw new RecordError('CASE_NOT_FOUND', 'no history of this case');
    const { ahead } = missingRows(story.runs, earlier);
    const isShown = story.runs.some(({ hasOpenTask }) => hasOpenTask);
    const limitMs = isShown ? LIMIT_MS.shownTask : LIMIT_MS.updateTask;
    if (ahead > 0 && Date.now() - since < limitMs) {
      await delay(LOOK_AGAIN_MS, undefined, { signal });
      continue;
    }
    const ledger = await record.ledger.read(caseId);
    return { story, ledger, missing: { ...missingRows(story.runs, ledger), ahead } };
  }
}

interface Written {
  readonly rows: number;
  /** The ledger holds other content under the number of a row; nothing after it was written. */
  readonly conflict: boolean;
}

async function writeChanges(record: DeskRecord, changes: readonly CaseChange[]): Promise<Written> {
  let rows = 0;
  try {
    for (const change of changes) {
      const isOpening = change.entries.some(({ event }) => event === 'case-opened');
      if (isOpening) await record.cases.open(change);
      else await record.cases.change(change);
      rows += change.entries.length;
    }
    return { rows, conflict: false };
  } catch (error) {
    if (error instanceof RecordError && error.code === 'LEDGER_CONFLICT') {
      return { rows, conflict: true };
    }
    throw error;
  }
}

/** The view that the workflow wrote last; that of the record where no row is missing. */
function viewToldBy({ runs }: CaseStory, row: CaseRow | undefined): CaseView {
  const last = runs.flatMap(({ changes }) => changes).at(-1);
  const view = last?.view ?? row?.view;
  if (view === undefined) throw new RecordError('CASE_NOT_FOUND', 'the history tells of no case');
  return view;
}

function rowsOf({ changes, unplaced, ahead }: MissingRows) {
  const events = changes.flatMap(({ entries }) => entries.map(({ event }) => event));
  return { rows: events.length, events: events.slice(0, REPORTED_EVENTS), unplaced, ahead };
}

/** The first revision is entered with the opening; where there is no case, all of them are lost. */
function lostIn(view: CaseView, row: CaseRow | undefined): number | undefined {
  const known = row?.latestRevision ?? 1;
  return view.revision > known ? view.revision : undefined;
}

async function lostConsents(
  record: DeskRecord,
  { changes }: MissingRows,
  ledger: readonly LedgerRow[],
): Promise<number> {
  const entries = [...ledger, ...changes.flatMap((change) => change.entries)];
  const ids = entries.flatMap(({ facts: { consentId } }) =>
    typeof consentId === 'string' ? [consentId] : [],
  );
  const found = await Promise.all([...new Set(ids)].map((id) => record.consents.read(id)));
  return found.filter((consent) => consent === undefined).length;
}

/** Only what is settled: a notice that is still under way makes its rows itself. */
async function restoreNotices(
  record: DeskRecord,
  { runs }: CaseStory,
  { caseId, dryRun }: RebuildCaseInput,
): Promise<number> {
  const latest = new Map<string, NoticeOutcome>();
  for (const outcome of runs.flatMap(({ notices }) => notices)) {
    latest.set(identityOf(outcome), outcome);
  }
  const settled = [...latest.values()].filter(({ state }) => isSettledNotice(state));
  if (!dryRun) return record.notices.restore(caseId, settled);
  const known = new Set((await record.notices.list(caseId)).map(identityOf));
  return settled.filter((outcome) => !known.has(identityOf(outcome))).length;
}

function identityOf({
  kind,
  occurrence,
  channel,
}: Pick<NoticeOutcome, 'kind' | 'occurrence' | 'channel'>): string {
  return `${kind}#${occurrence} ${channel}`;
}

/** In a dry run the case is looked at as the workflow has it. */
async function adoptAll(
  deps: EffectDeps,
  { runs }: CaseStory,
  how: { readonly readable: boolean; readonly dryRun: boolean },
  signal: AbortSignal,
): Promise<readonly FoundRequest[]> {
  const found = new Map<string, FoundRequest>();
  for (const request of runs.flatMap(({ requests }) => requests)) {
    const adopted = await adoptRequest(deps, request, how, signal);
    if (adopted) found.set(adopted.key, adopted);
  }
  return [...found.values()];
}

/** An open case holds its terminals again, where no other has taken them meanwhile. */
async function heldElsewhere(
  record: DeskRecord,
  row: CaseRow | undefined,
  { lost, dryRun }: { readonly lost: number | undefined; readonly dryRun: boolean },
): Promise<Pick<RebuildReport, 'terminalsLostTo'>> {
  if (row === undefined || lost !== undefined || dryRun || isEnd(row.view.status)) return {};
  const lostTo = await takeAgain(record, row);
  return lostTo === undefined ? {} : { terminalsLostTo: lostTo };
}

/** Who had it rebuilt and what came of it; nothing where there was nothing to do. */
async function noteRebuilding(
  record: DeskRecord,
  { caseId, by, noteId }: RebuildCaseInput,
  { rows, unplaced, notices, effects, lostRevision }: RebuildReport,
): Promise<void> {
  const adopted = effects.filter(({ found }) => found !== 'unread').map(({ key }) => key);
  if (rows + notices + adopted.length === 0) return;
  await record.ledger.audit({
    caseId,
    event: 'record-rebuilt',
    by,
    facts: {
      rows,
      notices,
      effects: adopted,
      ...(unplaced > 0 && { unplaced }),
      ...(lostRevision !== undefined && { lostRevision }),
      ...(noteId !== undefined && { noteId }),
    },
  });
}
