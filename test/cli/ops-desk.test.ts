/** Commands of operators about the desk as a whole: its comparison, its builds. */
import { playedCommandLine } from './command-line';
import { CASE } from './samples';
import { problem } from './stand-in';

const { api, line } = playedCommandLine();

const RUN = 'reconcile-0a1b2c';
const run = { id: RUN, startedAt: '2026-11-26T03:00:00.000Z' };
const running = { ...run, state: 'running' };
const report = { cases: 12, workflows: 4, reopened: 1, byCode: {}, differences: [] };
const finished = { ...run, state: 'finished', report };
const difference = { caseId: CASE, code: 'UNBIND_TERMINAL_BOUND_AGAIN', subject: 't_1' };
const differing = {
  ...finished,
  report: { ...report, byCode: { UNBIND_TERMINAL_BOUND_AGAIN: 1 }, differences: [difference] },
};

describe('a comparison', () => {
  beforeEach(() => {
    api.answers('POST /ops/reconcile', { status: 202, body: { id: RUN } });
  });

  test('is started, and its id told', async () => {
    const ran = await line.run(['ops', 'reconcile']);
    expect(ran).toMatchObject({ code: 0, err: '', pauses: [] });
    expect(ran.out).toContain(`unbind ops reconcile --run ${RUN}`);
  });

  test('is waited for, and passes where nothing differs', async () => {
    api.answers(`GET /ops/reconcile/${RUN}`, { body: running }, { body: finished });
    const ran = await line.run(['ops', 'reconcile', '--wait']);
    expect(ran).toMatchObject({ code: 0, pauses: [1_000] });
    expect(ran.out).toContain('cases compared: 12  refunds reopened: 1  differences: 0');
  });

  test('stops a script where something differs', async () => {
    api.answers(`GET /ops/reconcile/${RUN}`, { body: differing });
    const ran = await line.run(['ops', 'reconcile', '--run', RUN]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`${CASE}  UNBIND_TERMINAL_BOUND_AGAIN  t_1`);
  });

  test('that failed says why, and is not taken for one that found nothing', async () => {
    const body = { ...run, state: 'failed', code: 'UNBIND_ACQUIRER_UNAVAILABLE' };
    api.answers(`GET /ops/reconcile/${RUN}`, { body });
    const ran = await line.run(['ops', 'reconcile', '--wait']);
    expect(ran.code).toBe(5);
    expect(ran.out).toContain('UNBIND_ACQUIRER_UNAVAILABLE');
  });

  test('is waited for or looked up, not both', async () => {
    expect((await line.run(['ops', 'reconcile', '--wait', '--run', RUN])).code).toBe(2);
    expect(api.asked).toEqual([]);
  });
});

describe('builds of the worker', () => {
  const builds = (current: string, before: string) => ({
    items: [
      {
        name: 'desk',
        builds: [
          { buildId: current, state: 'current' },
          { buildId: before, state: 'draining' },
        ],
      },
    ],
  });

  test('are listed with what they get', async () => {
    api.answers('GET /ops/deployments', { body: builds('v2', 'v1') });
    const { out } = await line.run(['ops', 'deployments']);
    expect(out).toMatch(/desk +v2 +current/);
    expect(out).toMatch(/desk +v1 +draining/);
  });

  test('are made current by name and build', async () => {
    api.answers('POST /ops/deployments/desk/current', { body: builds('v1', 'v2') });
    expect((await line.run(['ops', 'make-current', 'desk', 'v1'])).out).toMatch(/v1 +current/);
    expect(JSON.parse(api.asked.at(-1)!.body)).toEqual({ buildId: 'v1' });
  });

  test('that nobody has run are refused', async () => {
    api.answers('POST /ops/deployments/desk/current', problem(404, 'NOT_FOUND'));
    expect((await line.run(['ops', 'make-current', 'desk', 'v9'])).code).toBe(3);
  });
});

describe('a verification of the ledger', () => {
  const ID = 'verify-0a1b2c';
  const started = { id: ID, startedAt: '2026-11-26T03:00:00.000Z' };
  const whole = { cases: 12, rows: 340, brokenCases: 0, broken: [] };
  beforeEach(() => {
    api.answers('POST /ops/verify', { status: 202, body: { id: ID } });
  });

  test('says plainly that all of it is what was written', async () => {
    const body = { ...started, state: 'finished', report: whole };
    api.answers(`GET /ops/verify/${ID}`, { body });
    const ran = await line.run(['audit', 'verify', '--wait']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('what was written. Cases: 12. Rows: 340.');
  });

  test('names case, row and check of a chain that is not, and stops a script', async () => {
    const broken = [{ caseId: CASE, position: 4, check: 'content' }];
    const report = { ...whole, brokenCases: 1, broken };
    api.answers(`GET /ops/verify/${ID}`, { body: { ...started, state: 'finished', report } });
    const ran = await line.run(['audit', 'verify', '--run', ID]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`${CASE}  4    says something else than was written`);
    expect(ran.out).toContain('Correct nothing');
  });

  test.each([
    [{}, 0, 'The ledger is whole: all rows (7)'],
    [{ broken: { position: 3, check: 'order' } }, 1, 'row 3 does not follow the one before'],
  ])('of one case answers at once: %j', async (verdict, code, text) => {
    const body = { caseId: CASE, rows: 7, checkedAt: '2026-11-26T03:00:00.000Z', ...verdict };
    api.answers(`GET /cases/${CASE}/ledger`, { body });
    const ran = await line.run(['audit', 'verify', CASE]);
    expect(ran.code).toBe(code);
    expect(ran.out).toContain(text);
  });

  test('is of one case or a run over all, not both', async () => {
    expect((await line.run(['audit', 'verify', CASE, '--wait'])).code).toBe(2);
    expect(api.asked).toEqual([]);
  });
});
