/**
 * Writes what happens to the record: ledger rows, the view, planned notices, in one local activity a
 * step and strictly in order. State changes first, then the journal; no effect leaves before `flush`
 * has returned, so ledger and history cannot disagree in silence. What the record refuses for good
 * never fails the case: it waits for an operator.
 */
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { parkedOf, viewOf } from './case-view-of';
import type { CaseState } from './case-state';
import { SEARCH_ATTRIBUTES } from '../contract/identifiers';
import { isEnd } from '../contract/lifecycle';
import type { Actor } from '../contract/messages';
import type { NoticePlan } from '../contract/notices';
import type { CaseChange, LedgerEntry } from '../contract/ports';
import { currentDetails } from './current-details';
import { createEnsured, type Ensured } from '../ensured';
import type { Said } from '../contract/signing/statements';
import { onRecord } from '../on-record';

export const SYSTEM: Actor = { principalId: 'system', role: 'system' };

const STATUS = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status.name, 'KEYWORD');
const PARKED = defineSearchAttributeKey(SEARCH_ATTRIBUTES.parked.name, 'BOOL');
const OVERDUE = defineSearchAttributeKey(SEARCH_ATTRIBUTES.overdue.name, 'BOOL');

export interface Journal extends Pick<Ensured, 'ensure' | 'tryAgain'> {
  /** Notes an event for the next write. Facts are ids, codes and numbers. */
  note(event: string, by: Actor, facts?: LedgerEntry['facts']): void;
  /** Plans a notice with the next write. */
  plan(notice: NoticePlan): void;
  /** Keeps what somebody said, where it has to be proven; the next write holds it to its proof. */
  hear(said: Said | undefined): void;
  /** Returns once everything noted so far stands in the record. */
  flush(): Promise<void>;
  /** Writes at once, so that what was said and is not proven has the case stand still. */
  standStill(): Promise<void>;
  /** True where everything noted so far stands in the record. */
  isWritten(): boolean;
  /** The first write of the case; fails with `TERMINAL_HAS_OPEN_CASE`. */
  writeOpening(): Promise<void>;
}

export function createJournal(state: CaseState): Journal {
  let sequence = 0;
  let entries: LedgerEntry[] = [];
  let notices: NoticePlan[] = [];
  let said: Said[] = [];
  let owesWrite = false;
  let writing: Promise<void> | undefined;
  const showProgress = progressOf(state);
  const ensured = createEnsured(state, showProgress);

  function takeChange(): CaseChange {
    const change: CaseChange = {
      caseId: state.input.caseId,
      runId: workflowInfo().runId,
      entries,
      view: viewOf(state, Date.now()),
      notices,
      freeTerminals: isEnd(state.status),
      task: { historyLength: workflowInfo().historyLength, atMs: Date.now() },
      ...(said.length > 0 && { said }),
    };
    entries = [];
    notices = [];
    said = [];
    owesWrite = false;
    showProgress();
    return change;
  }

  function write(change: CaseChange): Promise<void> {
    return ensured.ensure(() => {
      const wasStuck = ensured.takeWasStuck();
      const told = wasStuck === undefined ? change : { ...change, wasStuck };
      return onRecord((record) => record.recordChange(told));
    });
  }

  const isWritten = () => writing === undefined && entries.length === 0 && !owesWrite;

  async function flush(): Promise<void> {
    while (!isWritten()) {
      writing ??= write(takeChange()).finally(() => {
        writing = undefined;
      });
      await writing;
    }
  }

  return {
    note(event, by, facts = {}) {
      sequence += 1;
      entries.push({ sequence, at: new Date(Date.now()).toISOString(), event, by, facts });
    },
    plan(notice) {
      notices.push(notice);
    },
    hear(one) {
      if (one !== undefined) said.push(one);
    },
    flush,
    standStill() {
      owesWrite = true;
      return flush();
    },
    isWritten,
    async writeOpening() {
      const change = takeChange();
      await onRecord((record) => record.openCase(change));
    },
    ensure: (call) => ensured.ensure(call),
    tryAgain: () => ensured.tryAgain(),
  };
}

/** Search attributes are events, so only differences are written; details cost none. */
function progressOf(state: CaseState): () => void {
  let shown = { status: state.status as string, parked: false, overdue: false };
  return () => {
    const now = {
      status: state.status as string,
      parked: parkedOf(state) !== undefined,
      overdue: state.overdue,
    };
    const updates = [
      ...(now.status === shown.status ? [] : [{ key: STATUS, value: now.status }]),
      ...(now.parked === shown.parked ? [] : [{ key: PARKED, value: now.parked }]),
      ...(now.overdue === shown.overdue ? [] : [{ key: OVERDUE, value: now.overdue }]),
    ];
    if (updates.length > 0) upsertSearchAttributes(updates);
    shown = now;
    setCurrentDetails(currentDetails(viewOf(state, Date.now())));
  };
}
