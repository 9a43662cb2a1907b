/** First contact by the merchant, and coming back with the number of the case and a code. */
import { eventually } from '../e2e/eventually';
import {
  codeFor,
  cookieOf,
  merchantOf,
  requested,
  requestOf,
  withSession,
} from './merchant-caller';
import { opened } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const NO_CASE = 'UC-0000000000';
const PROVEN = { method: 'callback', documents: [], evidence: 'The number answered.' };

test('a request by website lands in the queue of the agents as a case that awaits identity', async () => {
  const { caseId, path, merchant, caller } = await requested(stage);
  const seen = await stage.staff.agent.get(path);
  expect(seen.body).toMatchObject({
    view: { status: 'awaiting-identity', channel: 'website', openedBy: 'merchant' },
    teamId: 'team-1',
  });
  const queue = await stage.staff.agent.get('/cases?status=awaiting-identity');
  expect(queue.text).toContain(caseId);
  expect((await stage.staff.stranger.get(path)).status).toBe(404);
  expect((await caller.get('/merchant/case')).body).toMatchObject({
    caseId,
    status: 'awaiting-identity',
    waitsFor: 'agent',
    can: { attach: true, withdraw: true, consent: false, correct: false },
    merchant: { phone: `+86****${merchant.phone.slice(-4)}` },
  });
});

test('a request holds no terminal before identity is proven, and holds it from then on', async () => {
  const first = await requested(stage);
  const [terminal] = first.merchant.terminals;
  const second = await requested(stage, first.merchant);
  const serial = terminal?.serialNumber ?? '';
  expect(await stage.record.cases.findByTerminal(serial)).toBeUndefined();
  const proven = await stage.staff.agent.post(`${second.path}/verify-identity`, PROVEN);
  expect(proven.body).toMatchObject({ status: 'awaiting-consent' });
  expect(await stage.record.cases.findByTerminal(serial)).toBe(second.caseId);
  const late = await stage.staff.agent.post(`${first.path}/verify-identity`, PROVEN);
  expect(late.body).toMatchObject({
    status: 409,
    code: 'UNBIND_TERMINAL_HAS_OPEN_CASE',
    otherCaseId: second.caseId,
  });
  expect((await second.caller.post('/merchant/withdraw', {})).status).toBe(200);
  const again = await stage.staff.agent.post(`${first.path}/verify-identity`, PROVEN);
  expect(again.body).toMatchObject({ status: 'awaiting-consent' });
});

test('a request without the right code opens nothing, and the code stays good for the right one', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const proof = await codeFor(stage, merchant.phone, { purpose: 'request', phone: merchant.phone });
  const body = requestOf(merchant);
  const code = proof.code === '000000' ? '111111' : '000000';
  const wrong = await stage.anyone.post('/merchant/requests', { ...body, ...proof, code });
  expect(wrong.body).toMatchObject({
    status: 401,
    code: 'UNBIND_CODE_WRONG',
    problems: [{ path: 'code' }],
  });
  expect(wrong.headers.getSetCookie()).toEqual([]);
  const right = await stage.anyone.post('/merchant/requests', { ...body, ...proof });
  expect(right.status).toBe(201);
});

test('every problem of a request is named at once, and its code is not used up', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const proof = await codeFor(stage, merchant.phone, { purpose: 'request', phone: merchant.phone });
  const body = requestOf(merchant);
  const faulty = {
    ...body,
    ...proof,
    merchant: { merchantNumber: '', contactName: '', email: 'nobody', locale: 'zh-CN' },
    terminals: [{ serialNumber: 'SN1' }, { serialNumber: 'sn1' }],
  };
  const refused = await stage.anyone.post('/merchant/requests', faulty);
  expect(refused.body).toMatchObject({
    problems: [
      { path: 'merchant.merchantNumber', code: 'UNBIND_FIELD_REQUIRED' },
      { path: 'merchant.contactName', code: 'UNBIND_FIELD_REQUIRED' },
      { path: 'merchant.email', code: 'UNBIND_EMAIL_INVALID' },
      { path: 'terminals[1].serialNumber', code: 'UNBIND_DUPLICATE_TERMINAL' },
    ],
  });
  expect((await stage.anyone.post('/merchant/requests', { ...body, ...proof })).status).toBe(201);
});

test('the same request again gives the same case, another one with the code gives none', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const proof = await codeFor(stage, merchant.phone, { purpose: 'request', phone: merchant.phone });
  const body = { ...requestOf(merchant), ...proof };
  const [first, again] = [
    await stage.anyone.post('/merchant/requests', body),
    await stage.anyone.post('/merchant/requests', body),
  ];
  expect(again.status).toBe(201);
  expect(again.body['caseId']).toBe(first.body['caseId']);
  const other = await stage.anyone.post('/merchant/requests', { ...body, closeAccount: false });
  expect(other.body).toMatchObject({ status: 401, code: 'UNBIND_CODE_WRONG' });
});

test('the merchant who asked is told the number of the case and where to follow it', async () => {
  const { caseId, merchant } = await requested(stage);
  const text = await eventually('the text with the case number', async () =>
    (await stage.simulator.texts(merchant.phone)).find(({ body }) => body.includes(caseId)),
  );
  expect(text.body).not.toMatch(/https?:/);
});

test('the number of a case and the code on its phone open its page', async () => {
  const { caseId, merchant } = await opened(stage);
  const asking = { purpose: 'session', caseId };
  const proof = await codeFor(stage, merchant.phone, asking);
  const answer = await stage.anyone.post('/merchant/session', { caseId, ...proof });
  expect(answer.status).toBe(200);
  expect(cookieOf(answer)).toMatch(/^unbind_session=[\w-]{43}$/);
  const page = await withSession(stage, answer).get('/merchant/case');
  expect(page.body).toMatchObject({ caseId });
  const used = await stage.anyone.post('/merchant/session', { caseId, ...proof });
  expect(used.body).toMatchObject({ status: 401, code: 'UNBIND_CODE_WRONG' });
});

test.each([
  ['another case', async () => ({ caseId: (await opened(stage)).caseId })],
  ['other digits', () => ({ code: '000000' })],
  ['another asking', () => ({ codeId: `otc_${'A'.repeat(22)}` })],
])('a code with %s opens nothing', async (_name, change) => {
  const { caseId, merchant } = await opened(stage);
  const proof = await codeFor(stage, merchant.phone, { purpose: 'session', caseId });
  const answer = await stage.anyone.post('/merchant/session', {
    caseId,
    ...proof,
    ...(await change()),
  });
  expect(answer.body).toMatchObject({ status: 401, code: 'UNBIND_CODE_WRONG' });
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test('the code of a first contact opens no case', async () => {
  const { caseId, merchant } = await opened(stage);
  const proof = await codeFor(stage, merchant.phone, { purpose: 'request', phone: merchant.phone });
  const answer = await stage.anyone.post('/merchant/session', { caseId, ...proof });
  expect(answer.body).toMatchObject({ status: 401, code: 'UNBIND_CODE_WRONG' });
});

test('asking for the code of a case that does not exist is answered like any other, by the same work', async () => {
  const { caseId, merchant } = await opened(stage);
  const real = await stage.anyone.post('/merchant/codes', { purpose: 'session', caseId });
  const none = await stage.anyone.post('/merchant/codes', { purpose: 'session', caseId: NO_CASE });
  expect([none.status, Object.keys(none.body)]).toEqual([real.status, Object.keys(real.body)]);
  const shape = (answer: typeof none) => answer.text.replace(/"otc_[^"]*"|"20[^"]*Z"/g, '"…"');
  expect(shape(none)).toBe(shape(real));
  await eventually('the real code arrives', async () =>
    (await stage.simulator.texts(merchant.phone)).find(({ body }) => body.includes('your code')),
  );
  const codeId = String(none.body['codeId']);
  const state = await eventually('the asking for no case is settled', async () => {
    const asked = await stage.record.codes.read(codeId);
    return asked?.state === 'asked' ? undefined : asked?.state;
  });
  expect(state).toBe('silent');
  const guess = { caseId: NO_CASE, codeId, code: '000000' };
  expect((await stage.anyone.post('/merchant/session', guess)).body).toMatchObject({
    code: 'UNBIND_CODE_WRONG',
  });
});

test.each([
  ['a case', () => ({ purpose: 'session', caseId: 'UC-1111111111' })],
  ['a phone', () => ({ purpose: 'request', phone: '13912345678' })],
])(
  'a fourth code for %s within a quarter of an hour is refused, known or not',
  async (_n, asking) => {
    for (let times = 0; times < 3; times += 1) {
      expect((await stage.anyone.post('/merchant/codes', asking())).status).toBe(202);
    }
    const refused = await stage.anyone.post('/merchant/codes', asking());
    expect(refused.body).toMatchObject({ status: 429, code: 'UNBIND_TOO_MANY_CODES' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  },
);

test.each([
  ['a landline', '010-88888888', 'UNBIND_PHONE_NOT_MOBILE'],
  ['no number', 'hello', 'UNBIND_PHONE_INVALID'],
  ['nothing', ' ', 'UNBIND_FIELD_REQUIRED'],
])('no code goes to %s', async (_name, phone, code) => {
  const answer = await stage.anyone.post('/merchant/codes', { purpose: 'request', phone });
  expect(answer.body).toMatchObject({ code, problems: [{ path: 'phone', code }] });
});

test('an address that asks for codes without end is refused', async () => {
  const strict = await startStage({ cases: false, settings: { codesPerAddress: 2 } });
  try {
    const asking = (n: number) => ({ purpose: 'session', caseId: `UC-000000000${n}` });
    const answers = [];
    for (let n = 0; n < 3; n += 1) {
      answers.push((await strict.anyone.post('/merchant/codes', asking(n))).body['code']);
    }
    expect(answers.at(-1)).toBe('UNBIND_TOO_MANY_REQUESTS');
    expect(answers.slice(0, 2)).not.toContain('UNBIND_TOO_MANY_REQUESTS');
  } finally {
    await strict.stop();
  }
});

test('codes, phones and names stand in no log and in no history', async () => {
  const merchant = await stage.simulator.freshMerchant();
  const proof = await codeFor(stage, merchant.phone, { purpose: 'request', phone: merchant.phone });
  const body = { ...requestOf(merchant), ...proof };
  const { caseId } = (await stage.anyone.post('/merchant/requests', body)).body;
  const { client } = stage.temporal;
  const histories = await Promise.all(
    [`code:${proof.codeId}`, String(caseId)].map((id) =>
      client.workflow.getHandle(id).fetchHistory(),
    ),
  );
  const payloads = JSON.stringify(histories, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
  );
  expect(payloads).toContain(proof.codeId);
  for (const secret of [proof.code, merchant.phone, merchant.contactName, merchant.email]) {
    expect(stage.logs()).not.toContain(`"${secret}"`);
    expect(payloads).not.toContain(`"${secret}"`);
  }
});

test('a session ends when the merchant leaves, and the link opens a new one', async () => {
  const { caseId } = await opened(stage);
  const merchant = await merchantOf(stage, caseId);
  expect((await merchant.call('DELETE', '/merchant/session')).status).toBe(204);
  expect((await merchant.get('/merchant/case')).status).toBe(401);
  expect((await (await merchantOf(stage, caseId)).get('/merchant/case')).status).toBe(200);
});

describe('the link to the page', () => {
  const tokenIn = (to: string) =>
    stage.mail.list({ to }).flatMap(({ text }) => /\/m\/#([\w-]+)/.exec(text)?.[1] ?? [])[0];

  test('is sent again by an agent, and the earlier one goes on', async () => {
    const { caseId, path, merchant } = await opened(stage);
    const old = await stage.record.merchantTokens.issue(caseId, 'link', 3_600_000);
    const sent = await stage.staff.agent.post(`${path}/merchant-link`, { action: 'resend' });
    expect(sent.status).toBe(202);
    const token = await eventually('the mail with the link', async () => tokenIn(merchant.email));
    for (const link of [token, old]) {
      expect((await stage.anyone.post('/merchant/session', { token: link })).status).toBe(200);
    }
  });

  test('is revoked by an agent at once, with the session, and stands in the ledger', async () => {
    const { caseId, path } = await opened(stage);
    const link = await stage.record.merchantTokens.issue(caseId, 'link', 3_600_000);
    const merchant = withSession(
      stage,
      await stage.anyone.post('/merchant/session', { token: link }),
    );
    expect((await merchant.get('/merchant/case')).status).toBe(200);
    await stage.staff.agent.post(`${path}/merchant-link`, { action: 'revoke' });
    expect((await merchant.get('/merchant/case')).status).toBe(401);
    expect((await stage.anyone.post('/merchant/session', { token: link })).status).toBe(401);
    const { items } = (await stage.staff.auditor.get(`${path}/timeline`)).body as unknown as {
      items: { event: string }[];
    };
    expect(items.map(({ event }) => event)).toContain('merchant-link-revoked');
  });

  test('is not sent more than three times a day beyond the first', async () => {
    const { path } = await opened(stage);
    const send = () => stage.staff.agent.post(`${path}/merchant-link`, { action: 'resend' });
    for (let times = 0; times < 4; times += 1) expect((await send()).status).toBe(202);
    expect((await send()).body).toMatchObject({ code: 'UNBIND_RESEND_BUDGET' });
  });
});
