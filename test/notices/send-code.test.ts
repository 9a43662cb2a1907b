/** The text of a one-time code: one, to the right phone, and the digits kept nowhere. */
import { createCodeActivities, type CodeDeps } from '../../activities/send-code';
import type { SmsMessage } from '../../activities/sms/sms-sender';
import type { SendAnswer } from '../../activities/notices/send-answer';
import type { CodeStore } from '../../record/port/desk-record';
import { openedCase, query } from '../record/samples';
import { startTestRecord, type TestRecord } from '../support/record';

const TTL_MS = 600_000;
let lastPhone = 13_900_000_000;
/** A mobile number that no other test uses. */
const samplePhone = (): string => `+86${(lastPhone += 1)}`;
const ACCEPTED: SendAnswer = { kind: 'accepted', providerRef: 'SM1' };

let world: TestRecord;
let codes: CodeStore;
beforeAll(async () => {
  world = await startTestRecord();
  codes = world.record.codes;
});
afterAll(() => world.stop());

/** The activity over a provider that answers as told, and what the provider was given. */
function sender(answers: readonly SendAnswer[] = [ACCEPTED], settings = {}) {
  const texts: SmsMessage[] = [];
  const left = [...answers];
  const deps: CodeDeps = {
    record: world.record,
    smsSender: {
      send: async (message) => {
        texts.push(message);
        return (left.length > 1 ? left.shift() : left[0]) ?? ACCEPTED;
      },
    },
    settings: { signature: '解绑服务台', ...settings },
    attemptSignal: () => AbortSignal.timeout(10_000),
  };
  return { send: createCodeActivities(deps).sendCode, texts };
}

async function asked(phone = samplePhone()) {
  const { codeId } = await codes.ask({
    purpose: 'request',
    phone,
    locale: 'zh-CN',
    ttlMs: TTL_MS,
  });
  return { codeId, phone };
}

const digitsOf = (text: SmsMessage | undefined): string =>
  /\d{6}/.exec(text?.body ?? '')?.[0] ?? '';

test('the code that arrives proves the phone once, and no second text leaves', async () => {
  const { codeId, phone } = await asked();
  const { send, texts } = sender();
  expect([await send({ codeId }), await send({ codeId })]).toEqual(['sent', 'sent']);
  expect(texts.map(({ to }) => to)).toEqual([phone]);
  expect(texts[0]?.body).toMatch(/^【解绑服务台】您的验证码是\d{6}，10分钟内有效/);
  const code = digitsOf(texts[0]);
  expect(await codes.redeem({ codeId, code, purpose: 'request' })).toBe(true);
  expect(await codes.redeem({ codeId, code, purpose: 'request' })).toBe(false);
});

test('the digits lie nowhere in the record, and the phone lies sealed', async () => {
  const { codeId, phone } = await asked();
  const { send, texts } = sender();
  await send({ codeId });
  const rows = await query(world.databaseUrl, 'select t::text as line from one_time_codes t');
  const all = JSON.stringify(rows);
  expect(all).toContain(codeId);
  expect(all.includes(digitsOf(texts[0]))).toBe(false);
  expect(all.includes(phone.slice(3))).toBe(false);
  expect(all.includes(Buffer.from(phone).toString('hex'))).toBe(false);
});

test('a code for a case goes to the phone of the case', async () => {
  const { caseId, data } = await openedCase(world.record);
  const { codeId } = await codes.ask({ purpose: 'session', caseId, locale: 'en', ttlMs: TTL_MS });
  const { send, texts } = sender();
  expect(await send({ codeId })).toBe('sent');
  expect(texts[0]?.to).toBe(data.contact.phone);
  expect(texts[0]?.body).toContain('is your code');
  const code = digitsOf(texts[0]);
  const other = { codeId, code, purpose: 'session', caseId: 'UC-0000000000' } as const;
  expect(await codes.redeem(other)).toBe(false);
  expect(await codes.redeem({ ...other, caseId })).toBe(true);
});

test('a code for a case that does not exist is asked for like any other and sent to nobody', async () => {
  const caseId = 'UC-ZZZZZZZZZZ';
  const { codeId } = await codes.ask({ purpose: 'session', caseId, locale: 'en', ttlMs: TTL_MS });
  const { send, texts } = sender();
  expect(await send({ codeId })).toBe('not-sent');
  expect(texts).toEqual([]);
});

test('five wrong tries close a code for the right one, too', async () => {
  const { codeId } = await asked();
  const { send, texts } = sender();
  await send({ codeId });
  const code = digitsOf(texts[0]);
  const wrong = code === '000000' ? '111111' : '000000';
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await codes.redeem({ codeId, code: wrong, purpose: 'request' })).toBe(false);
  }
  expect(await codes.redeem({ codeId, code, purpose: 'request' })).toBe(false);
});

test('an expired code opens nothing and is not sent any more', async () => {
  const { codeId } = await asked();
  const late = await codes.ask({
    purpose: 'request',
    phone: samplePhone(),
    locale: 'en',
    ttlMs: -1,
  });
  const { send, texts } = sender();
  await send({ codeId });
  await query(
    world.databaseUrl,
    `update one_time_codes set expires_at = now() - interval '1 second' where code_id = '${codeId}'`,
  );
  const code = digitsOf(texts[0]);
  expect(await codes.redeem({ codeId, code, purpose: 'request' })).toBe(false);
  expect(await send({ codeId: late.codeId })).toBe('not-sent');
  expect(texts).toHaveLength(1);
});

test('a text that may have left is not sent again and still opens the door', async () => {
  const { codeId } = await asked();
  const { send, texts } = sender([{ kind: 'unknown', providerCode: 'ECONNRESET' }]);
  await send({ codeId });
  await send({ codeId });
  expect(texts).toHaveLength(1);
  const code = digitsOf(texts[0]);
  expect(await codes.redeem({ codeId, code, purpose: 'request' })).toBe(true);
});

test('a text that did not leave is sent again with another code', async () => {
  const { codeId } = await asked();
  const { send, texts } = sender([{ kind: 'not-sent', providerCode: '20429' }, ACCEPTED]);
  await expect(send({ codeId })).rejects.toMatchObject({
    type: 'UNBIND_SMS_UNAVAILABLE',
    nonRetryable: false,
  });
  expect(await send({ codeId })).toBe('sent');
  const [first, second] = texts.map(digitsOf);
  if (first !== second) {
    expect(await codes.redeem({ codeId, code: first ?? '', purpose: 'request' })).toBe(false);
  }
  expect(await codes.redeem({ codeId, code: second ?? '', purpose: 'request' })).toBe(true);
});

test('a number that has had its share of codes gets no further text', async () => {
  const phone = samplePhone();
  const { send, texts } = sender([ACCEPTED], { codeDailyBudget: 2 });
  for (let text = 0; text < 3; text += 1) await send({ codeId: (await asked(phone)).codeId });
  expect(texts).toHaveLength(2);
});

test('a fourth code for one phone within a quarter of an hour is refused', async () => {
  const phone = samplePhone();
  for (let times = 0; times < 3; times += 1) await asked(phone);
  await expect(asked(phone)).rejects.toMatchObject({ code: 'TOO_MANY_CODES' });
  await expect(asked()).resolves.toBeDefined();
});

test('a request that used a code may use it again, another one may not', async () => {
  const { codeId } = await asked();
  const { send, texts } = sender();
  await send({ codeId });
  const use = { codeId, code: digitsOf(texts[0]), purpose: 'request', usedFor: 'body 1' } as const;
  expect(await codes.redeem(use)).toBe(true);
  expect(await codes.redeem(use)).toBe(true);
  expect(await codes.redeem({ ...use, usedFor: 'body 2' })).toBe(false);
});
