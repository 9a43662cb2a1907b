/** Decision and words stand or fall together, for staff and merchants, and after a lost answer too. */
import { Client } from 'pg';
import { merchantOf } from './merchant-caller';
import { submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

/** Texts of the notes that staff read. */
async function textsOf(path: string): Promise<readonly string[]> {
  const { items } = (await stage.staff.agent.get(`${path}/notes`)).body as unknown as {
    items: { text: string }[];
  };
  return items.map(({ text }) => text);
}

/** A case under review that a reviewer has claimed. */
async function claimed() {
  const begun = await submitted(stage);
  await stage.staff.reviewer.post(`${begun.path}/claim`, { revision: begun.revision });
  return begun;
}

const WORDS = 'Nobody has decided this.';

test.each([
  ['approve', { comment: WORDS }],
  ['reject', { reasonCode: 'other', text: WORDS }],
  ['request-information', { fields: ['merchantName'], message: WORDS }],
])('the words of a refused %s are read by nobody', async (verb, body) => {
  const { path, revision } = await claimed();
  const before = await textsOf(path);
  const stale = { ...body, revision: revision + 1 };
  const answer = await stage.staff.reviewer.post(`${path}/${verb}`, stale);
  expect(answer.body).toMatchObject({ status: 409, code: 'UNBIND_STALE_REVISION' });
  expect(await textsOf(path)).toEqual(before);
});

test('a refused message reaches no page of the merchant, before or after one that was sent', async () => {
  const { path, caseId, revision } = await claimed();
  const { reviewer } = stage.staff;
  const body = { fields: ['merchantName'], message: 'Please look again.' };
  const wrong = { ...body, message: WORDS, revision: revision + 1 };
  expect((await reviewer.post(`${path}/request-information`, wrong)).status).toBe(409);
  await reviewer.post(`${path}/request-information`, { ...body, revision });
  const late = { ...body, message: `${WORDS} Again.`, revision };
  expect((await reviewer.post(`${path}/request-information`, late)).status).toBe(409);
  const merchant = await merchantOf(stage, caseId);
  const page = await merchant.get('/merchant/case');
  expect(page.body).toMatchObject({ requested: { message: 'Please look again.' } });
  expect(page.text).not.toContain(WORDS);
});

test('a withdrawal that a merchant asks for too late leaves no reason behind', async () => {
  const { path, caseId } = await submitted(stage);
  const merchant = await merchantOf(stage, caseId);
  await merchant.post('/merchant/withdraw', { reason: 'We go on.' });
  const late = await merchant.post('/merchant/withdraw', { reason: WORDS });
  expect(late.body).toMatchObject({ code: 'UNBIND_CASE_ENDED' });
  expect(await textsOf(path)).toContain('We go on.');
  expect(await textsOf(path)).not.toContain(WORDS);
});

test('words are read once where the answer was lost and the request came again', async () => {
  const { path, revision } = await claimed();
  const { reviewer } = stage.staff;
  const body = { revision, comment: 'All fits.' };
  expect((await reviewer.post(`${path}/approve`, body, 'lost')).status).toBe(200);
  const client = new Client({ connectionString: stage.databaseUrl });
  await client.connect();
  await client.query('delete from idempotency_keys');
  await client.end();
  const again = await reviewer.post(`${path}/approve`, body, 'lost');
  expect(again.status).toBe(200);
  expect((await textsOf(path)).filter((text) => text === 'All fits.')).toHaveLength(1);
});

test('the reason of a repair that the case refuses is read by nobody', async () => {
  const { path, caseId } = await submitted(stage);
  const ops = `/ops/cases/${caseId}`;
  await stage.staff.operator.post(`${ops}/hold`, { reason: 'Looking into it.' });
  const refused = await stage.staff.operator.post(`${ops}/hold`, { reason: WORDS });
  expect(refused.status).toBe(409);
  expect(await textsOf(path)).toContain('Looking into it.');
  expect(await textsOf(path)).not.toContain(WORDS);
});
