/** A record that was restored to an older state gets back what a case's history and its provider know. */
import { createRebuildActivity } from '../../activities/rebuild/rebuild-case';
import type { CaseStory, ToldRun } from '../../activities/rebuild/case-stories';
import type { DeskRecord } from '../../record/port/desk-record';
import type { CaseView } from '../../workflows/contract/case-view';
import type { Actor } from '../../workflows/contract/messages';
import type { CaseChange, GateRef, NoticeOutcome } from '../../workflows/contract/ports';
import { entry } from '../record/samples';
import { startTestRecord } from '../support/record';
import { EFFECTS, codeOf, executions, perform, prepare, startStage, viewOf } from './stage';
import type { EffectName, OpenedCase, Stage } from './stage';

const by: Actor = { principalId: 's_OPERATOR', role: 'operator' };

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const RUN = 'run-1';

/** Rows 1 to 3: opened, approved, unbound; the last view is `view`. */
function changesOf({ caseId }: OpenedCase, view: CaseView, runId = RUN): CaseChange[] {
  const events = ['case-opened', 'case-approved', 'terminal-proven'];
  return events.map((event, index) => ({
    caseId,
    runId,
    entries: [entry(index + 1, { event, facts: {} })],
    view: index === 2 ? view : viewOf(caseId),
    notices: index === 1 ? [{ kind: 'approved', occurrence: 1 }] : [],
    freeTerminals: false,
    task: { historyLength: 3 + index * 7, atMs: 1_000 + index },
  }));
}

interface Told {
  readonly changes?: readonly CaseChange[];
  readonly requests?: readonly GateRef[];
  readonly notices?: readonly NoticeOutcome[];
  /** A run after it, as a reset makes one. */
  readonly later?: readonly CaseChange[];
}

function storyOf(
  one: OpenedCase,
  { changes = [], requests = [], notices = [], later }: Told,
): CaseStory {
  const view = viewOf(one.caseId);
  const run: ToldRun = {
    workflowId: one.caseId,
    runId: RUN,
    changes,
    requests,
    notices,
    hasOpenTask: false,
  };
  return {
    opening: {
      openedAt: view.openedAt,
      openedBy: by,
      channel: view.channel,
      reason: view.reason,
      closeAccount: true,
      terminalIds: [one.terminalId],
    },
    runs: later ? [run, { ...run, runId: 'run-2', changes: later, requests: [] }] : [run],
  };
}

/** A record of an earlier moment: it knows the opening and what `rows` says. */
async function onOlderRecord(
  one: OpenedCase,
  rows: readonly CaseChange[],
  work: (record: DeskRecord) => Promise<void>,
): Promise<void> {
  const older = await startTestRecord();
  try {
    const { caseId, data } = one;
    const view = viewOf(caseId);
    const author = view.openedBy;
    await older.record.cases.create({ caseId, teamId: 'team-1', author, data, view });
    for (const [index, change] of rows.entries()) {
      if (index === 0) await older.record.cases.open(change);
      else await older.record.cases.change(change);
    }
    await work(older.record);
  } finally {
    await older.stop();
  }
}

function rebuild(record: DeskRecord, story: CaseStory | undefined, caseId: string, dryRun = false) {
  return rebuildBy(record, () => Promise.resolve(story), caseId, dryRun);
}

function rebuildBy(
  record: DeskRecord,
  read: () => Promise<CaseStory | undefined>,
  caseId: string,
  dryRun = false,
) {
  const activity = createRebuildActivity({
    record,
    acquirer: stage.http,
    observer: { onPoint: () => undefined },
    attemptSignal: () => AbortSignal.timeout(30_000),
    stories: { read },
    isProven: () => true,
  });
  return activity.rebuildCase({ caseId, by, dryRun });
}

const eventsOf = async (record: DeskRecord, caseId: string) =>
  (await record.ledger.read(caseId)).map(({ event }) => event);

test('rows that are missing are written as they were, and the chain is whole', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const changes = changesOf(one, { ...viewOf(caseId), status: 'refunding-deposit' });
  await onOlderRecord(one, changes.slice(0, 1), async (record) => {
    const report = await rebuild(record, storyOf(one, { changes }), caseId);
    expect(report).toMatchObject({ rows: 2, events: ['case-approved', 'terminal-proven'] });
    const events = ['case-opened', 'case-approved', 'terminal-proven', 'record-rebuilt'];
    expect(await eventsOf(record, caseId)).toEqual(events);
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
    expect((await record.cases.read(caseId))?.view.status).toBe('refunding-deposit');
    expect(await rebuild(record, storyOf(one, { changes }), caseId)).toMatchObject({ rows: 0 });
    expect(await eventsOf(record, caseId)).toEqual(events);
  });
});

test('a dry run says the same and writes nothing', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const changes = changesOf(one, viewOf(caseId));
  await onOlderRecord(one, changes.slice(0, 1), async (record) => {
    const requests: GateRef[] = [{ effect: 'unbind', ...one.unbind }];
    const notices = [sent(caseId)];
    const story = storyOf(one, { changes, requests, notices });
    const report = await rebuild(record, story, caseId, true);
    expect(report).toMatchObject({ rows: 2, notices: 1, effects: [{ found: 'absent' }] });
    expect(await eventsOf(record, caseId)).toEqual(['case-opened']);
    expect(await record.intents.list(caseId)).toEqual([]);
    expect(await record.notices.list(caseId)).toEqual([]);
  });
});

test('the live case may write on before the older rows are back: its view stays', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const [first, ...others] = changesOf(one, viewOf(caseId));
  const live: CaseChange = {
    ...others[1]!,
    entries: [entry(4, { event: 'deposit-proven', facts: {} })],
    view: { ...viewOf(caseId), status: 'closing-account' },
    task: { historyLength: 40, atMs: 9_000 },
  };
  await onOlderRecord(one, [first!, live], async (record) => {
    await rebuild(record, storyOf(one, { changes: [first!, ...others, live] }), caseId);
    expect((await record.cases.read(caseId))?.view.status).toBe('closing-account');
    expect(await record.reconciliation.gapIn(caseId)).toBeUndefined();
    expect((await record.ledger.verify(caseId)).broken).toBeUndefined();
  });
});

test('rows of a run that was reset since come before those of the run that follows', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const changes = changesOf(one, viewOf(caseId));
  const later = [
    {
      ...changes[2]!,
      runId: 'run-2',
      entries: [entry(2, { event: 'reset-noticed', facts: {} })],
      task: { historyLength: 20, atMs: 9_000 },
    },
  ];
  await onOlderRecord(one, changes.slice(0, 1), async (record) => {
    const report = await rebuild(record, storyOf(one, { changes, later }), caseId);
    expect(report).toMatchObject({ rows: 3, unplaced: 0, conflict: false });
    expect(await eventsOf(record, caseId)).toEqual([
      ...['case-opened', 'case-approved', 'terminal-proven'],
      ...['history-reset', 'reset-noticed', 'record-rebuilt'],
    ]);
  });
  await onOlderRecord(one, [changes[0]!, ...later], async (record) => {
    const report = await rebuild(record, storyOf(one, { changes, later }), caseId);
    expect(report).toMatchObject({ rows: 0, unplaced: 2 });
  });
});

test('other content under the number of a row is left as it stands and told', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const changes = changesOf(one, viewOf(caseId));
  const other = { ...changes[1]!, entries: [entry(2, { event: 'case-rejected', facts: {} })] };
  const newer = { ...other, task: { historyLength: 99, atMs: 9_000 } };
  await onOlderRecord(one, [changes[0]!, newer], async (record) => {
    const report = await rebuild(record, storyOf(one, { changes }), caseId);
    expect(report).toMatchObject({ conflict: true });
    expect(await eventsOf(record, caseId)).toEqual(['case-opened', 'case-rejected']);
  });
});

test('rows that only the record has say that Temporal is the older of the two', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const changes = changesOf(one, viewOf(caseId));
  await onOlderRecord(one, changes, async (record) => {
    const story = storyOf(one, { changes: changes.slice(0, 2) });
    expect(await rebuild(record, story, caseId)).toMatchObject({ rows: 0, ahead: 1 });
  });
});

test('the rows of a task that is still open are not ahead: it is looked at again once it has ended', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const changes = changesOf(one, viewOf(caseId));
  const { runs, ...told } = storyOf(one, { changes });
  const before = runs.map((run) => ({ ...run, changes: changes.slice(0, 2), hasOpenTask: true }));
  const looks = [
    { ...told, runs: before },
    { ...told, runs },
  ];
  await onOlderRecord(one, changes, async (record) => {
    const read = () => Promise.resolve(looks.length > 1 ? looks.shift() : looks[0]);
    expect(await rebuildBy(record, read, caseId)).toMatchObject({ rows: 0, ahead: 0 });
  });
});

test('what a case writes while its histories are read is neither missing nor ahead', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const changes = changesOf(one, viewOf(caseId));
  await onOlderRecord(one, changes.slice(0, 2), async (record) => {
    const read = async () => {
      await record.cases.change(changes[2]!);
      return storyOf(one, { changes });
    };
    const report = await rebuildBy(record, read, caseId, true);
    expect(report).toMatchObject({ rows: 0, ahead: 0 });
  });
});

function sent(_caseId: string, state: NoticeOutcome['state'] = 'accepted'): NoticeOutcome {
  return { kind: 'approved', occurrence: 1, channel: 'sms', state };
}

test('a notice that was sent is known again, one that waits is not', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const changes = changesOf(one, viewOf(caseId));
  const notices = [sent(caseId, 'deferred'), sent(caseId)];
  const waiting: NoticeOutcome = { ...sent(caseId, 'deferred'), channel: 'email' };
  await onOlderRecord(one, changes.slice(0, 1), async (record) => {
    await rebuild(record, storyOf(one, { changes, notices: [...notices, waiting] }), caseId);
    const rows = await record.notices.list(caseId);
    expect(rows.map(({ channel, state }) => `${channel} ${state}`)).toEqual(['sms accepted']);
  });
});

const requestOf = (name: EffectName, one: OpenedCase): GateRef => {
  switch (name) {
    case 'unbind':
      return { effect: name, ...one.unbind };
    case 'refund':
      return { effect: name, ...one.refund };
    case 'closure':
      return { effect: name, ...one.closure };
  }
};

describe.each(EFFECTS)('the %s', (name) => {
  test('that was done gets its intent back, and is not done again', async () => {
    const one = await prepare(stage, name);
    await perform(stage.effects(), name, one);
    const changes = changesOf(one, viewOf(one.caseId));
    await onOlderRecord(one, changes.slice(0, 1), async (record) => {
      const story = storyOf(one, { changes, requests: [requestOf(name, one)] });
      const report = await rebuild(record, story, one.caseId);
      expect(report.effects).toMatchObject([{ found: 'done' }]);
      expect(await record.intents.list(one.caseId)).toMatchObject([{ state: 'done', attempt: 1 }]);
      expect(await perform(stage.effects({ record }), name, one)).toEqual({ kind: 'done' });
    });
    expect(await executions(stage, name, one)).toBe(1);
  });

  test('that never left counts as attempted, and is then done once', async () => {
    const one = await prepare(stage, name);
    const changes = changesOf(one, viewOf(one.caseId));
    await onOlderRecord(one, changes.slice(0, 1), async (record) => {
      const story = storyOf(one, { changes, requests: [requestOf(name, one)] });
      const report = await rebuild(record, story, one.caseId);
      expect(report.effects).toMatchObject([{ found: 'absent' }]);
      expect(await executions(stage, name, one)).toBe(0);
      expect(await perform(stage.effects({ record }), name, one)).toEqual({ kind: 'done' });
    });
    expect(await executions(stage, name, one)).toBe(1);
  });
});

test('what was entered since is lost: its number is told, and nothing is asked with other data', async () => {
  const one = await stage.openCase();
  const { caseId } = one;
  const changes = changesOf(one, viewOf(caseId, 3));
  await onOlderRecord(one, changes.slice(0, 1), async (record) => {
    const story = storyOf(one, { changes, requests: [requestOf('unbind', one)] });
    const report = await rebuild(record, story, caseId);
    expect(report).toMatchObject({ lostRevision: 3, effects: [{ found: 'unread' }] });
    expect(await record.intents.list(caseId)).toEqual([]);
    const asked = stage.effects({ record }).requestUnbind(one.unbind);
    expect(await codeOf(asked)).toBe('REVISION_LOST');
  });
});

test('a case that the record does not know is only looked at', async () => {
  const one = await stage.openCase();
  const story = storyOf(one, { changes: changesOf(one, viewOf(one.caseId)) });
  const empty = await startTestRecord();
  try {
    const dry = await rebuild(empty.record, story, one.caseId, true);
    expect(dry).toMatchObject({ inRecord: false, rows: 3 });
    expect(await codeOf(rebuild(empty.record, story, one.caseId))).toBe('CASE_UNRECORDED');
    expect(await codeOf(rebuild(empty.record, undefined, one.caseId))).toBe('CASE_NOT_FOUND');
  } finally {
    await empty.stop();
  }
});
