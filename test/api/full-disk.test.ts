/** What the API answers on one machine whose disk is full. */
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  // A file system that has no free space, ever.
  stage = await startStage({ cases: false, settings: { storesIn: '/proc' } });
}, 120_000);
afterAll(() => stage.stop());

test('a request that a store cannot serve is told that the disk is full, and to come again', async () => {
  const refused = await stage.staff.operator.get('/ops/reconcile');
  expect(refused.body).toMatchObject({ status: 503, code: 'UNBIND_DISK_FULL' });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('readiness names the disk, once, also of a store that still reads', async () => {
  const { status, body } = await stage.anyone.get('//readyz');
  expect([status, body]).toEqual([
    503,
    { status: 'down', record: 'down', temporal: 'down', faults: ['UNBIND_DISK_FULL'] },
  ]);
});

test('what needs no full store is answered', async () => {
  expect((await stage.staff.agent.get('/cases')).status).toBe(200);
});
