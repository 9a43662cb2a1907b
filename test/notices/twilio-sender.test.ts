/** The SMS adapter: the real client of Twilio against the simulator. */
import { startSimulator } from '../../local/simulator/simulator';
import type { Simulator } from '../../local/simulator/simulator';
import { ProviderFailure } from '../../activities/notices/send-answer';
import { createTwilioSender, twilioCallbackUrl } from '../../activities/sms/twilio-sender';
import { validateTwilioSignature } from '../../activities/sms/twilio-signature';
import { rankTwilioStatus } from '../../activities/sms/twilio-status';

const NOBODY = 'http://127.0.0.1:9';
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ seeded: false, smsStepMs: 0, callbackAttempts: 1 });
});
afterAll(() => simulator.close());
beforeEach(() => control('/control/reset', { seeded: false }));

async function control(path: string, body: object): Promise<void> {
  const answer = await fetch(`${simulator.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
}

function sender(change: { apiBase?: string; authToken?: string; timeoutMs?: number } = {}) {
  return createTwilioSender({
    ...account(),
    from: '+8610000000',
    apiBase: simulator.url,
    publicUrl: NOBODY,
    timeoutMs: 500,
    ...change,
  });
}

const account = () => ({
  accountSid: simulator.credentials.twilioAccountSid,
  authToken: simulator.credentials.twilioAuthToken,
});

const TEXT = { to: '+8613800138000', body: '【解绑服务台】测试', callbackRef: 'ref' };
const never = new AbortController().signal;
const anHourAgo = () => new Date(Date.now() - 3_600_000);
const find = (body = TEXT.body) => sender().find({ to: TEXT.to, body, since: anHourAgo() }, never);

test('a text is taken over under a SID and found in the list by its words', async () => {
  const answer = await sender().send(TEXT, never);
  const found = await find();
  expect(found).toHaveLength(1);
  expect(found[0]?.providerRef).toMatch(/^SM/);
  expect(answer).toEqual({ kind: 'accepted', providerRef: found[0]?.providerRef });
  await expect(find('another text')).resolves.toEqual([]);
});

test('a text that went out while its answer was lost is unknown, and the list knows it', async () => {
  await control('/control/faults', { operation: 'sms', kind: 'execute-then-timeout' });
  await expect(sender().send(TEXT, never)).resolves.toMatchObject({ kind: 'unknown' });
  await expect(find()).resolves.toHaveLength(1);
});

test('a text that waits in the queue has no time of sending, and is found all the same', async () => {
  await control('/control/faults', { operation: 'sms', kind: 'never-effective', times: null });
  await sender().send(TEXT, never);
  const { accountSid, authToken } = account();
  const query = new URLSearchParams({ To: TEXT.to, 'DateSent>': '2020-01-01' });
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json?${query.toString()}`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const answer = await fetch(`${simulator.url}${path}`, { headers: { authorization } });
  await expect(answer.json()).resolves.toMatchObject({ messages: [] });
  await expect(find()).resolves.toMatchObject([{ state: 'accepted' }]);
});

test('a scheduled text of a messaging service is taken back until it leaves', async () => {
  const { accountSid, authToken } = account();
  const path = `${simulator.url}/2010-04-01/Accounts/${accountSid}/Messages`;
  const post = async (address: string, form: Record<string, string>) => {
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const body = new URLSearchParams(form);
    const answer = await fetch(address, { method: 'POST', headers: { authorization }, body });
    return (await answer.json()) as { sid: string; status: string; code?: number };
  };
  const service = { To: TEXT.to, Body: 'later', MessagingServiceSid: 'MG1' };
  const SendAt = new Date(Date.now() + 3_600_000).toISOString();
  const planned = await post(`${path}.json`, { ...service, ScheduleType: 'fixed', SendAt });
  const plain = await post(`${path}.json`, service);
  expect([planned.status, plain.status]).toEqual(['scheduled', 'accepted']);
  const cancel = (sid: string) => post(`${path}/${sid}.json`, { Status: 'canceled' });
  expect(await cancel(planned.sid)).toMatchObject({ status: 'canceled' });
  expect(await cancel(planned.sid)).toMatchObject({ code: 30409 });
  expect(await cancel(plain.sid)).toMatchObject({ code: 30409 });
});

test('a connection that breaks is unknown, and the list shows nothing', async () => {
  await control('/control/faults', { operation: 'sms', kind: 'reset' });
  await expect(sender().send(TEXT, never)).resolves.toMatchObject({ kind: 'unknown' });
  await expect(find()).resolves.toEqual([]);
});

test('a server error is unknown', async () => {
  await control('/control/faults', { operation: 'sms', kind: 'server-error', status: 500 });
  await expect(sender().send(TEXT, never)).resolves.toMatchObject({ kind: 'unknown' });
});

test('an attempt that was called off is unknown', async () => {
  await control('/control/faults', { operation: 'sms', kind: 'timeout' });
  const stopped = AbortSignal.timeout(50);
  const patient = sender({ timeoutMs: 60_000 });
  await expect(patient.send(TEXT, stopped)).resolves.toMatchObject({ kind: 'unknown' });
});

test('a rate limit has sent nothing and is not tried again by the library', async () => {
  await control('/control/faults', { operation: 'sms', kind: 'rate-limit', times: 1 });
  await expect(sender().send(TEXT, never)).resolves.toMatchObject({
    kind: 'not-sent',
    providerCode: '20429',
    retryAfterMs: 30_000,
  });
  await expect(find()).resolves.toEqual([]);
});

test('a provider that cannot be reached has sent nothing', async () => {
  const answer = await sender({ apiBase: NOBODY }).send(TEXT, never);
  expect(answer).toEqual({ kind: 'not-sent', providerCode: 'ECONNREFUSED' });
});

test.each(['21611', '63038', '20429', '14107'])(
  'an answer with %s passes: nothing was sent, and it is tried again',
  async (code) => {
    await control('/control/faults', { operation: 'sms', kind: 'refuse', code });
    await expect(sender().send(TEXT, never)).resolves.toEqual({
      kind: 'not-sent',
      providerCode: code,
      retryAfterMs: 30_000,
    });
    await expect(find()).resolves.toEqual([]);
  },
);

test.each(['20404', '21606', '21212', '20003', '21703', '21609'])(
  'an answer with %s is about our setting and refuses no message',
  async (code) => {
    await control('/control/faults', { operation: 'sms', kind: 'refuse', code });
    await expect(sender().send(TEXT, never)).rejects.toMatchObject({
      code: 'PROVIDER_MISCONFIGURED',
      providerCode: code,
    });
  },
);

test('an answer that is not in the words of Twilio is about our setting', async () => {
  const body = { error: 'no such page' };
  await control('/control/faults', { operation: 'sms', kind: 'wrong-answer', status: 404, body });
  await expect(sender().send(TEXT, never)).rejects.toMatchObject({
    code: 'PROVIDER_MISCONFIGURED',
  });
});

test.each(['21610', '21614', '21211'])('a refusal with %s is for good', async (code) => {
  await control('/control/faults', { operation: 'sms', kind: 'refuse', code });
  await expect(sender().send(TEXT, never)).resolves.toEqual({
    kind: 'refused',
    providerCode: code,
  });
});

test('rejected credentials are a matter of configuration', async () => {
  const failed = await sender({ authToken: 'wrong' })
    .send(TEXT, never)
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ProviderFailure);
  expect(failed).toMatchObject({ code: 'PROVIDER_MISCONFIGURED' });
});

test('a list that cannot be read is no proof that nothing was sent', async () => {
  await control('/control/faults', { operation: 'sms-list', kind: 'server-error' });
  await expect(find()).rejects.toMatchObject({ code: 'SMS_UNAVAILABLE' });
});

test('a list of the messages of another number is no proof that nothing was sent', async () => {
  await sender().send(TEXT, never);
  const body = { to: '+8613900139000' };
  await control('/control/faults', {
    operation: 'sms-list',
    kind: 'execute-then-wrong-answer',
    body,
  });
  await expect(find()).rejects.toMatchObject({ code: 'SMS_UNAVAILABLE' });
});

test('a list that is larger than any that is read is no proof that nothing was sent', async () => {
  await control('/control/faults', { operation: 'sms-list', kind: 'gzip-bomb' });
  const patient = sender({ timeoutMs: 20_000 });
  const list = patient.find({ to: TEXT.to, body: TEXT.body, since: anHourAgo() }, never);
  await expect(list).rejects.toMatchObject({ code: 'SMS_UNAVAILABLE' });
});

test.each([
  ['queued', undefined, 'accepted'],
  ['sent', undefined, 'sent'],
  ['delivered', undefined, 'delivered'],
  ['undelivered', '30003', 'undelivered'],
  ['failed', '30007', 'failed'],
  ['canceled', undefined, 'failed'],
  ['scheduled', undefined, 'accepted'],
  ['sending', '30032', 'failed'],
  ['sending', '30017', 'accepted'],
  ['a word of the future', undefined, 'accepted'],
])('the status %s with code %s counts as %s', (status, code, state) => {
  expect(rankTwilioStatus(status, code)).toBe(state);
});

describe('signatures of callbacks', () => {
  // The example of Twilio's documentation on validating requests.
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const form = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  };
  const signature = 'GvWf1cFY/Q7PnoempGyD5oXAezc=';

  test('a form signed with the token for this address is believed', () => {
    expect(validateTwilioSignature('12345', signature, url, form)).toBe(true);
  });

  test.each([
    ['another address', '12345', `${url}&more=1`, form],
    ['another form', '12345', url, { ...form, Digits: '1235' }],
    ['another token', '12346', url, form],
  ])('a form with %s is not believed', (_name, token, address, params) => {
    expect(validateTwilioSignature(token, signature, address, params)).toBe(false);
  });

  test('the address is that of the public URL, with the reference at its end', () => {
    expect(twilioCallbackUrl('https://desk.example.com', 'n1.tag')).toBe(
      'https://desk.example.com/api/v1/webhooks/twilio/n1.tag',
    );
  });
});
