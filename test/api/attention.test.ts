/**
 * What only Temporal knows of cases that stand still, and where record and workflows disagree: found from
 * lists, with no look into a history.
 * @long
 */
import type { HeadStanding, HeadWay } from '../../record/port/desk-record';
import { pino } from 'pino';
import { createAttentionScan, type Scan } from '../../client/api/operations/attention/scan';
import type { ApiDeps } from '../../client/api/deps';
import { createDesk } from '../../temporal/desk';
import { RecordError } from '../../record/port/desk-record';
import { CALENDAR_VERSION } from '../../workflows/contract/identifiers';
import * as messages from '../../workflows/contract/messages';
import { eventually } from '../e2e/eventually';
import { entry, openedCase, sampleChange, sampleView } from '../record/samples';
import { alterWorkflows } from '../support/altered-workflows';
import { startTestRecord, type TestRecord } from '../support/record';
import { AGENT, type Harness, type RunningCase, startHarness } from '../workflow/harness';

jest.setTimeout(180_000);

let harness: Harness;
let store: TestRecord;
let deps: ApiDeps;
/** Stands where it was opened; nobody speaks to it while there is a worker. */
let standing: RunningCase;
beforeAll(async () => {
  harness = await startHarness();
  store = await startTestRecord();
  const { record } = store;
  deps = {
    record,
    desk: createDesk({ client: harness.temporal.client, record }),
    settings: { refundLateMs: 864_000_000, calendarVersion: CALENDAR_VERSION },
    logger: pino({ level: 'silent' }),
    // Everything has settled long ago.
    now: () => new Date(Date.now() + 60_000),
  } as unknown as ApiDeps;
  standing = await both();
}, 180_000);
afterAll(async () => {
  await store.stop();
  await harness.stop();
});

/** Whether the calendar ends is a matter of the day on which the test runs. */
const withoutCalendar = (taken: Scan): Scan => ({
  ...taken,
  groups: taken.groups.filter(({ cause }) => cause !== 'calendar-ends'),
});
const scan = async (): Promise<Scan> => withoutCalendar(await createAttentionScan(deps).read());

/** The group of a cause once it is there, or once it is not. */
function untilGroup(cause: string, isThere = true): Promise<Scan['groups'][number] | true> {
  return eventually(
    `${cause} is ${isThere ? '' : 'no longer '}found`,
    async () => {
      const group = (await scan()).groups.find((one) => one.cause === cause);
      return isThere ? group : group === undefined || undefined;
    },
    120_000,
  );
}

/** A case in the record with its workflow. A step that fails again is handed out again soon. */
async function both(): Promise<RunningCase> {
  const { caseId } = await openedCase(store.record);
  return harness.open({ caseId, taskTimeout: '3s' });
}

/** Another moment of the same case in the record. */
async function moveInRecord(caseId: string, status: 'awaiting-consent' | 'withdrawn') {
  await store.record.cases.change(
    sampleChange(caseId, {
      view: sampleView(caseId, { status }),
      entries: [entry(status === 'withdrawn' ? 3 : 2)],
    }),
  );
}

const identify = (running: RunningCase) =>
  running.decide(messages.verifyIdentity, { by: AGENT, method: 'document-seen' });

test('record and workflows that agree need nobody', async () => {
  await both();
  const { groups, silent, queues } = await eventually('everything is listed', async () => {
    const taken = await scan();
    return taken.groups.length === 0 ? taken : undefined;
  });
  expect({ groups, silent }).toEqual({ groups: [], silent: [] });
  expect(queues.map(({ work }) => work)).toEqual(['workflow', 'activity']);
  expect(queues.every(({ pollers }) => pollers > 0)).toBe(true);
});

test('a case for which nothing runs, one that the record lacks and one that stands elsewhere are named', async () => {
  const lost = await openedCase(store.record);
  const unknown = await harness.open();
  const apart = await both();
  await identify(apart);
  const found = async (cause: string) => {
    const group = await untilGroup(cause);
    return group === true ? [] : group.workflowIds;
  };
  expect(await found('workflow-missing')).toEqual([lost.caseId]);
  expect(await found('record-missing')).toEqual([unknown.caseId]);
  expect(await found('status-differs')).toEqual([apart.caseId]);

  await moveInRecord(lost.caseId, 'withdrawn');
  await moveInRecord(apart.caseId, 'awaiting-consent');
  await unknown.handle.terminate();
  for (const cause of ['workflow-missing', 'record-missing', 'status-differs']) {
    await untilGroup(cause, false);
  }
});

test('cases that a bad release stops are named with its kind of fault, and go on once it is rolled back', async () => {
  const running = await both();
  const diverging = alterWorkflows({
    file: 'unbind-case.ts',
    text: "  if (openedBy.role === 'merchant') notices.plan('page-link');",
    by: '  await condition(() => false, 1_000);',
  });
  try {
    await harness.deploy(diverging.path);
    // Nobody can answer it; that it is asked makes the server hand out a task.
    const asked = identify(running).catch(() => 'unanswered');
    const group = await untilGroup('workflow-diverges');
    expect(group).toMatchObject({ workflowIds: [running.caseId] });
    await harness.deploy();
    await asked;
    await eventually('the case goes on', async () => {
      await identify(running).catch(() => undefined);
      return running.trace.view?.status === 'awaiting-consent' || undefined;
    });
    await untilGroup('workflow-diverges', false);
    await moveInRecord(running.caseId, 'awaiting-consent');
  } finally {
    diverging.remove();
  }
});

test('a fault in the code of the workflow is told from a history that does not fit', async () => {
  const faulty = alterWorkflows({
    file: 'decisions/operator-decisions.ts',
    text: 'holdCase(state, Date.now());',
    by: "throw new TypeError('planted');",
  });
  try {
    await harness.deploy(faulty.path);
    const running = await both();
    const by = { principalId: 's_operator', role: 'operator' } as const;
    const asked = running.decide(messages.hold, { by }).catch(() => 'unanswered');
    expect(await untilGroup('workflow-fails')).toMatchObject({ workflowIds: [running.caseId] });
    await harness.deploy();
    await asked;
  } finally {
    faulty.remove();
  }
});

test('where no worker asks for work, every open case counts', async () => {
  const { byStatus } = await store.record.cases.count();
  await harness.stopWorker();
  // Something to do that is left lying.
  await standing.handle.signal(messages.refundReturned, { depositId: 'd_1', generation: 1 });
  const group = await untilGroup('no-worker');
  expect(group).toMatchObject({
    cases: (byStatus['awaiting-identity'] ?? 0) + (byStatus['awaiting-consent'] ?? 0),
  });
});

test('one look serves everybody who asks at the same time, and for a moment after', async () => {
  const shared = createAttentionScan({ ...deps, now: () => new Date() });
  const [first, second] = await Promise.all([shared.read(), shared.read()]);
  expect(second).toBe(first);
  expect(await shared.read()).toBe(first);
  expect(await shared.read(-1)).not.toBe(first);
});

test('who does not answer is named, and what the other knows is shown all the same', async () => {
  const parked = { step: 'unbind-terminals', code: 'UNBIND_REFUSED', subjects: [], actions: [] };
  await openedCase(store.record, {
    view: { parked: { ...parked, since: '2026-03-03T00:00:00.000Z' } } as object,
  });
  const away = createDesk({
    client: harness.temporal.client,
    record: store.record,
    deadlineMs: 1,
  });
  const taken = withoutCalendar(await createAttentionScan({ ...deps, desk: away }).read());
  expect(taken.silent).toEqual(['temporal']);
  expect(taken.groups.map(({ cause, code }) => [cause, code])).toEqual([
    ['parked', 'UNBIND_REFUSED'],
    ['out-of-order', 'TEMPORAL_UNAVAILABLE'],
  ]);
});

test('a record that cannot be written stands on the list by its class, since it was first seen so', async () => {
  let isReadOnly = true;
  const ping = () =>
    isReadOnly
      ? Promise.reject(new RecordError('RECORD_READ_ONLY', 'as during a failover'))
      : store.record.ping();
  const looking = createAttentionScan({ ...deps, record: { ...store.record, ping } });
  const seen = async () => {
    const { groups } = await looking.read(-1);
    return groups.filter(({ cause }) => cause === 'out-of-order');
  };
  const [first] = await seen();
  expect(first).toMatchObject({ code: 'RECORD_READ_ONLY', cases: expect.any(Number) as number });
  expect((await seen())[0]?.since).toEqual(first?.since);
  isReadOnly = false;
  expect(await seen()).toEqual([]);
});

test.each([
  ['2026-09-30T15:59:59Z', []],
  ['2026-09-30T16:00:00Z', ['CALENDAR_YEAR_MISSING']],
  ['2027-03-01T00:00:00Z', ['CALENDAR_YEAR_MISSING']],
])('at %s a year that the calendar lacks is listed: %j', async (now, codes) => {
  const empty = {
    ...deps.record,
    cases: {
      ...deps.record.cases,
      count: async () => ({ byStatus: {}, parked: 0, overdue: 0 }),
    },
  };
  const looking = createAttentionScan({ ...deps, record: empty, now: () => new Date(now) });
  const { groups } = await looking.read();
  const found = groups.filter(({ cause }) => cause === 'calendar-ends');
  expect(found.map(({ code }) => code)).toEqual(codes);
  for (const { cases, since } of found) {
    expect({ cases, since }).toEqual({ cases: 0, since: new Date('2026-09-30T16:00:00Z') });
  }
});

const HOUR_MS = 3_600_000;
interface SeenHeads {
  readonly waitedMs?: number;
  readonly headAgeMs?: number;
  readonly leftBy?: readonly HeadWay[];
  readonly fault?: HeadStanding['fault'];
}
test.each([
  ['nothing', {}, true, []],
  ['rows that wait for a head for a day', { waitedMs: 26 * HOUR_MS }, true, ['HEADS_NOT_SIGNED']],
  ['rows that wait for an hour', { waitedMs: HOUR_MS }, true, []],
  ['a head that has not left', { headAgeMs: HOUR_MS }, true, ['HEADS_STAY_INSIDE']],
  ['a head that has left by mail', { headAgeMs: HOUR_MS, leftBy: ['mail'] }, true, []],
  ['a head that has just been made', { headAgeMs: 1_000 }, true, []],
  [
    'a head that is not what was signed',
    { headAgeMs: HOUR_MS, leftBy: ['folder'], fault: { number: 1, check: 'signature' } },
    true,
    ['HEADS_BROKEN'],
  ],
  ['a head that has not left, of a desk with nothing to prove', { headAgeMs: HOUR_MS }, false, []],
] as const)(
  'of heads of the ledger, %s is listed as %j',
  async (_what, seen, provesLedger, codes) => {
    const { waitedMs, headAgeMs, leftBy = [], fault }: SeenHeads = seen;
    const now = new Date();
    const ago = (ms: number) => new Date(now.getTime() - ms);
    const standing: HeadStanding = {
      ...(waitedMs === undefined ? {} : { uncoveredSince: ago(waitedMs) }),
      ...(headAgeMs === undefined ? {} : { last: { number: 1, at: ago(headAgeMs), leftBy } }),
      ...(fault === undefined ? {} : { fault }),
    };
    const heads = { ...deps.record.heads, standing: () => Promise.resolve(standing) };
    const looking = createAttentionScan({
      ...deps,
      record: { ...deps.record, heads },
      settings: { ...deps.settings, provesLedger },
      now: () => now,
    });
    const { groups } = await looking.read();
    const found = groups.filter(({ cause }) => cause === 'ledger-unproven');
    expect(found.map(({ code }) => code)).toEqual(codes);
  },
);
