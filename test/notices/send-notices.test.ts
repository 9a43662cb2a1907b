/** What leaves when notices are sent: channels, coalescing, holding back, failing over. */
import { isAccepted } from '../../workflows/contract/notices';
import type { NoticeOutcome } from '../../workflows/contract/ports';
import { freshPhone, failureOf, startStage, TEAM_LEAD, untilDone } from './stage';
import type { Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
afterEach(async () => {
  await stage.clearFaults();
  stage.mail.control.down = false;
  stage.mail.control.refuse = undefined;
});

/** Channels and states; callbacks may have brought an accepted text further already. */
function told(outcomes: readonly NoticeOutcome[]): readonly string[] {
  return outcomes
    .map(({ channel, state }) => `${channel} ${isAccepted(state) ? 'accepted' : state}`)
    .sort();
}

const once = (kind: 'unbound' | 'refunded' | 'closed' | 'approved' | 'overdue') => ({
  kind,
  occurrence: 1,
});
const NIGHT = { fromHour: 21, toHour: 8 };

test('a notice goes out by SMS and e-mail and is accepted on both', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const outcomes = await stage.activities().sendNotices({ caseId, notices: [once('unbound')] });
  expect(told(outcomes)).toEqual(['email accepted', 'sms accepted']);
  expect(await stage.texts(phone)).toHaveLength(1);
  expect(stage.mail.to(email)).toHaveLength(1);
});

test('a notice that was sent is not sent again when asked twice', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const { sendNotices } = stage.activities();
  await sendNotices({ caseId, notices: [once('unbound')] });
  const again = await sendNotices({ caseId, notices: [once('unbound')] });
  expect(again.every(({ state }) => state !== 'planned')).toBe(true);
  expect(await stage.texts(phone)).toHaveLength(1);
  expect(stage.mail.to(email)).toHaveLength(1);
});

test('a second occurrence of a kind is another message', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const { sendNotices } = stage.activities();
  for (const occurrence of [1, 2]) {
    await sendNotices({ caseId, notices: [{ kind: 'gate-blocked', occurrence }] });
  }
  expect(await stage.texts(phone)).toHaveLength(2);
  const ids = stage.mail.to(email).map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(2);
});

test('the link travels by e-mail only and opens the case', async () => {
  const { caseId, phone, email } = await stage.openCase();
  await stage.activities().sendNotices({ caseId, notices: [once('unbound')] });
  const [mail] = stage.mail.to(email);
  const token = /\/m\/#([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  await expect(stage.record.merchantTokens.redeem(token, 'link')).resolves.toBe(caseId);
  const [text] = await stage.texts(phone);
  expect(text?.body).not.toContain('http');
});

test('the links of mails that leave side by side all open the case', async () => {
  const { caseId, email } = await stage.openCase();
  const { sendNotices } = stage.activities();
  const kinds = ['page-link', 'approved', 'gate-blocked'] as const;
  await Promise.all(
    kinds.map((kind) => sendNotices({ caseId, notices: [{ kind, occurrence: 1 }] })),
  );
  const links = stage.mail
    .to(email)
    .map(({ text }) => /\/m\/#([\w-]+)/.exec(text ?? '')?.[1] ?? '');
  expect(links).toHaveLength(kinds.length);
  for (const link of links) {
    await expect(stage.record.merchantTokens.redeem(link, 'link')).resolves.toBe(caseId);
  }
});

test('what falls due together becomes one text to +86 and stays two e-mails with one link', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const notices = [once('unbound'), once('closed')];
  await stage.activities().sendNotices({ caseId, notices });
  const texts = await stage.texts(phone);
  expect(texts).toHaveLength(1);
  const rows = await stage.record.notices.list(caseId);
  const sms = rows.filter(({ channel }) => channel === 'sms');
  expect(sms.map(({ providerRef }) => providerRef)).toEqual([texts[0]?.sid, texts[0]?.sid]);
  const mails = stage.mail.to(email);
  expect(mails).toHaveLength(2);
  const links = mails.map(({ text }) => /\/m\/#[\w-]+/.exec(text ?? '')?.[0]);
  expect(new Set(links).size).toBe(1);
});

test('abroad, what falls due together stays two texts', async () => {
  const phone = freshPhone('+4477');
  const { caseId } = await stage.openCase({ phone, locale: 'en' });
  const notices = [once('unbound'), once('closed')];
  await stage.activities().sendNotices({ caseId, notices });
  expect(await stage.texts(phone)).toHaveLength(2);
});

test('a merchant without e-mail is told by SMS alone, and is not sent to look for a mail', async () => {
  const { caseId, phone } = await stage.openCase({ email: undefined });
  const notices = [{ kind: 'consent-requested', occurrence: 1 }] as const;
  const outcomes = await stage.activities().sendNotices({ caseId, notices });
  expect(outcomes.map(({ channel }) => channel)).toEqual(['sms']);
  const [text] = await stage.texts(phone);
  expect(text?.body).not.toContain('邮箱');
});

test('a merchant without a mobile number is told by e-mail alone', async () => {
  const { caseId, email } = await stage.openCase({ phone: undefined });
  const outcomes = await stage.activities().sendNotices({ caseId, notices: [once('approved')] });
  expect(outcomes.map(({ channel }) => channel)).toEqual(['email']);
  expect(stage.mail.to(email)).toHaveLength(1);
});

test('an address in a revision that the case does not know yet gets nothing', async () => {
  const { caseId, contact, email } = await stage.openCase();
  const data = { contact: { ...contact, email: 'thief@example.com' }, terminals: [] };
  await stage.record.revisions.add({ caseId, author: 's_8H2K5N1W00', expected: 1, data });
  await stage.activities().sendNotices({ caseId, notices: [once('approved')] });
  expect(stage.mail.to('thief@example.com')).toHaveLength(0);
  expect(stage.mail.to(email)).toHaveLength(1);
});

test('a channel that the merchant gave up before a notice left is not used', async () => {
  const { caseId, phone } = await stage.openCase({ email: undefined });
  const plan = { kind: 'approved', occurrence: 1 } as const;
  await stage.record.notices.rowsOf(caseId, plan, ['sms', 'email']);
  const outcomes = await stage.activities().sendNotices({ caseId, notices: [plan] });
  expect(outcomes.find(({ channel }) => channel === 'email')?.state).toBe('suppressed');
  expect(await stage.texts(phone)).toHaveLength(1);
});

test('at night a text waits for the morning of the merchant while the e-mail leaves', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const night = () => new Date('2026-11-23T14:00:00Z');
  const morning = () => new Date('2026-11-24T00:00:00Z');
  const notices = [once('unbound')];
  const held = await stage.activities({ quietHours: NIGHT, clock: night }).sendNotices({
    caseId,
    notices,
  });
  expect(held.find(({ channel }) => channel === 'sms')).toMatchObject({
    state: 'deferred',
    notBefore: '2026-11-24T00:00:00.000Z',
  });
  expect(stage.mail.to(email)).toHaveLength(1);
  expect(await stage.texts(phone)).toHaveLength(0);
  const sent = await stage.activities({ quietHours: NIGHT, clock: morning }).sendNotices({
    caseId,
    notices,
  });
  expect(told(sent)).toEqual(['email accepted', 'sms accepted']);
  expect(await stage.texts(phone)).toHaveLength(1);
  expect(stage.mail.to(email)).toHaveLength(1);
});

test('at the same moment a merchant in another zone gets the text', async () => {
  const { caseId, phone } = await stage.openCase({ timeZone: 'Europe/London' });
  const clock = () => new Date('2026-11-23T14:00:00Z');
  const { sendNotices } = stage.activities({ quietHours: NIGHT, clock });
  await sendNotices({ caseId, notices: [once('unbound')] });
  expect(await stage.texts(phone)).toHaveLength(1);
});

test('past its budget of the day a number waits for tomorrow at eight, others do not', async () => {
  const first = await stage.openCase();
  const second = await stage.openCase({ phone: first.phone });
  const other = await stage.openCase();
  const { sendNotices } = stage.activities({ smsDailyBudget: 1 });
  const notices = [once('unbound')];
  await sendNotices({ caseId: first.caseId, notices });
  const held = await sendNotices({ caseId: second.caseId, notices });
  const sms = held.find(({ channel }) => channel === 'sms');
  expect(sms).toMatchObject({ state: 'deferred' });
  expect(new Date(sms?.notBefore ?? 0).toISOString()).toMatch(/T00:00:00\.000Z$/);
  expect(Date.parse(sms?.notBefore ?? '')).toBeGreaterThan(Date.now());
  expect(stage.mail.to(second.email)).toHaveLength(1);
  await sendNotices({ caseId: other.caseId, notices });
  expect(await stage.texts(first.phone)).toHaveLength(1);
  expect(await stage.texts(other.phone)).toHaveLength(1);
});

test('a text refused for good fails while the e-mail tells the merchant', async () => {
  const { caseId, phone } = await stage.openCase();
  await stage.fault({ operation: 'sms', kind: 'refuse', code: '21610', match: { to: phone } });
  const outcomes = await stage.activities().sendNotices({ caseId, notices: [once('unbound')] });
  expect(told(outcomes)).toEqual(['email accepted', 'sms failed']);
  const rows = await stage.record.notices.list(caseId);
  expect(rows.find(({ channel }) => channel === 'sms')?.providerCode).toBe('21610');
});

test('an address refused for good fails while the text tells the merchant', async () => {
  const { caseId, phone } = await stage.openCase();
  stage.mail.control.refuse = 550;
  const outcomes = await stage.activities().sendNotices({ caseId, notices: [once('unbound')] });
  expect(outcomes.find(({ channel }) => channel === 'email')?.state).toBe('failed');
  expect(await stage.texts(phone)).toHaveLength(1);
});

test('a mail server that is down is tried again without a second text', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const send = () => stage.activities().sendNotices({ caseId, notices: [once('unbound')] });
  stage.mail.control.down = true;
  const failed = await failureOf(send());
  expect(failed).toMatchObject({ type: 'UNBIND_EMAIL_UNAVAILABLE', nonRetryable: false });
  stage.mail.control.down = false;
  await send();
  expect(stage.mail.to(email)).toHaveLength(1);
  expect(await stage.texts(phone)).toHaveLength(1);
});

test('a channel that stays down too long fails, and the other still counts', async () => {
  const { caseId } = await stage.openCase();
  stage.mail.control.down = true;
  const { sendNotices } = stage.activities({ giveUpMs: -1 });
  const outcomes = await sendNotices({ caseId, notices: [once('unbound')] });
  expect(told(outcomes)).toEqual(['email failed', 'sms accepted']);
});

test('a rate limit is waited for as long as the provider needs', async () => {
  const { caseId, phone } = await stage.openCase();
  await stage.fault({ operation: 'sms', kind: 'rate-limit', match: { to: phone } });
  const send = () => stage.activities().sendNotices({ caseId, notices: [once('unbound')] });
  const failed = await failureOf(send());
  expect(failed).toMatchObject({ type: 'UNBIND_SMS_UNAVAILABLE', nextRetryDelay: 30_000 });
  await send();
  expect(await stage.texts(phone)).toHaveLength(1);
});

test('rejected credentials are shown to operators until they are right again', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const notices = [once('unbound')];
  const wrong = stage.activities({ authToken: 'wrong' });
  await expect(failureOf(wrong.sendNotices({ caseId, notices }))).resolves.toMatchObject({
    type: 'UNBIND_SMS_UNAVAILABLE',
  });
  const seen = async () =>
    (await stage.record.attention.list(200)).filter((row) => row.caseId === caseId);
  expect(await seen()).toMatchObject([{ code: 'PROVIDER_MISCONFIGURED', subject: 'sms' }]);
  await stage.activities().sendNotices({ caseId, notices });
  expect(await seen()).toEqual([]);
  expect(await stage.texts(phone)).toHaveLength(1);
  expect(stage.mail.to(email)).toHaveLength(1);
});

test('a failure carries a code and nothing of the merchant', async () => {
  const { caseId, phone, email } = await stage.openCase();
  stage.mail.control.down = true;
  await stage.fault({ operation: 'sms', kind: 'rate-limit', match: { to: phone } });
  const failed = await failureOf(
    stage.activities().sendNotices({ caseId, notices: [once('unbound')] }),
  );
  const { message, stack, details, type } = failed;
  const shown = JSON.stringify({ message, stack, details, type });
  for (const secret of [phone, phone.slice(3), email, '王小明'])
    expect(shown).not.toContain(secret);
});

test('what is overdue goes to the team lead by e-mail, with the case id only', async () => {
  const { caseId, phone, email } = await stage.openCase();
  const outcomes = await stage.activities().sendNotices({ caseId, notices: [once('overdue')] });
  expect(outcomes).toMatchObject([{ channel: 'email', state: 'accepted' }]);
  const mail = stage.mail.to(TEAM_LEAD).find(({ subject }) => subject?.includes(caseId));
  for (const secret of [phone, email, '王小明', '/m/#']) expect(mail?.text).not.toContain(secret);
  expect(mail?.text).toContain(`/console/cases/${caseId}`);
});

describe('a resend', () => {
  async function smsRow(caseId: string) {
    const rows = await stage.record.notices.list(caseId);
    const row = rows.find(({ channel }) => channel === 'sms');
    if (!row) throw new Error('no SMS row');
    return row;
  }
  async function resend(caseId: string) {
    const { noticeId } = await smsRow(caseId);
    const planned = await stage.record.notices.planResend(noticeId, 's_8H2K5N1W00');
    const { sendResentNotice } = stage.activities();
    return await untilDone(() => sendResentNotice({ caseId, noticeId: planned.noticeId }));
  }

  test('is one more text, once', async () => {
    const { caseId, phone } = await stage.openCase();
    await stage.activities().sendNotices({ caseId, notices: [once('unbound')] });
    expect(told([await resend(caseId)])).toEqual(['sms accepted']);
    expect(await stage.texts(phone)).toHaveLength(2);
  });

  test('that would be the third identical text in a day waits', async () => {
    const { caseId, phone } = await stage.openCase();
    await stage.activities().sendNotices({ caseId, notices: [once('unbound')] });
    await resend(caseId);
    const third = await resend(caseId);
    expect(third.state).toBe('deferred');
    expect(Date.parse(third.notBefore ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect(await stage.texts(phone)).toHaveLength(2);
  });

  test('of another case is refused', async () => {
    const mine = await stage.openCase();
    const other = await stage.openCase();
    await stage.activities().sendNotices({ caseId: mine.caseId, notices: [once('unbound')] });
    const { noticeId } = await smsRow(mine.caseId);
    const work = stage.activities().sendResentNotice({ caseId: other.caseId, noticeId });
    await expect(failureOf(work)).resolves.toMatchObject({
      type: 'UNBIND_NOT_FOUND',
      nonRetryable: true,
    });
  });
});

test('a notice that reached nobody stands once on the list of the operators', async () => {
  const { caseId } = await stage.openCase();
  const report = { caseId, kind: 'unbound', occurrence: 1, code: 'NOTICE_UNDELIVERED' } as const;
  await stage.activities().reportUndelivered(report);
  await stage.activities().reportUndelivered(report);
  const rows = (await stage.record.attention.list(200)).filter((row) => row.caseId === caseId);
  expect(rows).toMatchObject([{ code: 'NOTICE_UNDELIVERED', subject: 'unbound#1' }]);
});
