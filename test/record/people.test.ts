/** Who may enter: people of the desk, merchants' tokens, and the keys of repeated requests. */
import { createHash } from 'node:crypto';
import type { DeskRecord, Staff } from '../../record/desk-record';
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
    await record.upsertStaff({ ...row, apiKey });
    expect(await record.findStaffByApiKey(apiKey)).toEqual({ ...row, disabled: false });
    for (const other of [apiKey.slice(0, -1), `${apiKey} `, apiKey.toLowerCase(), '']) {
      expect(await record.findStaffByApiKey(other)).toBeUndefined();
    }
  });

  it('is known by id, whether or not there is a key', async () => {
    const row = person({ role: 'auditor' });
    await record.upsertStaff(row);
    expect(await record.findStaff(row.principalId)).toEqual({ ...row, disabled: false });
    expect(await record.findStaff(randomId('s_'))).toBeUndefined();
  });

  it('keeps the key when the row is written again without one, and loses the old for a new', async () => {
    const [row, first, second] = [person(), newApiKey(), newApiKey()];
    await record.upsertStaff({ ...row, apiKey: first });
    await record.upsertStaff({ ...row, displayName: '韩梅梅' });
    expect((await record.findStaffByApiKey(first))?.displayName).toBe('韩梅梅');
    await record.upsertStaff({ ...row, apiKey: second });
    expect(await record.findStaffByApiKey(first)).toBeUndefined();
    expect(await record.findStaffByApiKey(second)).toBeDefined();
  });

  it('does not enter once disabled', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    await record.upsertStaff({ ...row, apiKey });
    await query('update staff set disabled = true where principal_id = $1', [row.principalId]);
    expect(await record.findStaffByApiKey(apiKey)).toBeUndefined();
    expect(await record.findStaff(row.principalId)).toMatchObject({ disabled: true });
  });

  it('cannot take the user name or the key of another', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    await record.upsertStaff({ ...row, apiKey });
    const refusal = { code: 'BAD_REQUEST' };
    const same = record.upsertStaff(person({ user: row.user }));
    await expect(same).rejects.toMatchObject(refusal);
    await expect(record.upsertStaff({ ...person(), apiKey })).rejects.toMatchObject(refusal);
    expect((await record.findStaffByApiKey(apiKey))?.principalId).toBe(row.principalId);
  });

  it('is added once under a user name, and nobody is changed by a second try', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    expect(await record.addStaff({ ...row, apiKey })).toBe(true);
    expect(await record.addStaff({ ...person({ user: row.user }), displayName: 'x' })).toBe(false);
    expect(await record.findStaffByApiKey(apiKey)).toEqual({ ...row, disabled: false });
  });

  it('keeps key and password in another place, and loses a key that is taken away', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    await record.addStaff({ ...row, apiKey, passwordHash: 'a hash' });
    const place = { displayName: '韩梅梅', role: 'reviewer', teamId: 'team-b' } as const;
    const moved = { ...row, ...place, disabled: false };
    expect(await record.setStaffPlace(row.principalId, place)).toEqual(moved);
    expect(await record.findStaffByApiKey(apiKey)).toEqual(moved);
    expect(await record.setStaffApiKey(row.principalId, null)).toEqual(moved);
    expect(await record.findStaffByApiKey(apiKey)).toBeUndefined();
    expect((await record.sessions.findSignIn(row.user))?.passwordHash).toBe('a hash');
    expect(await record.setStaffPlace(randomId('s_'), place)).toBeUndefined();
    expect(await record.setStaffApiKey(randomId('s_'), null)).toBeUndefined();
  });

  it('is counted', async () => {
    const before = await record.countStaff();
    await record.upsertStaff(person());
    expect(await record.countStaff()).toBe(before + 1);
  });

  it('leaves in the table no key and no plain hash of it', async () => {
    const [row, apiKey] = [person(), newApiKey()];
    await record.upsertStaff({ ...row, apiKey });
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
    const token = await record.issueMerchantToken(caseId, 'link', HOUR);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await record.redeemMerchantToken(token, 'link')).toBe(caseId);
    expect(await record.redeemMerchantToken(token, 'link')).toBe(caseId);
    expect(await record.redeemMerchantToken(token, 'session')).toBeUndefined();
    expect(await record.redeemMerchantToken(`${token}x`, 'link')).toBeUndefined();
  });

  it('ends with its time', async () => {
    const { caseId } = await draftCase(record);
    const token = await record.issueMerchantToken(caseId, 'session', HOUR);
    await query(`update merchant_tokens set expires_at = expires_at - interval '61 minutes'
      where case_id = '${caseId}'`);
    expect(await record.redeemMerchantToken(token, 'session')).toBeUndefined();
    const over = await record.issueMerchantToken(caseId, 'session', 0);
    expect(await record.redeemMerchantToken(over, 'session')).toBeUndefined();
  });

  it('of a session ends with a newer session, and one of a link with none', async () => {
    const { caseId } = await draftCase(record);
    const fourOf = (purpose: 'link' | 'session') =>
      Promise.all(
        Array.from({ length: 4 }, () => record.issueMerchantToken(caseId, purpose, HOUR)),
      );
    const links = await fourOf('link');
    const sessions = await fourOf('session');
    const opened = async (tokens: readonly string[], purpose: 'link' | 'session') => {
      const found = tokens.map((token) => record.redeemMerchantToken(token, purpose));
      return (await Promise.all(found)).filter((one) => one !== undefined);
    };
    expect(await opened(links, 'link')).toEqual(links.map(() => caseId));
    expect(await opened(sessions, 'session')).toEqual([caseId]);
  });

  it('of a link ends with its own time, not with that of another link', async () => {
    const { caseId } = await draftCase(record);
    const short = await record.issueMerchantToken(caseId, 'link', 0);
    const long = await record.issueMerchantToken(caseId, 'link', HOUR);
    expect(await record.redeemMerchantToken(short, 'link')).toBeUndefined();
    expect(await record.redeemMerchantToken(long, 'link')).toBe(caseId);
  });

  it('ends with all others of its case when they are revoked, and with no other case', async () => {
    const [mine, other] = [await draftCase(record), await draftCase(record)];
    const tokens = {
      link: await record.issueMerchantToken(mine.caseId, 'link', HOUR),
      session: await record.issueMerchantToken(mine.caseId, 'session', HOUR),
      other: await record.issueMerchantToken(other.caseId, 'link', HOUR),
    };
    await record.revokeMerchantTokens(mine.caseId);
    expect(await record.redeemMerchantToken(tokens.link, 'link')).toBeUndefined();
    expect(await record.redeemMerchantToken(tokens.session, 'session')).toBeUndefined();
    expect(await record.redeemMerchantToken(tokens.other, 'link')).toBe(other.caseId);
  });

  /** Lets the case stand on a revision with another contact. */
  async function amended(
    { caseId, data }: SampleCase,
    contact: Partial<CaseData['contact']>,
  ): Promise<void> {
    const { latestRevision: expected } = (await record.readCase(caseId))!;
    const next = { ...data, contact: { ...data.contact, ...contact } };
    const author = 's_AGENT';
    const revision = await record.addRevision({ caseId, author, expected, data: next });
    const view = sampleView(caseId, { revision });
    await record.recordChange(statusChange(caseId, revision, 'awaiting-identity', { view }));
  }

  it.each<[string, Partial<CaseData['contact']>]>([
    ['phone', { phone: '+8613900139000' }],
    ['mail', { email: 'new@example.com' }],
  ])('ends with the %s of before, as a link and as a session', async (_what, contact) => {
    const made = await openedCase(record);
    const link = await record.issueMerchantToken(made.caseId, 'link', HOUR);
    const session = await record.issueMerchantToken(made.caseId, 'session', HOUR);
    await amended(made, contact);
    expect(await record.redeemMerchantToken(link, 'link')).toBeUndefined();
    expect(await record.redeemMerchantToken(session, 'session')).toBeUndefined();
    const fresh = await record.issueMerchantToken(made.caseId, 'link', HOUR);
    expect(await record.redeemMerchantToken(fresh, 'link')).toBe(made.caseId);
  });

  it('goes on where only the name of the contact is another', async () => {
    const made = await openedCase(record);
    const link = await record.issueMerchantToken(made.caseId, 'link', HOUR);
    await amended(made, { contactName: '王大明' });
    expect(await record.redeemMerchantToken(link, 'link')).toBe(made.caseId);
  });

  it('opens nothing where it is made for a contact that the case has left meanwhile', async () => {
    const made = await openedCase(record);
    await amended(made, { email: 'new@example.com' });
    const late = await record.issueMerchantToken(made.caseId, 'link', HOUR, 1);
    expect(await record.redeemMerchantToken(late, 'link')).toBeUndefined();
  });

  it('is not given for an unknown case', async () => {
    const asked = record.issueMerchantToken(newCaseId(), 'link', HOUR);
    await expect(asked).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
  });

  it('leaves only its hash in the table', async () => {
    const { caseId } = await draftCase(record);
    const token = await record.issueMerchantToken(caseId, 'link', HOUR);
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
    const begin = () => record.beginIdempotent('s_A POST /cases', key, 'body');
    expect(await begin()).toEqual({ kind: 'fresh' });
    expect(await begin()).toEqual({ kind: 'in-progress' });
    await record.finishIdempotent('s_A POST /cases', key, answer);
    expect(await begin()).toEqual({ kind: 'answered', ...answer });
  });

  it('is fresh for exactly one of several requests at once', async () => {
    const key = newKey();
    const begun = await Promise.all(
      Array.from({ length: 6 }, () => record.beginIdempotent('scope', key, 'body')),
    );
    expect(begun.map(({ kind }) => kind).toSorted()).toEqual([
      'fresh',
      ...Array.from({ length: 5 }, () => 'in-progress'),
    ]);
  });

  it('with another body is IDEMPOTENCY_KEY_REUSED, before and after the answer', async () => {
    const key = newKey();
    await record.beginIdempotent('scope', key, 'body');
    const reuse = () => record.beginIdempotent('scope', key, 'other body');
    await expect(reuse()).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await record.finishIdempotent('scope', key, answer);
    await expect(reuse()).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('in another scope is another key', async () => {
    const key = newKey();
    await record.beginIdempotent('scope', key, 'body');
    expect(await record.beginIdempotent('scope2', key, 'other')).toEqual({ kind: 'fresh' });
  });

  it('given back after a failure is fresh again', async () => {
    const key = newKey();
    await record.beginIdempotent('scope', key, 'body');
    await record.dropIdempotent('scope', key);
    expect(await record.beginIdempotent('scope', key, 'body')).toEqual({ kind: 'fresh' });
  });

  it('is given to the same request again where its process was lost, and to no other', async () => {
    const key = newKey();
    await record.beginIdempotent('scope', key, 'body');
    await query(`update idempotency_keys set started_at = started_at - interval '3 minutes'`);
    const reuse = record.beginIdempotent('scope', key, 'other body');
    await expect(reuse).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await record.beginIdempotent('scope', key, 'body')).toEqual({ kind: 'fresh' });
  });

  it('is kept for 7 days', async () => {
    const key = newKey();
    await record.beginIdempotent('scope', key, 'body');
    await record.finishIdempotent('scope', key, answer);
    await query(`update idempotency_keys set started_at = now() - interval '167 hours'`);
    const again = await record.beginIdempotent('scope', key, 'body');
    expect(again).toMatchObject({ kind: 'answered' });
    await query(`update idempotency_keys set started_at = now() - interval '169 hours'`);
    expect(await record.beginIdempotent('scope', key, 'new')).toEqual({ kind: 'fresh' });
  });

  it('lies in the table neither itself nor with its body or answer', async () => {
    const key = newKey();
    await record.beginIdempotent('scope-canary', key, 'body-canary');
    await record.finishIdempotent('scope-canary', key, { ...answer, body: 'answer-canary' });
    const dump = JSON.stringify(await query('select t::text from idempotency_keys t'));
    for (const leak of [key, 'canary']) {
      expect(dump).not.toContain(leak);
      expect(dump).not.toContain(Buffer.from(leak).toString('hex'));
    }
  });
});
