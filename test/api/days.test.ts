/** A day that was typed means the same at every door: a day of the desk, both ends included. */
import { openedCase } from '../record/samples';
import { type Stage, startStage } from './stage';

let stage: Stage;
let caseId: string;
beforeAll(async () => {
  stage = await startStage({ cases: false });
  // Half past midnight of the 30th in China, still the 29th in UTC.
  const openedAt = '2026-11-29T16:24:29.000Z';
  const view = { openedAt, statusSince: openedAt, reason: 'regulatory' } as const;
  ({ caseId } = await openedCase(stage.record, { teamId: 'team-1', view }));
});
afterAll(() => stage.stop());

/** Doors that take a range of days; each answers with how many cases it finds. */
const RANGES: Readonly<Record<string, (from: string, to: string) => Promise<number>>> = {
  'the list': async (from, to) =>
    items(await stage.staff.agent.get(`/cases?${query({ openedFrom: from, openedTo: to })}`)),
  'a report': async (from, to) => {
    const { body } = await stage.staff.auditor.get(`/reports/reasons?${query({ from, to })}`);
    return (body as unknown as { rows: unknown[] }).rows.length;
  },
};

function query(values: Record<string, string>): string {
  return new URLSearchParams(values).toString();
}

function items({ body }: { readonly body: unknown }): number {
  return (body as { items: readonly unknown[] }).items.length;
}

describe.each(Object.keys(RANGES))('a range of days at %s', (door) => {
  test.each([
    ['2026-11-30', '2026-11-30', 1],
    ['2026-11-01', '2026-11-30', 1],
    ['２０２６／１１／３０', '2026年11月30日', 1],
    ['2026-11-29', '2026-11-29', 0],
    ['2026-12-01', '2026-12-31', 0],
  ])('from %s to %s', async (from, to, count) => {
    expect(await RANGES[door]?.(from, to)).toBe(count);
  });
});

test.each([
  ['2026-11-29T16:24:29Z', '2026-11-29T16:24:29Z', 1],
  ['2026-11-30T00:24:29+08:00', '2026-11-30T00:24:29+08:00', 1],
  ['2026-11-29T16:24:29.001Z', '2026-11-30', 0],
  ['2026-11-29', '2026-11-29T16:24:28.999Z', 0],
])('a list from the moment %s to %s takes moments as such', async (openedFrom, openedTo, count) => {
  const answer = await stage.staff.agent.get(`/cases?${query({ openedFrom, openedTo })}`);
  expect(items(answer)).toBe(count);
});

test('a day before which something waits is a day of the desk too', async () => {
  const matched = async (sinceBefore: string) => {
    const body = { verb: 'hold', select: { sinceBefore, caseIds: [caseId] } };
    return (await stage.staff.operator.post('/ops/bulk/dry-run', body)).body['matched'];
  };
  expect(await matched('2026-12-01')).toBe(1);
  expect(await matched('2026-11-30')).toBe(0);
});

/** Doors that take a day, as requests with it. */
const DOORS: Readonly<Record<string, (day: string) => Promise<{ readonly body: unknown }>>> = {
  openedFrom: (day) => stage.staff.agent.get(`/cases?${query({ openedFrom: day })}`),
  openedTo: (day) => stage.staff.agent.get(`/cases?${query({ openedTo: day })}`),
  'filters.openedFrom': (day) =>
    stage.staff.agent.put('/views/days', { filters: { openedFrom: day } }),
  'filters.openedTo': (day) => stage.staff.agent.put('/views/days', { filters: { openedTo: day } }),
  from: (day) => stage.staff.auditor.get(`/reports/reasons?${query({ from: day })}`),
  to: (day) => stage.staff.auditor.get(`/reports/reasons?${query({ to: day })}`),
  sinceBefore: (day) =>
    stage.staff.operator.get(`/ops/attention/cases?${query({ sinceBefore: day })}`),
  'select.sinceBefore': (day) =>
    stage.staff.operator.post('/ops/bulk/dry-run', { verb: 'hold', select: { sinceBefore: day } }),
  since: (day) => stage.staff.operator.get(`/ops/rebuild?${query({ since: day })}`),
};

describe.each(Object.keys(DOORS))('a day at %s', (path) => {
  test.each(['0000-01-01', '1999-12-31', '2100-01-01', '9999-12-31'])(
    '%s is refused with the days that may be asked for',
    async (day) => {
      const { body } = (await DOORS[path]?.(day)) ?? {};
      expect(body).toMatchObject({
        status: 422,
        code: 'UNBIND_DAY_OUT_OF_RANGE',
        detail: expect.stringContaining('2000-01-01 to 2099-12-31') as string,
        problems: [{ path, code: 'UNBIND_DAY_OUT_OF_RANGE' }],
      });
    },
  );

  test.each(['yesterday', '2026-02-30', '26-1-1', '2026-11-30T08:00'])(
    '%s is no day',
    async (day) => {
      const { body } = (await DOORS[path]?.(day)) ?? {};
      expect(body).toMatchObject({
        status: 400,
        problems: [
          {
            path,
            code: 'UNBIND_DAY_INVALID',
            message: expect.stringContaining('2026-11-30') as string,
          },
        ],
      });
    },
  );
});

test.each([
  ['openedFrom=yesterday&limit=9999&foo=1', ['openedFrom', 'limit', 'foo']],
  ['openedFrom=2026-02-30&openedTo=1999-12-31', ['openedFrom', 'openedTo']],
  ['openedTo=26-1-1&q=UC-123', ['openedTo', 'q']],
])('the list by %s names every fault at once', async (wrong, paths) => {
  const { body } = await stage.staff.agent.get(`/cases?${wrong}`);
  const { problems } = body as unknown as { problems: { path: string }[] };
  expect(body).toMatchObject({ status: 400, code: 'UNBIND_BAD_REQUEST' });
  expect(problems.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
});

test('a view and a repair of many name every fault at once', async () => {
  const filters = { openedFrom: 'yesterday', openedTo: '2100-01-01', sort: 'age' };
  const view = await stage.staff.agent.put('/views/days', { filters });
  expect(view.body['problems']).toHaveLength(3);
  const select = { sinceBefore: '2026-11-31', status: 'lost' };
  const bulk = await stage.staff.operator.post('/ops/bulk/dry-run', { verb: 'hold', select });
  expect(bulk.body['problems']).toHaveLength(2);
});

test('a view that was refused is not kept', async () => {
  expect((await stage.staff.agent.get('/views/days')).status).toBe(404);
});
