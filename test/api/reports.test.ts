/** Reports over the API: their form, their range, whose cases they count, and the table as a file. */
import { REPORT_NAMES } from '../../wire/states';
import type { DepositView } from '../../workflows/contract/case-view';
import { openedCase, randomId } from '../record/samples';
import { type Stage, startStage } from './stage';

function deposit(currency: string, amountMinor: number): DepositView {
  const ids = { depositId: randomId('d_'), terminalId: randomId('t_') };
  const since = '2026-04-02T01:00:00.000Z';
  const kind = 'refundable-deposit';
  return { ...ids, kind, amountMinor, currency, refund: 'succeeded', generation: 1, since };
}

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ cases: false });
  const openedAt = '2026-03-02T01:00:00.000Z';
  const view = { openedAt, reason: 'regulatory' } as const;
  await openedCase(stage.record, { teamId: 'team-1', view });
  await openedCase(stage.record, { teamId: 'team-2', view });
  const deposits = [deposit('CLP', 20_000), deposit('KWD', 1_234_567), deposit('CNY', 20_000)];
  await openedCase(stage.record, {
    teamId: 'team-1',
    view: { openedAt: '2026-04-02T01:00:00.000Z', deposits },
  });
});
afterAll(() => stage.stop());

interface Report {
  readonly columns: readonly string[];
  readonly rows: readonly Record<string, string | number>[];
}
const MARCH = 'from=2026-03-01&to=2026-03-31';

test.each(REPORT_NAMES)('%s answers with its columns in every form', async (name) => {
  for (const time of ['calendar', 'working']) {
    const answer = await stage.staff.auditor.get(`/reports/${name}?${MARCH}&time=${time}`);
    expect(answer.body).toMatchObject({ name, from: '2026-03-01', to: '2026-03-31', time });
    const { columns, rows } = answer.body as unknown as Report;
    for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(columns.toSorted());
  }
  const csv = await stage.staff.auditor.get(`/reports/${name}?${MARCH}&format=csv`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toContain(`${name}-2026-03-01-2026-03-31.csv`);
  expect(csv.text.split('\r\n').at(-1)).toBe('');
});

test('a table as a file holds what the answer holds', async () => {
  const { auditor } = stage.staff;
  const { columns, rows } = (await auditor.get(`/reports/reasons?${MARCH}`))
    .body as unknown as Report;
  const [head, first] = (await auditor.get(`/reports/reasons?${MARCH}&format=csv`)).text.split(
    '\r\n',
  );
  expect(head).toBe(columns.map((name) => `"${name}"`).join(','));
  expect(first).toBe(columns.map((name) => `"${rows[0]?.[name] ?? ''}"`).join(','));
  expect(rows[0]).toMatchObject({ reason: 'regulatory', opened: 2 });
});

test('a file names each amount with the digits of its currency beside its minor units', async () => {
  const april = 'from=2026-04-01&to=2026-04-30&format=csv';
  const { text } = await stage.staff.auditor.get(`/reports/refunds?${april}`);
  expect(text.replace('\ufeff', '').trimEnd().split('\r\n')).toEqual([
    '"state","currency","count","amountMinor","amount"',
    '"succeeded","CLP","1","20000","20000"',
    '"succeeded","CNY","1","20000","200.00"',
    '"succeeded","KWD","1","1234567","1234.567"',
  ]);
});

test('a reviewer counts the own team, an operator all', async () => {
  const openedBy = async (name: 'reviewer' | 'operator') => {
    const answer = await stage.staff[name].get(`/reports/reasons?${MARCH}`);
    return (answer.body as unknown as Report).rows[0]?.['opened'];
  };
  expect(await openedBy('reviewer')).toBe(1);
  expect(await openedBy('operator')).toBe(2);
});

test('a range begins at midnight of the desk and ends with its last day', async () => {
  const opened = async (range: string) => {
    const answer = await stage.staff.auditor.get(`/reports/reasons?${range}`);
    return (answer.body as unknown as Report).rows.length;
  };
  expect(await opened('from=2026-03-02&to=2026-03-02')).toBe(1);
  expect(await opened('from=2026-03-03&to=2026-03-31')).toBe(0);
  expect(await opened('from=2026-02-01&to=2026-03-01')).toBe(0);
});

test('the last thirty days are counted where no range is named', async () => {
  const { body } = await stage.staff.auditor.get('/reports/reasons');
  const { from, to } = body as unknown as { from: string; to: string };
  expect(Date.parse(to) - Date.parse(from)).toBe(29 * 86_400_000);
});

test.each([
  'from=2026-03-02&to=2026-03-01',
  'from=2025-01-01&to=2026-03-01',
  'from=yesterday',
  'time=lunar',
  'format=xls',
])('the query %s is refused', async (query) => {
  const answer = await stage.staff.auditor.get(`/reports/reasons?${query}`);
  expect([400, 422]).toContain(answer.status);
});

test('there is no report of another name', async () => {
  expect((await stage.staff.auditor.get('/reports/everything')).status).toBe(400);
});
