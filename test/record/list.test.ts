/** The case list: what each filter shows and hides, orders, and pages that lose and repeat nothing. */
import { CASE_STATUSES } from '../../workflows/contract/lifecycle';
import type { CaseView } from '../../workflows/contract/case-view';
import type { CaseFilter, CaseRow, DeskRecord } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { draftCase, entry, openedCase, query, randomId, sampleChange, sampleView } from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

const newTeam = (): string => randomId('team-');

const parked: NonNullable<CaseView['parked']> = {
  step: 'unbind-terminals',
  code: 'UNBIND_REFUSED',
  subjects: [],
  since: '2026-03-03T00:00:00.000Z',
  actions: ['retry'],
};

const manual = { state: 'manual', generation: 1, since: parked.since } as const;
const manualTerminal = { ...manual, terminalId: 't_0000000001' };

async function openedWith(teamId: string, view: Partial<CaseView> = {}): Promise<string> {
  return (await openedCase(record, { teamId, view })).caseId;
}

/** Every page of a list, one after the other. */
async function allPages(filter: CaseFilter): Promise<CaseRow[][]> {
  const pages: CaseRow[][] = [];
  let cursor: string | undefined;
  do {
    const page = await record.cases.list({ ...filter, ...(cursor !== undefined && { cursor }) });
    pages.push([...page.items]);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}
const idsOf = async (filter: CaseFilter): Promise<string[]> =>
  (await allPages(filter)).flat().map((row) => row.caseId);

/** A claim until then holds while this test runs. */
const LATER = '2999-01-01T00:00:00.000Z';

describe('a filter', () => {
  const day = (number: number): string => `2026-04-0${number}T00:00:00.000Z`;
  const plain = { openedAt: day(1) };
  const cases: readonly (readonly [string, Partial<CaseView>, CaseFilter])[] = [
    ['status', { status: 'unbinding' }, { status: ['unbinding'] }],
    ['several statuses', { status: 'expired' }, { status: ['expired', 'withdrawn'] }],
    ['parked', { parked }, { parked: true }],
    ['overdue', { overdue: true }, { overdue: true }],
    ['reason', { reason: 'regulatory' }, { reason: 'regulatory' }],
    ['assignee', { claim: { by: 's_REV', until: LATER } }, { assignee: 's_REV' }],
    ['a claim of their own', { claim: { by: 's_ME', until: LATER } }, { ownOf: 's_ME' }],
    ['an opening of their own', { openedBy: 's_ME' }, { ownOf: 's_ME' }],
    ['whom it waits for', { waitsFor: 'merchant' }, { waitsFor: 'merchant' }],
    ['a manual task of the closure', { closure: manual }, { manual: true }],
    ['a manual task of a terminal', { terminals: [manualTerminal] }, { manual: true }],
    ['opened from', { openedAt: day(3) }, { openedFrom: new Date(day(2)) }],
  ];

  it.each(cases)('by %s shows what fits and hides the rest', async (_by, view, filter) => {
    const teamId = newTeam();
    await openedWith(teamId, plain);
    const fitting = await openedWith(teamId, { ...plain, ...view });
    expect(await idsOf({ teamId, ...filter })).toEqual([fitting]);
  });

  it('by assignee leaves out a claim that has lapsed, though nothing was written since', async () => {
    const teamId = newTeam();
    const claim = { by: 's_REV', until: day(9) };
    const lapsed = await openedWith(teamId, { ...plain, claim });
    const held = await openedWith(teamId, { ...plain, claim, held: true });
    expect(await idsOf({ teamId, assignee: 's_REV' })).toEqual([held]);
    const row = await record.cases.read(lapsed);
    expect(row).not.toHaveProperty('assignee');
    expect(row?.view).not.toHaveProperty('claim');
    expect(await record.cases.read(held)).toMatchObject({ assignee: 's_REV', view: { claim } });
  });

  it('by own cases leaves out what waits for somebody else or has ended', async () => {
    const teamId = newTeam();
    const own = await openedWith(teamId, { openedBy: 's_ME' });
    await openedWith(teamId, { openedBy: 's_ME', waitsFor: 'merchant' });
    await openedWith(teamId, { openedBy: 's_ME', status: 'withdrawn' });
    await openedWith(teamId, { claim: { by: 's_OTHER', until: day(9) } });
    expect(await idsOf({ teamId, ownOf: 's_ME' })).toEqual([own]);
  });

  it('by nobody shows what nobody has claimed', async () => {
    const teamId = newTeam();
    const free = await openedWith(teamId, plain);
    await openedWith(teamId, { claim: { by: 's_REV', until: LATER } });
    expect(await idsOf({ teamId, assignee: 'none' })).toEqual([free]);
  });

  it('by the end of a period, which is no part of it, and by no mark shows the rest', async () => {
    const teamId = newTeam();
    const early = await openedWith(teamId, plain);
    await openedWith(teamId, { openedAt: day(3), parked, overdue: true });
    const opened = new Date(plain.openedAt).getTime();
    expect(await idsOf({ teamId, openedBefore: new Date(opened + 1) })).toEqual([early]);
    expect(await idsOf({ teamId, openedBefore: new Date(opened) })).toEqual([]);
    expect(await idsOf({ teamId, parked: false })).toEqual([early]);
    expect(await idsOf({ teamId, overdue: false })).toEqual([early]);
  });

  it('by the status open shows all that has not ended', async () => {
    const teamId = newTeam();
    for (const status of CASE_STATUSES) await openedWith(teamId, { status });
    const statuses = async (status: CaseFilter['status']): Promise<string[]> =>
      (await record.cases.list({ teamId, ...(status && { status }) })).items.map(
        (row) => row.view.status,
      );
    expect((await statuses(['open'])).toSorted()).toEqual(CASE_STATUSES.slice(0, 8).toSorted());
    expect(await statuses(['open', 'expired', 'unbinding'])).toHaveLength(9);
    expect(await statuses([])).toHaveLength(CASE_STATUSES.length);
  });

  it('by a team shows no case of another team and no draft', async () => {
    const [mine, other] = [newTeam(), newTeam()];
    const caseId = await openedWith(mine);
    await openedWith(other);
    await draftCase(record, { teamId: mine });
    expect(await idsOf({ teamId: mine })).toEqual([caseId]);
  });

  it('shows each case as reading it alone does', async () => {
    const teamId = newTeam();
    const view = { openedAt: '2026-03-02T01:02:03.004Z', claim: { by: 's_R', until: LATER } };
    const caseId = await openedWith(teamId, view);
    const { items } = await record.cases.list({ teamId });
    expect(items).toEqual([await record.cases.read(caseId)]);
    expect(items[0]?.openedAt.toISOString()).toBe(view.openedAt);
  });
});

const CASE = 'UC-0000000001';
const cursorOf = (...parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

describe('pages', () => {
  /** Twelve cases of which many share the moment of opening and of being due. */
  async function crowd(): Promise<{ teamId: string; ids: string[] }> {
    const teamId = newTeam();
    const ids: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      const openedAt = `2026-05-0${1 + Math.floor(index / 5)}T00:00:00.000Z`;
      const due = { nextDueAt: `2026-06-0${1 + (index % 2)}T00:00:00.000Z` };
      const overdue = index % 4 === 0;
      ids.push(await openedWith(teamId, { openedAt, overdue, ...(index % 3 === 0 ? {} : due) }));
    }
    return { teamId, ids };
  }

  it.each(['openedAt', '-openedAt', 'nextDueAt', '-changedAt', 'queue'] as const)(
    'in the order %s show every case once, ties included',
    async (sort) => {
      const { teamId, ids } = await crowd();
      // A change of many cases at one moment, to the microsecond.
      await query(
        test.databaseUrl,
        `update cases set changed_at = '2026-07-01 00:00:00.123456Z' where team_id = $1`,
        [teamId],
      );
      const whole = await idsOf({ teamId, sort });
      expect(whole.toSorted()).toEqual(ids.toSorted());
      for (const limit of [1, 4, 5, 12]) {
        const pages = await allPages({ teamId, sort, limit });
        expect(pages.flat().map((row) => row.caseId)).toEqual(whole);
        expect(pages).toHaveLength(Math.ceil(12 / limit));
      }
    },
  );

  it('follow the order that is asked for, what is never due last', async () => {
    const { teamId } = await crowd();
    const values = async (sort: CaseFilter['sort'], of: (row: CaseRow) => string) =>
      (await record.cases.list({ teamId, ...(sort && { sort }) })).items.map(of);
    const opened = await values('openedAt', (row) => row.view.openedAt);
    expect(opened).toEqual(opened.toSorted());
    expect(await values(undefined, (row) => row.view.openedAt)).toEqual(opened.toReversed());
    const due = await values('nextDueAt', (row) => row.view.nextDueAt ?? 'never');
    expect(due).toEqual(due.toSorted());
    expect(due.at(-1)).toBe('never');
    const changed = await values('-changedAt', (row) => row.changedAt.toISOString());
    expect(changed).toEqual(changed.toSorted().toReversed());
  });

  it('of a queue begin with what is overdue, then go by what is due next', async () => {
    const { teamId } = await crowd();
    const queue = await record.cases.list({ teamId, sort: 'queue' });
    const places = queue.items.map(
      ({ view }) => `${view.overdue ? 'late' : 'next'} ${view.nextDueAt ?? 'never'}`,
    );
    expect(places.filter((place) => place.startsWith('late'))).toHaveLength(3);
    expect(places).toEqual(places.toSorted());
    const open = await record.cases.list({ teamId, sort: 'queue', status: ['open'], limit: 2 });
    expect(open.items.map(({ caseId }) => caseId)).toEqual(
      queue.items.slice(0, 2).map(({ caseId }) => caseId),
    );
  });

  it('go on where they were when cases are opened meanwhile', async () => {
    const { teamId, ids } = await crowd();
    const first = await record.cases.list({ teamId, limit: 5 });
    await openedWith(teamId, { openedAt: '2026-05-09T00:00:00.000Z' });
    const rest: CaseRow[] = [];
    let cursor = first.nextCursor;
    while (cursor !== undefined) {
      const page = await record.cases.list({ teamId, limit: 5, cursor });
      rest.push(...page.items);
      cursor = page.nextCursor;
    }
    const seen = [...first.items, ...rest].map((row) => row.caseId);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('of several statuses are one list', async () => {
    const teamId = newTeam();
    for (let index = 0; index < 9; index += 1) {
      const status = (['unbinding', 'expired', 'awaiting-review'] as const)[index % 3] ?? 'expired';
      await openedWith(teamId, { status, openedAt: `2026-05-0${index + 1}T00:00:00.000Z` });
    }
    const pages = await allPages({ teamId, status: ['open', 'expired'], limit: 4 });
    const opened = pages.flat().map((row) => row.view.openedAt);
    expect(pages.map((page) => page.length)).toEqual([4, 4, 1]);
    expect(opened).toEqual(opened.toSorted().toReversed());
  });

  it('take a cursor of the same form', async () => {
    const cursor = cursorOf('-openedAt', '2026-01-01 00:00:00.5+05:30', CASE);
    expect((await record.cases.list({ teamId: newTeam(), cursor })).items).toEqual([]);
  });

  it('have 1 to 200 cases, 50 unless told', async () => {
    const teamId = newTeam();
    for (let index = 0; index < 3; index += 1) await openedWith(teamId);
    expect((await record.cases.list({ teamId, limit: 0 })).items).toHaveLength(1);
    const page = await record.cases.list({ teamId, limit: 100_000 });
    expect(page.items).toHaveLength(3);
    expect(page.nextCursor).toBeUndefined();
  });

  it.each([
    ['is no cursor', 'nonsense'],
    ['is not of this list', cursorOf('-openedAt', '2026-01-01 00:00:00+00')],
    ['holds no moment', cursorOf('-openedAt', 'tomorrow', CASE)],
    ['holds a number', cursorOf('-openedAt', '1', CASE)],
    ['holds a day that does not exist', cursorOf('-openedAt', '2026-02-30 00:00:00+00', CASE)],
    ['holds another id', cursorOf('-openedAt', '2026-01-01 00:00:00+00', 'UC-\0')],
    ['is of another order', cursorOf('openedAt', '2026-01-01 00:00:00+00', CASE)],
  ])('are refused with BAD_REQUEST where the cursor %s', async (_why, cursor) => {
    await expect(record.cases.list({ cursor })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('a text that cannot be kept', () => {
  it('is refused with BAD_REQUEST, in a filter too', async () => {
    const refusal = { code: 'BAD_REQUEST' };
    await expect(record.cases.list({ assignee: 's_\0' })).rejects.toMatchObject(refusal);
    await expect(openedWith('team-\0')).rejects.toMatchObject(refusal);
  });
});

describe('counts', () => {
  it('are by status and mark, of a team or of all', async () => {
    const teamId = newTeam();
    await openedWith(teamId, { status: 'unbinding', parked });
    await openedWith(teamId, { status: 'unbinding', overdue: true });
    await openedWith(teamId, { status: 'completed' });
    await draftCase(record, { teamId });
    expect(await record.cases.count(teamId)).toEqual({
      byStatus: { unbinding: 2, completed: 1 },
      parked: 1,
      overdue: 1,
    });
    const all = await record.cases.count();
    expect(all.byStatus['unbinding']).toBeGreaterThan(2);
    expect(await record.cases.count(newTeam())).toEqual({ byStatus: {}, parked: 0, overdue: 0 });
  });
});

describe('parked cases', () => {
  it('are listed longest waiting first, as many as asked for', async () => {
    const teamId = newTeam();
    const late = await openedWith(teamId, { parked: { ...parked, since: '2025-01-02T00:00:00Z' } });
    const early = await openedWith(teamId, {
      parked: { ...parked, since: '2025-01-01T00:00:00Z' },
    });
    const ids = async (limit: number): Promise<string[]> =>
      (await record.cases.listParked(limit)).map((row) => row.caseId);
    expect(await ids(2)).toEqual([early, late]);
    expect(await ids(1)).toEqual([early]);
    await record.cases.change(
      sampleChange(early, {
        entries: [entry(2)],
        view: sampleView(early, { status: 'unbinding' }),
      }),
    );
    expect(await ids(1)).toEqual([late]);
  });
});

describe('the counts of the queue', () => {
  it('are as long as the lists behind them', async () => {
    const teamId = newTeam();
    const claim = { by: 's_ME', until: LATER };
    const views: readonly Partial<CaseView>[] = [
      { openedBy: 's_ME' },
      { openedBy: 's_ME', waitsFor: 'merchant' },
      { status: 'awaiting-review', waitsFor: 'reviewer', claim },
      { status: 'awaiting-review', waitsFor: 'reviewer', overdue: true },
      { status: 'unbinding', waitsFor: 'operator', parked },
      { status: 'closing-account', waitsFor: 'operator', closure: manual },
      { status: 'completed', waitsFor: 'nobody', overdue: true, parked, closure: manual },
    ];
    for (const view of views) await openedWith(teamId, view);
    await openedWith(newTeam(), { overdue: true });
    const counts = await record.cases.countQueue('s_ME', teamId);
    const open: CaseFilter = { teamId, status: ['open'] };
    const lists: Record<keyof typeof counts, CaseFilter> = {
      mine: { teamId, ownOf: 's_ME' },
      team: open,
      waitingForMerchant: { ...open, waitsFor: 'merchant' },
      parked: { ...open, parked: true },
      overdue: { ...open, overdue: true },
      unclaimedReviews: { teamId, status: ['awaiting-review'], assignee: 'none' },
      manualTasks: { ...open, manual: true },
    };
    for (const [name, filter] of Object.entries(lists)) {
      const shown = (await idsOf(filter)).length;
      expect([name, counts[name as keyof typeof counts]]).toEqual([name, shown]);
    }
    expect(counts).toEqual({
      mine: 2,
      team: 6,
      waitingForMerchant: 1,
      parked: 1,
      overdue: 1,
      unclaimedReviews: 1,
      manualTasks: 1,
    });
  });

  it('of all teams hold those of each', async () => {
    const teamId = newTeam();
    const before = await record.cases.countQueue('s_NOBODY');
    await openedWith(teamId, { overdue: true });
    const after = await record.cases.countQueue('s_NOBODY');
    expect(after).toEqual({ ...before, team: before.team + 1, overdue: before.overdue + 1 });
  });
});
