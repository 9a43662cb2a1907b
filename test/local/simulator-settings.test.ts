/** Settings of the provider simulator as a process in a network of containers gets them. */
import { once } from 'node:events';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTwilioSender, twilioCallbackUrl } from '../../activities/sms/twilio-sender';
import { validateTwilioSignature } from '../../activities/sms/twilio-signature';
import { readConfig } from '../../local/simulator/config';
import { type Simulator, startSimulator } from '../../local/simulator/simulator';

describe('settings of the simulator', () => {
  test('that are empty count as not set', () => {
    const { options } = readConfig({ UNBIND_SIMULATOR_HOST: '', UNBIND_ACQUIRER_KEY: '' }, []);
    expect(options).not.toHaveProperty('host');
    expect(options).not.toHaveProperty('acquirerKey');
  });

  test('that are wrong are named', () => {
    expect(() => readConfig({ UNBIND_SIMULATOR_PORT: 'x' }, [])).toThrow('UNBIND_SIMULATOR_PORT');
  });
});

test('the simulator refuses bodies that are not UTF-8, as JSON and as a form', async () => {
  const simulator = await startSimulator({ seeded: false });
  try {
    for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
      const answer = await fetch(`${simulator.url}/control/merchants/fresh`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: Buffer.from([0x7b, 0xcd, 0xf5, 0x7d]),
      });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('not UTF-8');
    }
  } finally {
    await simulator.close();
  }
});

describe('callbacks of texts', () => {
  const PUBLIC = 'https://desk.example';
  let simulator: Simulator | undefined;
  const receiver = createServer();
  beforeAll(async () => {
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
  });
  afterEach(() => simulator?.close());
  afterAll(() => receiver.close());

  test('go to the origin that is configured, signed for the address that was given', async () => {
    const { port } = receiver.address() as AddressInfo;
    const smsCallbackOrigin = `http://127.0.0.1:${port}`;
    simulator = await startSimulator({ seeded: false, smsStepMs: 0, smsCallbackOrigin });
    const arrives = once(receiver, 'request') as Promise<[IncomingMessage]>;
    const sender = createTwilioSender({
      accountSid: simulator.credentials.twilioAccountSid,
      authToken: simulator.credentials.twilioAuthToken,
      from: '+8610000000',
      apiBase: simulator.url,
      publicUrl: PUBLIC,
    });
    const sms = { to: '+8613800138000', body: '【解绑服务台】测试', callbackRef: 'ref' };
    await sender.send(sms, new AbortController().signal);
    const [request] = await arrives;
    expect(request.url).toBe('/api/v1/webhooks/twilio/ref');
    const { twilioAuthToken } = simulator.credentials;
    const signature = String(request.headers['x-twilio-signature']);
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const isGenuineAt = (origin: string): boolean =>
      validateTwilioSignature(twilioAuthToken, signature, twilioCallbackUrl(origin, 'ref'), form);
    expect(isGenuineAt(PUBLIC)).toBe(true);
    expect(isGenuineAt(smsCallbackOrigin)).toBe(false);
  });
});
