/** The merchant's own door: a token, a short session, progress in words, and consent. */
import { Client } from 'pg';
import { approve, untilEnd, workUpToApproval } from '../e2e/play';
import { type Answer, createCaller } from './caller';
import { opened, peopleOf, submitted } from './people';
import type { Begun } from './people';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

const HOUR_MS = 3_600_000;

async function identified(): Promise<Begun> {
  const begun = await opened(stage);
  await stage.staff.agent.post(`${begun.path}/verify-identity`, {
    method: 'callback',
    documents: [],
    evidence: 'The number answered.',
  });
  return begun;
}

function exchange(token: string): Promise<Answer> {
  return stage.anyone.post('/merchant/session', { token });
}

function cookieOf(answer: Answer): string {
  return answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}

/** The merchant of a case, signed in by the link of a mail. */
async function merchantOf(caseId: string) {
  const token = await stage.record.merchantTokens.issue(caseId, 'link', HOUR_MS);
  return createCaller(stage.url, { cookie: cookieOf(await exchange(token)) });
}

interface Progress {
  readonly stage: string;
  readonly terms: { readonly version: string; readonly hash: string };
  readonly itemisation: { readonly hash: string };
}

function consentOf({ terms, itemisation }: Progress): object {
  return {
    termsVersion: terms.version,
    termsHash: terms.hash,
    itemisationHash: itemisation.hash,
  };
}

test('the token of a link becomes a session that no script and no other site can use', async () => {
  const { caseId } = await identified();
  const token = await stage.record.merchantTokens.issue(caseId, 'link', HOUR_MS);
  const answer = await exchange(token);
  expect(answer.status).toBe(200);
  const lifeMs = Date.parse(String(answer.body['expiresAt'])) - Date.now();
  expect(lifeMs).toBeGreaterThan(14 * 60_000);
  expect(lifeMs).toBeLessThanOrEqual(15 * 60_000);
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^unbind_session=[\w-]{43};/);
  expect(cookie).toContain('Path=/api/v1/merchant');
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Strict');
  expect(cookie).toContain('Max-Age=900');
  expect(answer.text).not.toContain(token);
});

test.each([
  ['that nobody has given out', () => Promise.resolve('x'.repeat(43)), 401],
  ['that is no token', () => Promise.resolve('1 or 1=1'), 400],
  [
    'that has expired',
    async () => stage.record.merchantTokens.issue((await identified()).caseId, 'link', -1),
    401,
  ],
  [
    'that was taken back',
    async () => {
      const { caseId } = await identified();
      const link = await stage.record.merchantTokens.issue(caseId, 'link', HOUR_MS);
      await stage.record.merchantTokens.revoke(caseId);
      return link;
    },
    401,
  ],
  [
    'of a session',
    async () => stage.record.merchantTokens.issue((await identified()).caseId, 'session', HOUR_MS),
    401,
  ],
])('a token %s opens nothing', async (_name, token, status) => {
  const answer = await exchange(await token());
  expect(answer.status).toBe(status);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test('the token of a link is no session, and a session ends', async () => {
  const { caseId } = await identified();
  const link = await stage.record.merchantTokens.issue(caseId, 'link', HOUR_MS);
  const byLink = createCaller(stage.url, { cookie: `unbind_session=${link}` });
  expect((await byLink.get('/merchant/case')).status).toBe(401);
  const merchant = await merchantOf(caseId);
  expect((await merchant.get('/merchant/case')).status).toBe(200);
  const client = new Client({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    await client.query(
      `update merchant_tokens set expires_at = now() - interval '1 second' where case_id = $1`,
      [caseId],
    );
  } finally {
    await client.end();
  }
  expect((await merchant.get('/merchant/case')).status).toBe(401);
});

test('tokens and sessions lie hashed, and stand in no log', async () => {
  const { caseId } = await identified();
  const token = await stage.record.merchantTokens.issue(caseId, 'link', HOUR_MS);
  const session = cookieOf(await exchange(token)).split('=')[1] ?? '';
  const client = new Client({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ whole: string }>(
      'select t::text as whole from merchant_tokens t',
    );
    const stored = rows.map(({ whole }) => whole).join();
    for (const secret of [token, session]) {
      expect(secret.length).toBeGreaterThan(40);
      expect(stored).not.toContain(secret);
      expect(stage.logs()).not.toContain(secret);
    }
  } finally {
    await client.end();
  }
});

test('the merchant sees where the case stands, in words, masked, and nobody of the staff', async () => {
  const { caseId, merchant: owner } = await identified();
  const merchant = await merchantOf(caseId);
  const english = await merchant.get('/merchant/case');
  expect(english.body).toMatchObject({
    caseId,
    status: 'awaiting-consent',
    stage: 'Your consent is awaited',
    waitsFor: 'merchant',
    history: [{ status: 'awaiting-identity' }, { status: 'awaiting-consent' }],
    merchant: { phone: `+86****${owner.phone.slice(-4)}` },
    terms: { version: '1', locale: 'en' },
    itemisation: { lines: [{ kind: 'refundable-deposit', amountMinor: 20_000 }, {}] },
  });
  const chinese = await merchant.call('GET', '/merchant/case', {
    headers: { 'accept-language': 'zh' },
  });
  expect(chinese.body).toMatchObject({ stage: '等待您同意条款', terms: { locale: 'zh-CN' } });
  for (const secret of [owner.contactName, owner.phone, owner.email, 's_agent', 'The agent']) {
    expect(english.text).not.toContain(secret);
  }
});

test('the merchant consents to what was shown, once, and it stands as their own', async () => {
  const { caseId } = await identified();
  const merchant = await merchantOf(caseId);
  const progress = (await merchant.get('/merchant/case')).body as unknown as Progress;
  const consent = consentOf(progress);
  const other = { ...consent, termsHash: 'b'.repeat(64) };
  expect((await merchant.post('/merchant/consent', other)).body).toMatchObject({
    status: 409,
    code: 'UNBIND_TERMS_OUTDATED',
  });
  const foisted = { ...consent, method: 'in-person', evidence: 'e' };
  expect((await merchant.post('/merchant/consent', foisted)).status).toBe(400);
  const taken = await merchant.post('/merchant/consent', consent, 'consent');
  expect(taken.body).toMatchObject({ status: 'awaiting-application' });
  const again = await merchant.post('/merchant/consent', consent, 'consent');
  expect(again.text).toBe(taken.text);
  const late = await merchant.post('/merchant/consent', consent);
  expect(late.body).toMatchObject({ status: 409, code: 'UNBIND_NOT_ALLOWED_NOW' });
  const { items } = (await stage.staff.auditor.get(`/cases/${caseId}/timeline`))
    .body as unknown as {
    items: object[];
  };
  expect(items).toContainEqual(
    expect.objectContaining({ by: { principalId: 'merchant', role: 'merchant' } }),
  );
});

test('the zone that an agent corrects is the one that the merchant reads moments by', async () => {
  const { caseId, path } = await identified();
  const merchant = await merchantOf(caseId);
  expect((await merchant.get('/merchant/case')).body).toMatchObject({ timeZone: 'Asia/Shanghai' });
  const change = { revision: 1, timeZone: 'America/Santiago' };
  expect((await stage.staff.agent.call('PATCH', `${path}/contact`, { body: change })).status).toBe(
    200,
  );
  const moved = await merchant.get('/merchant/case');
  expect(moved.body).toMatchObject({ timeZone: 'America/Santiago' });
});

test('a session sees its own case only', async () => {
  const [one, other] = [await identified(), await identified()];
  const merchant = await merchantOf(one.caseId);
  const answer = await merchant.get('/merchant/case');
  expect(answer.body).toMatchObject({ caseId: one.caseId });
  expect(answer.text).not.toContain(other.caseId);
  expect((await merchant.get(one.path)).status).toBe(401);
});

test('at the end the merchant reads what became of company, terminal, money and account, as others need it', async () => {
  const owner = await stage.simulator.freshMerchant();
  const people = peopleOf(stage);
  const caseId = await workUpToApproval(people, owner);
  await untilEnd(people.agent, caseId);
  const merchant = await merchantOf(caseId);
  expect((await merchant.get('/merchant/case')).body).toMatchObject({
    status: 'completed',
    terminals: [{ state: 'effective' }],
    statement: {
      merchantName: owner.merchantName,
      terminals: [{ serialNumber: owner.terminals[0]?.serialNumber, state: 'effective' }],
      refunds: [
        { kind: 'refundable-deposit', amountMinor: 20_000, currency: 'CNY', state: 'succeeded' },
        { kind: 'service-fee', state: 'not-due' },
      ],
      account: 'closed',
      partial: false,
    },
  });
});

test('what the gate would be closed for is told at the submission, until the gate itself is asked', async () => {
  const people = peopleOf(stage);
  const merchant = { unpaidFeesMinor: 900 };
  const { path, caseId, revision, ...begun } = await submitted(stage, { merchant });
  const page = await merchantOf(caseId);
  const told = async () => {
    const [agent, reviewer, progress] = await Promise.all([
      stage.staff.agent.get(path),
      stage.staff.reviewer.get(path),
      page.get('/merchant/case'),
    ]);
    const warnings = ({ body }: Answer) => (body['view'] as { warnings: string[] }).warnings;
    const hindrances = progress.body['hindrances'] as { code: string; remedy?: string }[];
    return [warnings(agent), warnings(reviewer), hindrances.map(({ code }) => code)];
  };
  const fees = ['UNBIND_FEES_UNPAID'];
  expect(await told()).toEqual([fees, fees, fees]);
  const rows = await stage.record.ledger.read(caseId);
  const row = rows.find(({ event }) => event === 'application-submitted');
  expect(row?.facts['warnings']).toEqual(['FEES_UNPAID']);
  const account = `merchants/${begun.merchant.merchantNumber}`;
  await stage.simulator.change(account, { unpaidFeesMinor: 0 });
  await approve(people, caseId, revision);
  await untilEnd(people.agent, caseId);
  expect(await told()).toEqual([[], [], []]);
});
