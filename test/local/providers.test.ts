/** Which providers of a desk are real: decided by what is set, told in plain words, never half and half. */
import {
  chooseProviders,
  hasRealProvider,
  providerLines,
  simulatedSettings,
} from '../../local/desk/providers';
import { startOptions } from '../../local/start-options';

const PLACE = {
  simulatorUrl: 'http://127.0.0.1:4010',
  smtpUrl: 'smtp://127.0.0.1:1025',
  keys: {
    acquirerKey: 'acquirer-key',
    acquirerWebhookSecret: 'webhook-secret',
    twilioAccountSid: 'AC',
    twilioAuthToken: 'token',
  },
};

describe('providers of a desk on one machine', () => {
  test('are all simulated where nothing is set, also by the example settings', () => {
    for (const env of [{}, { UNBIND_ACQUIRER: 'http', UNBIND_ACQUIRER_URL: '' }]) {
      expect(hasRealProvider(chooseProviders(env))).toBe(false);
    }
  });

  test.each([
    ['UNBIND_ACQUIRER', 'stripe', 'acquirer'],
    ['UNBIND_ACQUIRER', 'manual', 'acquirer'],
    ['UNBIND_ACQUIRER_URL', 'https://acquirer.example', 'acquirer'],
    ['UNBIND_ACQUIRER_KEY', 'key', 'acquirer'],
    ['STRIPE_API_KEY', 'sk', 'acquirer'],
    ['TWILIO_ACCOUNT_SID', 'AC1', 'SMS'],
    ['TWILIO_FROM', '+16175550100', 'SMS'],
    ['UNBIND_SMTP_URL', 'smtp://mail.example', 'e-mail'],
  ])('are real by one setting: %s=%s', (name, value, what) => {
    const choice = chooseProviders({ [name]: value });
    expect(hasRealProvider(choice)).toBe(true);
    expect(providerLines(choice).join('\n')).toMatch(new RegExp(`^Real: ${what} \\(`));
  });

  test('get no setting of the simulator where they are real', () => {
    const choice = chooseProviders({ UNBIND_ACQUIRER: 'stripe', UNBIND_SMTP_URL: 'smtp://m' });
    expect(Object.keys(simulatedSettings(choice, PLACE))).toEqual([
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_FROM',
      'TWILIO_API_BASE',
    ]);
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'Stripe',
      { UNBIND_ACQUIRER: 'stripe', STRIPE_API_KEY: 'sk' },
      'UNBIND_ACQUIRER_WEBHOOK_SECRET',
    ],
    [
      'an http acquirer',
      { UNBIND_ACQUIRER: 'http', UNBIND_ACQUIRER_URL: 'https://a.example' },
      'UNBIND_ACQUIRER_KEY',
    ],
    ['Twilio', { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_FROM: '+16175550100' }, 'TWILIO_AUTH_TOKEN'],
    ['a mail server', { UNBIND_SMTP_URL: 'smtp://mail.example' }, 'UNBIND_MAIL_FROM'],
  ])(
    'of %s are refused in part before anything starts, by the missing name',
    (_what, env, name) => {
      expect(() => startOptions(env)).toThrow(`${name} is missing`);
    },
  );

  test.each([
    [{}, 'is not set: choose stripe'],
    [{ UNBIND_ACQUIRER: '' }, 'is not set: choose stripe'],
    [{ UNBIND_ACQUIRER: 'manual' }, 'is manual: choose stripe'],
  ])('of Stripe are refused beside an acquirer that is another or none: %j', (acquirer, words) => {
    expect(() => startOptions({ STRIPE_API_KEY: 'sk', ...acquirer })).toThrow(
      `STRIPE_API_KEY is set, but UNBIND_ACQUIRER ${words}, or leave it out`,
    );
  });

  test('that are whole are taken as they are', () => {
    const env = {
      UNBIND_ACQUIRER: 'stripe',
      STRIPE_API_KEY: 'sk',
      UNBIND_ACQUIRER_WEBHOOK_SECRET: 'whsec',
      UNBIND_SMTP_URL: 'smtps://mail.example',
      UNBIND_MAIL_FROM: 'desk@mail.example',
    };
    const { providers } = startOptions(env);
    expect(providers).toEqual({ acquirer: 'stripe', sms: 'simulated', mail: 'SMTP' });
    expect(providerLines(providers)[0]).toBe(
      'Real: acquirer (stripe), e-mail (SMTP). Simulated: SMS.',
    );
  });
});
