/** Settings of the API as it starts: those of Temporal like the worker's, mistakes by their names. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiConfig } from '../../client/api/config';
import { decisionKeyFiles } from '../support/decision-keys';

const folder = mkdtempSync(join(tmpdir(), 'unbind-api-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LEAST = {
  ...decisionKeyFiles(folder),
  DATABASE_URL: 'postgres://unbind@127.0.0.1/unbind',
  UNBIND_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  // No file of whoever runs the tests.
  TEMPORAL_CONFIG_FILE: '/nonexistent/temporal.toml',
};

describe('settings of the API', () => {
  test('take address, namespace, key and TLS of Temporal Cloud', async () => {
    const { temporal } = await apiConfig({
      ...LEAST,
      TEMPORAL_ADDRESS: 'desk.a1b2c.tmprl.cloud:7233',
      TEMPORAL_NAMESPACE: 'desk.a1b2c',
      TEMPORAL_API_KEY: 'key',
    });
    expect(temporal.namespace).toBe('desk.a1b2c');
    expect(temporal.connectionOptions).toMatchObject({
      address: 'desk.a1b2c.tmprl.cloud:7233',
      apiKey: 'key',
      tls: expect.anything() as unknown,
    });
  });

  test('that are left empty count as not set', async () => {
    const empty = { TEMPORAL_ADDRESS: '', TEMPORAL_API_KEY: '', TEMPORAL_NAMESPACE: '' };
    const { temporal } = await apiConfig({ ...LEAST, ...empty });
    expect(temporal.connectionOptions.apiKey).toBeUndefined();
    expect(temporal.connectionOptions.address).not.toBe('');
    expect(temporal.connectionOptions.tls).toBeUndefined();
  });

  test.each([
    ['a Twilio account', { TWILIO_ACCOUNT_SID: 'AC1' }, 'TWILIO_AUTH_TOKEN'],
    [
      'Stripe',
      { UNBIND_ACQUIRER: 'stripe', STRIPE_API_KEY: 'sk' },
      'UNBIND_ACQUIRER_WEBHOOK_SECRET',
    ],
    ['an identity provider', { UNBIND_OIDC_ISSUER: 'https://id.example' }, 'UNBIND_OIDC_CLIENT_ID'],
  ])('of %s are refused in part: %j lacks %s', async (_what, given, name) => {
    await expect(apiConfig({ ...LEAST, ...given })).rejects.toThrow(`${name} is missing`);
  });

  test("name Temporal's Web UI where there is one", async () => {
    const named = { ...LEAST, UNBIND_TEMPORAL_UI_URL: 'https://temporal.example/ui/' };
    expect((await apiConfig(named)).temporalUiUrl).toBe('https://temporal.example/ui');
    expect(await apiConfig({ ...LEAST, UNBIND_TEMPORAL_UI_URL: '' })).not.toHaveProperty(
      'temporalUiUrl',
    );
  });

  test('name further hosts that it answers to, in any spelling', async () => {
    const named = { ...LEAST, UNBIND_ALLOWED_HOSTS: 'api, Desk.Example,,[FD00::1]' };
    expect((await apiConfig(named)).allowedHosts).toEqual(['api', 'desk.example', '[fd00::1]']);
    expect((await apiConfig(LEAST)).allowedHosts).toEqual([]);
  });

  test('name proxies by address, range or kind of network, none by themselves', async () => {
    const named = { ...LEAST, UNBIND_TRUSTED_PROXIES: '10.0.0.0/8, ::1 uniquelocal' };
    expect((await apiConfig(named)).trustedProxies).toEqual(['10.0.0.0/8', '::1', 'uniquelocal']);
    expect((await apiConfig(LEAST)).trustedProxies).toEqual([]);
  });

  test.each([
    ['UNBIND_API_PORT', 'x'],
    ['UNBIND_TRUSTED_PROXIES', 'proxy.example'],
    ['UNBIND_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['UNBIND_TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['UNBIND_TRUSTED_PROXIES', 'true'],
    ['UNBIND_ALLOWED_HOSTS', 'https://desk.example'],
    ['UNBIND_ALLOWED_HOSTS', 'desk.example:443'],
    ['UNBIND_ALLOWED_HOSTS', '*'],
    ['UNBIND_PUBLIC_URL', 'desk.example'],
    ['UNBIND_POLICY', '{'],
    ['UNBIND_TEMPORAL_UI_URL', 'javascript:alert(1)'],
  ])('name %s where it is %j', async (name, value) => {
    await expect(apiConfig({ ...LEAST, [name]: value })).rejects.toThrow(name);
  });
});
