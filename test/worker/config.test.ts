/** What the worker takes from the environment: every mistake names its variable. */
import { workerConfig } from '../../worker/config';
import { providerConfig } from '../../worker/providers/config';

const PROVIDERS = {
  TWILIO_ACCOUNT_SID: 'AC0',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+15005550006',
  UNBIND_SMTP_URL: 'smtp://127.0.0.1:1025',
  UNBIND_MAIL_FROM: 'desk@example.com',
};

describe('settings of the worker', () => {
  test('have defaults for everything but the providers', () => {
    const config = workerConfig({});
    expect(config.settings.maxCachedWorkflows).toBe(1_000);
    expect(config).not.toHaveProperty('healthPort');
    expect(config.namespace).toBe('default');
  });

  test('take the address of Temporal and its API key as envconfig documents them', () => {
    const { connection, namespace } = workerConfig({
      TEMPORAL_ADDRESS: 'desk.a1b2c.tmprl.cloud:7233',
      TEMPORAL_NAMESPACE: 'desk.a1b2c',
      TEMPORAL_API_KEY: 'key',
    });
    expect(connection).toMatchObject({ address: 'desk.a1b2c.tmprl.cloud:7233', apiKey: 'key' });
    expect(connection.tls).toBeTruthy();
    expect(namespace).toBe('desk.a1b2c');
  });

  test.each([
    ['UNBIND_WORKER_MAX_ACTIVITIES', '0'],
    ['UNBIND_WORKER_HEALTH_PORT', '99999'],
    ['UNBIND_LOG_LEVEL', 'loud'],
    ['UNBIND_WORKER_BUILD_ID', 'only-one-of-the-two'],
  ])('are refused with the name %s', (name, value) => {
    expect(() => workerConfig({ [name]: value })).toThrow(name);
  });
});

describe('settings of the providers', () => {
  test.each(Object.keys(PROVIDERS))('are refused without %s', (name) => {
    expect(() => providerConfig({ ...PROVIDERS, [name]: '' })).toThrow(name);
  });

  test('are accepted whole', () => {
    const config = providerConfig(PROVIDERS);
    expect(config.acquirer).toEqual({ kind: 'manual' });
    expect(config.quietHours).toEqual({ fromHour: 21, toHour: 8 });
  });

  test('keep a number below the five texts a day at which carriers review it', () => {
    expect(providerConfig(PROVIDERS).smsDailyBudget).toBeLessThan(5);
  });

  test('name every variable that is missing, not the first alone', () => {
    expect(() => providerConfig({})).toThrow(/TWILIO_FROM[^]*UNBIND_SMTP_URL/);
  });

  test.each(['UNBIND_ACQUIRER_URL', 'UNBIND_ACQUIRER_KEY', 'UNBIND_ACQUIRER_WEBHOOK_SECRET'])(
    'of an http acquirer need %s',
    (name) => {
      const whole = {
        ...PROVIDERS,
        UNBIND_ACQUIRER: 'http',
        UNBIND_ACQUIRER_URL: 'http://127.0.0.1:4010/acquirer/v1',
        UNBIND_ACQUIRER_KEY: 'key',
        UNBIND_ACQUIRER_WEBHOOK_SECRET: 'secret',
      };
      expect(providerConfig(whole).acquirer.kind).toBe('http');
      expect(() => providerConfig({ ...whole, [name]: '' })).toThrow(name);
    },
  );

  test('take Stripe with its key', () => {
    const stripe = { ...PROVIDERS, UNBIND_ACQUIRER: 'stripe' };
    expect(providerConfig({ ...stripe, STRIPE_API_KEY: 'sk' }).acquirer.kind).toBe('stripe');
    expect(() => providerConfig(stripe)).toThrow('STRIPE_API_KEY');
  });

  test.each([
    ['off', 'off'],
    ['22-7', { fromHour: 22, toHour: 7 }],
  ])('read quiet hours of %s', (text, hours) => {
    expect(providerConfig({ ...PROVIDERS, UNBIND_QUIET_HOURS: text }).quietHours).toEqual(hours);
  });

  test.each(['21', '21-24', 'night'])('refuse quiet hours of %s', (text) => {
    expect(() => providerConfig({ ...PROVIDERS, UNBIND_QUIET_HOURS: text })).toThrow(
      'UNBIND_QUIET_HOURS',
    );
  });
});
