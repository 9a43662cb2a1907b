/** Health of the worker: it lives, it can work, and what is missing by name. */
import {
  type HealthServer,
  type Readiness,
  startHealthServer,
} from '../../worker/telemetry/health';

describe('health of the worker', () => {
  let server: HealthServer;
  let state: () => Promise<Readiness>;
  beforeEach(async () => {
    server = await startHealthServer(0, '127.0.0.1', () => state());
  });
  afterEach(() => server.close());

  const ask = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);

  test('is ready where everything holds', async () => {
    state = async () => ({ ready: true, checks: { record: true } });
    expect((await ask('/readyz')).status).toBe(200);
  });

  test('is not ready where something is missing, and names it', async () => {
    state = async () => ({ ready: false, checks: { record: false, temporal: true } });
    const answer = await ask('/readyz');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ checks: { record: false } });
  });

  test('is not ready where it cannot tell', async () => {
    state = () => Promise.reject(new Error('no answer'));
    expect((await ask('/readyz')).status).toBe(503);
  });

  test('lives whatever is missing', async () => {
    state = async () => ({ ready: false, checks: {} });
    expect((await ask('/healthz')).status).toBe(200);
  });

  test('answers nothing else', async () => {
    expect((await ask('/')).status).toBe(404);
  });
});
