/** What the worker takes from the environment: every mistake names its variable. */
import { PUBLISHED_SETTINGS } from '../../activities/published-settings';
import { workerConfig, workerProcessConfig } from '../../worker/config';
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
    ['UNBIND_POLICY', '{"noticeWindowMs":"soon"}'],
  ])('are refused with the name %s', (name, value) => {
    expect(() => workerConfig({ [name]: value })).toThrow(name);
  });

  test('that are wrong are all told at once, with what is allowed, and never with their values', async () => {
    const wrong = {
      UNBIND_WORKER_HEALTH_PORT: 'x1',
      UNBIND_LOG_LEVEL: 'loud',
      DATABASE_URL: 'my://',
    };
    const told = await workerProcessConfig(wrong).catch(String);
    expect(told).toContain('UNBIND_WORKER_HEALTH_PORT is not a whole number from 1 to 65535.');
    expect(told).toContain('UNBIND_LOG_LEVEL is none of silent, fatal, error, warn, info');
    expect(told).toContain('DATABASE_URL does not begin with postgres://');
    expect(told).toContain('TWILIO_ACCOUNT_SID is missing');
    expect(told).not.toMatch(/x1|loud|my:/);
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
    expect(() => providerConfig({})).toThrow(/UNBIND_SMTP_URL[^]*TWILIO_FROM/);
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

  test.each(['STRIPE_API_KEY', 'UNBIND_ACQUIRER_WEBHOOK_SECRET'])('of Stripe need %s', (name) => {
    const stripe = {
      ...PROVIDERS,
      UNBIND_ACQUIRER: 'stripe',
      STRIPE_API_KEY: 'sk',
      UNBIND_ACQUIRER_WEBHOOK_SECRET: 'whsec',
    };
    expect(providerConfig(stripe).acquirer.kind).toBe('stripe');
    expect(() => providerConfig({ ...stripe, [name]: '' })).toThrow(`${name} is missing`);
  });

  test.each([
    ['stripe', 'UNBIND_ACQUIRER_URL', 'https://a.example'],
    ['manual', 'STRIPE_API_KEY', 'sk'],
    ['manual', 'UNBIND_ACQUIRER_KEY', 'key'],
  ])('of the acquirer %s refuse %s, which it would not use', (kind, name, value) => {
    const given = {
      ...PROVIDERS,
      UNBIND_ACQUIRER: kind,
      ...(kind === 'stripe' && { STRIPE_API_KEY: 'sk', UNBIND_ACQUIRER_WEBHOOK_SECRET: 's' }),
      [name]: value,
    };
    expect(() => providerConfig(given)).toThrow(`${name} is set, but UNBIND_ACQUIRER is ${kind}`);
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

describe("the simulator's published settings", () => {
  const real = {
    ...PROVIDERS,
    TWILIO_ACCOUNT_SID: PUBLISHED_SETTINGS.TWILIO_ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: PUBLISHED_SETTINGS.TWILIO_AUTH_TOKEN,
    TWILIO_FROM: PUBLISHED_SETTINGS.TWILIO_FROM,
    TWILIO_API_BASE: PUBLISHED_SETTINGS.TWILIO_API_BASE,
    UNBIND_ACQUIRER: 'http',
    UNBIND_ACQUIRER_URL: PUBLISHED_SETTINGS.UNBIND_ACQUIRER_URL,
    UNBIND_ACQUIRER_KEY: PUBLISHED_SETTINGS.UNBIND_ACQUIRER_KEY,
    UNBIND_ACQUIRER_WEBHOOK_SECRET: PUBLISHED_SETTINGS.UNBIND_ACQUIRER_WEBHOOK_SECRET,
  };

  test('are taken together', () => {
    expect(providerConfig(real).acquirer.kind).toBe('http');
  });

  test.each([
    [
      'Stripe',
      { UNBIND_ACQUIRER: 'stripe', STRIPE_API_KEY: 'sk' },
      'UNBIND_ACQUIRER_WEBHOOK_SECRET',
    ],
    ['an http acquirer', { UNBIND_ACQUIRER_URL: 'https://a.example' }, 'UNBIND_ACQUIRER_KEY'],
    [
      'an http acquirer',
      { UNBIND_ACQUIRER_URL: 'https://a.example' },
      'UNBIND_ACQUIRER_WEBHOOK_SECRET',
    ],
    ['the key of an acquirer', { UNBIND_ACQUIRER_KEY: 'mine' }, 'UNBIND_ACQUIRER_URL'],
    ['a Twilio account', { TWILIO_ACCOUNT_SID: 'AC1' }, 'TWILIO_AUTH_TOKEN'],
    ['a Twilio account', { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't' }, 'TWILIO_API_BASE'],
  ])('do not stand in beside %s %j: %s is missing', (_what, own, name) => {
    expect(() => providerConfig({ ...real, ...own })).toThrow(`${name} is missing`);
  });
});
