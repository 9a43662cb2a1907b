/**
 * The record is restored to an older state under a running Temporal, and brought back case by case.
 * @long
 */
import { errorCodeOf } from '../../workflows/contract/errors';
import { isEnd } from '../../workflows/contract/lifecycle';
import { eventually } from '../e2e/eventually';
import { approve, untilCase, untilEnd, viewOf } from '../e2e/play';
import type { Timeline } from '../../wire/cases/case-answers';
import { backUpRecord } from '../support/record-backup';
import { type Begun, consented, peopleOf, submitted } from './people';
import { type Stage, startStage } from './stage';

type TimelineItems = Timeline['items'];

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
jest.setTimeout(180_000);

const reason = 'the record was restored';
const GROWN_PAUSE_MS = 110_000;

/** What happens meanwhile is forgotten by the record alone. */
async function forgetting<T>(work: () => Promise<T>): Promise<T> {
  const backup = await backUpRecord(stage.databaseUrl);
  const result = await work();
  await backup.restore();
  return result;
}

const rebuildPath = ({ caseId }: Pick<Begun, 'caseId'>) => `/ops/cases/${caseId}/rebuild`;
const rebuild = (one: Pick<Begun, 'caseId'>, more: object = {}) =>
  stage.staff.operator.post(rebuildPath(one), { reason, ...more });

/** A case that went on by itself meanwhile has nothing to retry, which is as good. */
async function retryParked(caseId: string, step: string): Promise<void> {
  const { status } = await stage.staff.operator.post(`/ops/cases/${caseId}/retry`, {
    step,
    reason,
  });
  expect([200, 409]).toContain(status);
}

async function timelineOf({ path }: Begun): Promise<TimelineItems> {
  const { body } = await stage.staff.agent.get(`${path}/timeline`);
  return (body as unknown as Timeline).items;
}

/** Rows as they are told, wherever they stand: papers that are written again are committed to between them. */
const told = (items: TimelineItems) =>
  items.map(({ at, event, by, facts }) => ({ at, event, by, facts }));

test('a case that went on and ended is told again row by row, and nothing is asked for anew', async () => {
  const people = peopleOf(stage);
  const one = await submitted(stage);
  const before = await forgetting(async () => {
    await approve(people, one.caseId, one.revision);
    await untilEnd(people.agent, one.caseId);
    await stage.temporal.client.workflow.getHandle(one.caseId).result();
    return timelineOf(one);
  });
  const dry = await stage.staff.auditor.post(`${rebuildPath(one)}/dry-run`);
  expect(dry.status).toBe(200);
  expect(dry.body).toMatchObject({ status: 'completed', inRecord: true, conflict: false });
  expect((await timelineOf(one)).length).toBeLessThan(before.length);

  const { status, body } = await rebuild(one);
  expect(status).toBe(200);
  expect(body['effects']).toMatchObject([{ found: 'done' }, { found: 'done' }, { found: 'done' }]);
  const after = await timelineOf(one);
  expect(told(after.slice(0, -1))).toEqual(told(before));
  expect(after.at(-1)).toMatchObject({ event: 'record-rebuilt' });
  expect((await rebuild(one)).body).toMatchObject({ rows: 0, notices: 0, effects: [] });
  const { unbinds, refunds, closures } = await stage.simulator.ledger(one.merchant);
  for (const rows of [unbinds, refunds, closures]) {
    expect(rows.reduce((sum, { executed }) => sum + executed, 0)).toBe(1);
  }
});

test('a case that the record does not know needs its opening again, as it was', async () => {
  const one = await forgetting(() => consented(stage, { merchant: { terminals: 2 } }));
  const { merchantNumber, contactName, phone, email, locale, timeZone, terminals } = one.merchant;
  const merchant = { merchantNumber, contactName, phone, email, locale, timeZone };
  const serials = terminals.map(({ serialNumber }) => ({ serialNumber }));
  const opening = { merchant, terminals: serials };

  expect((await rebuild(one)).body).toMatchObject({ code: 'UNBIND_CASE_UNRECORDED' });
  const fewer = await rebuild(one, { opening: { ...opening, terminals: serials.slice(1) } });
  expect(fewer.body).toMatchObject({ status: 422, code: 'UNBIND_REVISION_DIFFERS' });
  const nobody = { ...opening, merchant: { ...merchant, phone: '', email: '' } };
  expect((await rebuild(one, { opening: nobody })).body).toMatchObject({ status: 422 });

  const { status, body } = await rebuild(one, { opening });
  expect(status).toBe(200);
  expect(body).toMatchObject({ inRecord: true, lostConsents: 1, status: 'awaiting-application' });
  const read = await stage.staff.agent.get(one.path);
  expect(read.body['view']).toMatchObject({ status: 'awaiting-application' });
});

test('an application that is lost is entered again while the case is held, and changes nothing', async () => {
  const people = peopleOf(stage);
  const one = await consented(stage);
  const match = { merchantNumber: one.merchant.merchantNumber };
  await stage.simulator.fault({ operation: 'closure', kind: 'outage', match, times: null });
  const revision = await forgetting(async () => {
    const put = await stage.staff.agent.put(`${one.path}/application`, one.application);
    const seen = Number(put.body['revision']);
    await people.agent.post(`${one.path}/submit`, { revision: seen });
    await approve(people, one.caseId, seen);
    await untilCase(
      people.agent,
      one.caseId,
      'closes',
      ({ status }) => status === 'closing-account',
    );
    return seen;
  });
  const { body } = await rebuild(one);
  expect(body).toMatchObject({ lostRevision: revision, held: true, status: 'closing-account' });

  const enter = (application: object) =>
    stage.staff.agent.put(`${one.path}/application`, application);
  const other = await enter({ ...one.application, closeAccount: false });
  expect(other.body).toMatchObject({ status: 422, code: 'UNBIND_REVISION_DIFFERS' });
  expect((await enter(one.application)).body).toMatchObject({ revision });
  expect((await enter(one.application)).body).toMatchObject({ code: 'UNBIND_NOT_ALLOWED_NOW' });

  await stage.simulator.liftFaults();
  expect((await rebuild(one)).status).toBe(200);
  const path = `/ops/cases/${one.caseId}/release-hold`;
  expect((await stage.staff.operator.post(path, { reason })).status).toBe(200);
  await eventually(
    'the case ends',
    async () => {
      const { status, parked } = await viewOf(people.agent, one.caseId);
      // Where the closure was asked for while the application was lost, it waits for a retry.
      if (parked && errorCodeOf(parked.code) === 'REVISION_LOST') {
        await retryParked(one.caseId, parked.step);
      }
      return isEnd(status) || undefined;
    },
    // The pause before it is asked for again has grown for as long as the acquirer was out.
    GROWN_PAUSE_MS,
  );
});

test('cases are listed for rebuilding as Temporal knows them, with those that ended since', async () => {
  const since = new Date().toISOString();
  const people = peopleOf(stage);
  const { caseId, path } = await submitted(stage);
  await people.agent.post(`${path}/withdraw`, {});
  await untilEnd(people.agent, caseId);
  await stage.temporal.client.workflow.getHandle(caseId).result();
  const listed = async (moment: string) => {
    const query = `since=${encodeURIComponent(moment)}`;
    const { body } = await stage.staff.auditor.get(`/ops/rebuild?${query}`);
    return body['items'];
  };
  expect(await listed(since)).toContain(caseId);
  expect(await listed(new Date(Date.now() + 60_000).toISOString())).not.toContain(caseId);
});

test('only operators rebuild, and an unknown case is said to be one', async () => {
  const one = { caseId: 'UC-0000000000' };
  expect((await stage.staff.agent.post(rebuildPath(one), { reason })).status).toBe(403);
  expect((await stage.staff.auditor.post(rebuildPath(one), { reason })).status).toBe(403);
  expect((await rebuild(one)).body).toMatchObject({ code: 'UNBIND_CASE_NOT_FOUND' });
  expect((await stage.staff.operator.get('/ops/rebuild?since=yesterday')).status).toBe(400);
});
