/** A callback proves who asks where it went to the number that the acquirer has bound, and that number is named. */
import type { Caller } from './caller';
import { submitted } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const BOUND = '+8613900000009';
const CALLBACK = { method: 'callback', documents: [], evidence: 'The old number answered.' };

/** Facts of the one row of the timeline with an event. */
async function factsOf(caller: Caller, path: string, event: string): Promise<unknown> {
  const { body } = await caller.get(`${path}/timeline`);
  const items = body['items'] as readonly { event: string; facts: unknown }[];
  return items.find((item) => item.event === event)?.facts;
}

const marked = () => submitted(stage, { merchant: { boundPhone: BOUND } });

test('a mark is not cleared by a call to a number that nobody names, or to another than the bound one', async () => {
  const { agent2 } = stage.staff;
  const { path, merchant } = await marked();
  const verify = async (more: object) =>
    (await agent2.post(`${path}/verify-identity`, { ...CALLBACK, ...more })).body;
  const at = [{ path: 'calledNumber' }];
  expect(await verify({})).toMatchObject({ code: 'UNBIND_FIELD_REQUIRED', problems: at });
  expect(await verify({ calledNumber: '12' })).toMatchObject({ code: 'UNBIND_PHONE_INVALID' });
  expect(await verify({ calledNumber: merchant.phone })).toMatchObject({
    status: 422,
    code: 'UNBIND_CALLED_NUMBER_NOT_BOUND',
    problems: at,
  });
  expect((await agent2.get(path)).body).toMatchObject({
    view: { stepUp: ['UNBIND_PHONE_CHANGED'] },
  });
});

test('the bound number, however written, clears it; ledger and evidence name it, the latter masked', async () => {
  const { agent2, reviewer } = stage.staff;
  const { path } = await marked();
  const proof = { ...CALLBACK, calledNumber: '139 0000 0009' };
  expect((await agent2.post(`${path}/verify-identity`, proof)).status).toBe(200);
  expect((await reviewer.get(path)).body).toMatchObject({ view: { stepUp: [] } });
  const facts = await factsOf(reviewer, path, 'identity-verified-again');
  expect(facts).toMatchObject({ method: 'callback', called: 'bound-number' });
  const notes = (await reviewer.get(`${path}/notes`)).body['items'] as { text: string }[];
  const texts = notes.map(({ text }) => text).join('\n');
  expect(texts).toContain('+86****0009');
  expect(texts).not.toContain(BOUND);
});

test('who works on the case reads the bound number at the acquirer, and the ledger says so', async () => {
  const { agent, auditor } = stage.staff;
  const { path } = await marked();
  const asked = { fields: ['bound-phone'], reason: 'to call back' };
  const { body } = await agent.post(`${path}/reveal`, asked);
  expect(body).toEqual({ boundPhone: BOUND });
  const facts = await factsOf(auditor, path, 'personal-data-revealed');
  expect(facts).toMatchObject({ fields: ['bound-phone'] });
});

test('a number is named of a callback alone', async () => {
  const { agent2 } = stage.staff;
  const { path } = await marked();
  const answer = await agent2.post(`${path}/verify-identity`, {
    ...CALLBACK,
    method: 'video',
    calledNumber: BOUND,
  });
  expect(answer.body).toMatchObject({
    code: 'UNBIND_FIELD_INVALID',
    problems: [{ path: 'calledNumber' }],
  });
});
