/** Who may enter: people of the desk, merchants' tokens, and the keys of repeated requests. */
import { createHash } from 'node:crypto';
import type { DeskRecord, Staff } from '../../record/port/desk-record';
import type { CaseData } from '../../workflows/contract/case-data';
import { startTestRecord, type TestRecord } from '../support/record';
import {
  draftCase,
  newCaseId,
  openedCase,
  query as queryIn,
  randomId,
  sampleView,
  type SampleCase,
  statusChange,
} from './samples';

let test: TestRecord;
let record: DeskRecord;
beforeAll(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterAll(() => test.stop());

const query = (text: string, values: readonly unknown[] = []): Promise<unknown[]> =>
  queryIn(test.databaseUrl, text, values);

function person(change: Partial<Omit<Staff, 'disabled'>> = {}): Omit<Staff, 'disabled'> {
  const principalId = randomId('s_');
  return {
    principalId,
    user: `user-${principalId}`,
    displayName: '李雷',
    role: 'agent',
    teamId: 'team-a',
    ...change,
  };
}
const newApiKey = (): string => randomId('udk_');

describe('a person of the desk', () => {
  it('is found by the whole key and by nothing else', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    await record.staff.upsert({ ...row, apiKey });
    expect(await record.staff.findByApiKey(apiKey)).toEqual({ ...row, disabled: false });
    for (const other of [apiKey.slice(0, -1), `${apiKey} `, apiKey.toLowerCase(), '']) {
      expect(await record.staff.findByApiKey(other)).toBeUndefined();
    }
  });

  it('is known by id, whether or not there is a key', async () => {
    const row = person({ role: 'auditor' });
    await record.staff.upsert(row);
    expect(await record.staff.find(row.principalId)).toEqual({ ...row, disabled: false });
    expect(await record.staff.find(randomId('s_'))).toBeUndefined();
  });

  it('keeps the key when the row is written again without one, and loses the old for a new', async () => {
    const [row, first, second] = [person(), newApiKey(), newApiKey()];
    await record.staff.upsert({ ...row, apiKey: first });
    await record.staff.upsert({ ...row, displayName: '韩梅梅' });
    expect((await record.staff.findByApiKey(first))?.displayName).toBe('韩梅梅');
    await record.staff.upsert({ ...row, apiKey: second });
    expect(await record.staff.findByApiKey(first)).toBeUndefined();
    expect(await record.staff.findByApiKey(second)).toBeDefined();
  });

  it('does not enter once disabled', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    await record.staff.upsert({ ...row, apiKey });
    await query('update staff set disabled = true where principal_id = $1', [row.principalId]);
    expect(await record.staff.findByApiKey(apiKey)).toBeUndefined();
    expect(await record.staff.find(row.principalId)).toMatchObject({ disabled: true });
  });

  it('cannot take the user name or the key of another', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    await record.staff.upsert({ ...row, apiKey });
    const refusal = { code: 'BAD_REQUEST' };
    const same = record.staff.upsert(person({ user: row.user }));
    await expect(same).rejects.toMatchObject(refusal);
    await expect(record.staff.upsert({ ...person(), apiKey })).rejects.toMatchObject(refusal);
    expect((await record.staff.findByApiKey(apiKey))?.principalId).toBe(row.principalId);
  });

  it('is added once under a user name, and nobody is changed by a second try', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    expect(await record.staff.add({ ...row, apiKey })).toBe(true);
    expect(await record.staff.add({ ...person({ user: row.user }), displayName: 'x' })).toBe(false);
    expect(await record.staff.findByApiKey(apiKey)).toEqual({ ...row, disabled: false });
  });

  it('keeps key and password in another place, and loses a key that is taken away', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    await record.staff.add({ ...row, apiKey, passwordHash: 'a hash' });
    const place = { displayName: '韩梅梅', role: 'reviewer', teamId: 'team-b' } as const;
    const moved = { ...row, ...place, disabled: false };
    expect(await record.staff.setPlace(row.principalId, place)).toEqual(moved);
    expect(await record.staff.findByApiKey(apiKey)).toEqual(moved);
    expect(await record.staff.setApiKey(row.principalId, null)).toEqual(moved);
    expect(await record.staff.findByApiKey(apiKey)).toBeUndefined();
    expect((await record.sessions.findSignIn(row.user))?.passwordHash).toBe('a hash');
    expect(await record.staff.setPlace(randomId('s_'), place)).toBeUndefined();
    expect(await record.staff.setApiKey(randomId('s_'), null)).toBeUndefined();
  });

  it('is counted', async () => {
    const before = await record.staff.count();
    await record.staff.upsert(person());
    expect(await record.staff.count()).toBe(before + 1);
  });

  it('leaves in the table no key and no plain hash of it', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    await record.staff.upsert({ ...row, apiKey });
    const dump = JSON.stringify(
      await query('select s::text from staff s where principal_id = $1', [row.principalId]),
    );
    const plainHash = createHash('sha256').update(apiKey).digest('hex');
    expect(dump).toContain(row.user);
    for (const leak of [apiKey, Buffer.from(apiKey).toString('hex'), plainHash]) {
      expect(dump).not.toContain(leak);
    }
  });
});

describe("a merchant's token", () => {
  const HOUR = 3_600_000;

  it('opens its case for its purpose, as often as it is shown', async () => {
    const { caseId } = await draftCase(record);
    const token = await record.merchantTokens.issue(caseId, 'link', HOUR);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await record.merchantTokens.redeem(token, 'link')).toBe(caseId);
    expect(await record.merchantTokens.redeem(token, 'link')).toBe(caseId);
    expect(await record.merchantTokens.redeem(token, 'session')).toBeUndefined();
    expect(await record.merchantTokens.redeem(`${token}x`, 'link')).toBeUndefined();
  });

  it('ends with its time', async () => {
    const { caseId } = await draftCase(record);
    const token = await record.merchantTokens.issue(caseId, 'session', HOUR);
    await query(`update merchant_tokens set expires_at = expires_at - interval '61 minutes'
      where case_id = '${caseId}'`);
    expect(await record.merchantTokens.redeem(token, 'session')).toBeUndefined();
    const over = await record.merchantTokens.issue(caseId, 'session', 0);
    expect(await record.merchantTokens.redeem(over, 'session')).toBeUndefined();
  });

  it('of a session ends with a newer session, and one of a link with none', async () => {
    const { caseId } = await draftCase(record);
    const fourOf = (purpose: 'link' | 'session') =>
      Promise.all(
        Array.from({ length: 4 }, () => record.merchantTokens.issue(caseId, purpose, HOUR)),
      );
    const links = await fourOf('link');
    const sessions = await fourOf('session');
    const opened = async (tokens: readonly string[], purpose: 'link' | 'session') => {
      const found = tokens.map((token) => record.merchantTokens.redeem(token, purpose));
      return (await Promise.all(found)).filter((one) => one !== undefined);
    };
    expect(await opened(links, 'link')).toEqual(links.map(() => caseId));
    expect(await opened(sessions, 'session')).toEqual([caseId]);
  });

  it('of a link ends with its own time, not with that of another link', async () => {
    const { caseId } = await draftCase(record);
    const short = await record.merchantTokens.issue(caseId, 'link', 0);
    const long = await record.merchantTokens.issue(caseId, 'link', HOUR);
    expect(await record.merchantTokens.redeem(short, 'link')).toBeUndefined();
    expect(await record.merchantTokens.redeem(long, 'link')).toBe(caseId);
  });

  it('ends with all others of its case when they are revoked, and with no other case', async () => {
    const [mine, other] = [await draftCase(record), await draftCase(record)];
    const tokens = {
      link: await record.merchantTokens.issue(mine.caseId, 'link', HOUR),
      session: await record.merchantTokens.issue(mine.caseId, 'session', HOUR),
      other: await record.merchantTokens.issue(other.caseId, 'link', HOUR),
    };
    await record.merchantTokens.revoke(mine.caseId);
    expect(await record.merchantTokens.redeem(tokens.link, 'link')).toBeUndefined();
    expect(await record.merchantTokens.redeem(tokens.session, 'session')).toBeUndefined();
    expect(await record.merchantTokens.redeem(tokens.other, 'link')).toBe(other.caseId);
  });

  /** Lets the case stand on a revision with another contact. */
  async function amended(
    { caseId, data }: SampleCase,
    contact: Partial<CaseData['contact']>,
  ): Promise<void> {
    const { latestRevision: expected } = (await record.cases.read(caseId))!;
    const next = { ...data, contact: { ...data.contact, ...contact } };
    const author = 's_AGENT';
    const revision = await record.revisions.add({ caseId, author, expected, data: next });
    const view = sampleView(caseId, { revision });
    await record.cases.change(statusChange(caseId, revision, 'awaiting-identity', { view }));
  }

  it.each<[string, Partial<CaseData['contact']>]>([
    ['phone', { phone: '+8613900139000' }],
    ['mail', { email: 'new@example.com' }],
  ])('ends with the %s of before, as a link and as a session', async (_what, contact) => {
    const made = await openedCase(record);
    const link = await record.merchantTokens.issue(made.caseId, 'link', HOUR);
    const session = await record.merchantTokens.issue(made.caseId, 'session', HOUR);
    await amended(made, contact);
    expect(await record.merchantTokens.redeem(link, 'link')).toBeUndefined();
    expect(await record.merchantTokens.redeem(session, 'session')).toBeUndefined();
    const fresh = await record.merchantTokens.issue(made.caseId, 'link', HOUR);
    expect(await record.merchantTokens.redeem(fresh, 'link')).toBe(made.caseId);
  });

  it('goes on where only the name of the contact is another', async () => {
    const made = await openedCase(record);
    const link = await record.merchantTokens.issue(made.caseId, 'link', HOUR);
    await amended(made, { contactName: '王大明' });
    expect(await record.merchantTokens.redeem(link, 'link')).toBe(made.caseId);
  });

  it('opens nothing where it is made for a contact that the case has left meanwhile', async () => {
    const made = await openedCase(record);
    await amended(made, { email: 'new@example.com' });
    const late = await record.merchantTokens.issue(made.caseId, 'link', HOUR, 1);
    expect(await record.merchantTokens.redeem(late, 'link')).toBeUndefined();
  });

  it('is not given for an unknown case', async () => {
    const asked = record.merchantTokens.issue(newCaseId(), 'link', HOUR);
    await expect(asked).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
  });

  it('leaves only its hash in the table', async () => {
    const { caseId } = await draftCase(record);
    const token = await record.merchantTokens.issue(caseId, 'link', HOUR);
    const dump = JSON.stringify(await query('select t::text from merchant_tokens t'));
    expect(dump).toContain(caseId);
    expect(dump).not.toContain(token);
  });
});

describe('the key of a request', () => {
  const answer = { status: 201, body: '{"caseId":"UC-1"}', headers: { location: '/cases/UC-1' } };
  const newKey = (): string => randomId('key-');

  it('is fresh once, then in progress, then answered with what was stored', async () => {
    const key = newKey();
    const begin = () => record.idempotency.begin('s_A POST /cases', key, 'body');
    expect(await begin()).toEqual({ kind: 'fresh' });
    expect(await begin()).toEqual({ kind: 'in-progress' });
    await record.idempotency.finish('s_A POST /cases', key, answer);
    expect(await begin()).toEqual({ kind: 'answered', ...answer });
  });

  it('is fresh for exactly one of several requests at once', async () => {
    const key = newKey();
    const begun = await Promise.all(
      Array.from({ length: 6 }, () => record.idempotency.begin('scope', key, 'body')),
    );
    expect(begun.map(({ kind }) => kind).toSorted()).toEqual([
      'fresh',
      ...Array.from({ length: 5 }, () => 'in-progress'),
    ]);
  });

  it('with another body is IDEMPOTENCY_KEY_REUSED, before and after the answer', async () => {
    const key = newKey();
    await record.idempotency.begin('scope', key, 'body');
    const reuse = () => record.idempotency.begin('scope', key, 'other body');
    await expect(reuse()).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await record.idempotency.finish('scope', key, answer);
    await expect(reuse()).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('in another scope is another key', async () => {
    const key = newKey();
    await record.idempotency.begin('scope', key, 'body');
    expect(await record.idempotency.begin('scope2', key, 'other')).toEqual({ kind: 'fresh' });
  });

  it('given back after a failure is fresh again', async () => {
    const key = newKey();
    await record.idempotency.begin('scope', key, 'body');
    await record.idempotency.drop('scope', key);
    expect(await record.idempotency.begin('scope', key, 'body')).toEqual({ kind: 'fresh' });
  });

  it('is given to the same request again where its process was lost, and to no other', async () => {
    const key = newKey();
    await record.idempotency.begin('scope', key, 'body');
    await query(`update idempotency_keys set started_at = started_at - interval '3 minutes'`);
    const reuse = record.idempotency.begin('scope', key, 'other body');
    await expect(reuse).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await record.idempotency.begin('scope', key, 'body')).toEqual({ kind: 'fresh' });
  });

  it('is kept for 7 days', async () => {
    const key = newKey();
    await record.idempotency.begin('scope', key, 'body');
    await record.idempotency.finish('scope', key, answer);
    await query(`update idempotency_keys set started_at = now() - interval '167 hours'`);
    const again = await record.idempotency.begin('scope', key, 'body');
    expect(again).toMatchObject({ kind: 'answered' });
    await query(`update idempotency_keys set started_at = now() - interval '169 hours'`);
    expect(await record.idempotency.begin('scope', key, 'new')).toEqual({ kind: 'fresh' });
  });

  it('lies in the table neither itself nor with its body or answer', async () => {
    const key = newKey();
    await record.idempotency.begin('scope-canary', key, 'body-canary');
    await record.idempotency.finish('scope-canary', key, { ...answer, body: 'answer-canary' });
    const dump = JSON.stringify(await query('select t::text from idempotency_keys t'));
    for (const leak of [key, 'canary']) {
      expect(dump).not.toContain(leak);
      expect(dump).not.toContain(Buffer.from(leak).toString('hex'));
    }
  });
});
