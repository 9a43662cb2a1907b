/** What the desk offers each reader of a case: with the case, in lists, and on the merchant's page. */
import { Client } from 'pg';
import { openedCase } from '../record/samples';
import { opened, submitted } from './people';
import { merchantOf } from './merchant-caller';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

type Offers = readonly { readonly decision: string; readonly refusedBy?: string }[];
type Name = keyof Stage['staff'];

async function offersOf(who: Name, caseId: string): Promise<Offers> {
  const read = await stage.staff[who].get(`/cases/${caseId}`);
  const listed = await stage.staff[who].get(`/cases?q=${caseId}`);
  const { offers } = read.body as unknown as { offers: Offers };
  expect(listed.body).toMatchObject({ items: [{ caseId, offers }] });
  return offers;
}

test('a case and its row in a list offer each reader what the case would take', async () => {
  const { caseId, revision } = await submitted(stage);
  const claimFirst = ['approve', 'reject', 'requestInformation'].map((decision) => ({
    decision,
    refusedBy: 'UNBIND_CLAIM_REQUIRED',
  }));
  expect(await offersOf('reviewer', caseId)).toEqual([{ decision: 'claim' }, ...claimFirst]);
  expect(await offersOf('auditor', caseId)).toEqual([]);
  expect((await offersOf('operator', caseId)).map(({ decision }) => decision)).toEqual([
    'hold',
    'end',
  ]);
  expect((await offersOf('agent', caseId)).map(({ decision }) => decision)).toEqual([
    'verifyIdentity',
    'withdraw',
    'amendContact',
  ]);
  await stage.staff.reviewer.post(`/cases/${caseId}/claim`, { revision });
  const taken = await offersOf('reviewer2', caseId);
  expect(new Set(taken.map(({ refusedBy }) => refusedBy))).toEqual(
    new Set(['UNBIND_CLAIMED_BY_OTHER']),
  );
  const free = (await offersOf('reviewer', caseId)).filter(({ refusedBy }) => !refusedBy);
  for (const { decision } of free) {
    expect(['claim', 'approve', 'reject', 'requestInformation', 'release']).toContain(decision);
  }
  expect(free).toHaveLength(5);
});

test('whoever worked on a case is told that its review is not theirs, and is refused it', async () => {
  const { caseId, path, revision } = await submitted(stage);
  expect(await offersOf('admin', caseId)).toContainEqual({ decision: 'claim' });
  const proof = { method: 'callback', documents: [], evidence: 'Called the bound number.' };
  expect((await stage.staff.admin.post(`${path}/verify-identity`, proof)).status).toBe(200);
  const offers = await offersOf('admin', caseId);
  expect(offers).toContainEqual({ decision: 'claim', refusedBy: 'UNBIND_FOUR_EYES' });
  const claim = await stage.staff.admin.post(`/cases/${caseId}/claim`, { revision });
  expect(claim.body).toMatchObject({ code: 'UNBIND_FOUR_EYES' });
});

test('a merchant is offered what their case takes of them, and told why not while it is held', async () => {
  const { operator } = stage.staff;
  const { caseId, path } = await opened(stage);
  const merchant = await merchantOf(stage, caseId);
  const read = async () => (await merchant.get('/merchant/case')).body;
  expect(await read()).toMatchObject({
    offers: [{ decision: 'withdraw' }, { decision: 'amendContact' }],
    can: { consent: false, withdraw: true },
  });
  const proof = { method: 'callback', documents: [], evidence: 'Called the bound number.' };
  await stage.staff.agent.post(`${path}/verify-identity`, proof);
  expect(await read()).toMatchObject({ can: { consent: true, withdraw: true } });
  const reason = 'to look at it';
  expect((await operator.post(`/ops${path}/hold`, { reason })).status).toBe(200);
  const held = await read();
  expect(held).toMatchObject({
    offers: [
      { decision: 'recordConsent', refusedBy: 'UNBIND_CASE_HELD' },
      { decision: 'withdraw', refusedBy: 'UNBIND_CASE_HELD' },
      { decision: 'amendContact' },
    ],
    can: { consent: false, withdraw: false, attach: true },
  });
  const refused = await merchant.post('/merchant/withdraw', {});
  expect(refused.body).toMatchObject({ code: 'UNBIND_CASE_HELD' });
});

/** Text of a statement, however it was handed over. */
function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  return String((statement as { readonly text?: unknown }).text);
}

/** The database that a statement was for. */
function databaseOf(client: unknown): string | undefined {
  return client instanceof Client ? client.database : undefined;
}

test('offers cost a list no statement a row', async () => {
  // Without a worker nobody but the list asks the record.
  const quiet = await startStage({ cases: false });
  const teamId = 'team-1';
  for (let made = 0; made < 12; made += 1) await openedCase(quiet.record, { teamId });
  const own = new URL(quiet.databaseUrl).pathname.slice(1);
  const spy = jest.spyOn(Client.prototype, 'query');
  try {
    const costOf = async (limit: number): Promise<number> => {
      spy.mockClear();
      const page = await quiet.staff.reviewer.get(`/cases?limit=${limit}`);
      const { items } = page.body as unknown as { items: { offers: Offers }[] };
      expect(items).toHaveLength(limit);
      expect(items.every(({ offers }) => Array.isArray(offers))).toBe(true);
      // The desk of the other tests is at work beside it, on a database of its own.
      const mine = spy.mock.calls.filter(
        (_, index) => databaseOf(spy.mock.contexts[index]) === own,
      );
      const texts = mine.map(([statement]) => textOf(statement));
      return texts.filter((text) => /"cases"|"ledger"/.test(text)).length;
    };
    expect(await costOf(1)).toBe(1);
    expect(await costOf(12)).toBe(1);
  } finally {
    spy.mockRestore();
    await quiet.stop();
  }
});
