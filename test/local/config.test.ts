/** Settings of the desk on one machine. */
import { deskOptions } from '../../local/config';

describe('settings of the desk', () => {
  test('have a standard port for every program', () => {
    const { ports } = deskOptions({});
    expect(Object.values(ports).map(({ port }) => port)).toEqual([
      3000, 7233, 8233, 4010, 1025, 1080, 8081, 9464,
    ]);
    expect(Object.values(ports).some(({ asked }) => asked)).toBe(false);
  });

  test('tell a port that somebody asked for from a standard one', () => {
    const { ports } = deskOptions({ UNBIND_API_PORT: '3100' });
    expect(ports.api).toMatchObject({ port: 3100, asked: true });
  });

  test.each([
    ['UNBIND_API_PORT', '70000'],
    ['UNBIND_MAIL_PORT', 'http'],
    ['DATABASE_URL', 'mysql://x'],
    ['UNBIND_TEMPORAL_BUILD', 'maybe'],
  ])('name %s where it is wrong', (name, value) => {
    expect(() => deskOptions({ [name]: value })).toThrow(name);
  });

  test('that are empty count as not set', () => {
    const { databaseUrl, givenTemporal } = deskOptions({ DATABASE_URL: '', TEMPORAL_ADDRESS: '' });
    expect({ databaseUrl, givenTemporal }).toEqual({});
  });

  test('take the Temporal that TEMPORAL_ADDRESS names', () => {
    expect(deskOptions({ TEMPORAL_ADDRESS: '10.0.0.7:7233' }).givenTemporal).toBe('10.0.0.7:7233');
  });

  test.each([
    ['send at any hour where texts are simulated', {}, 'off'],
    ['let real merchants sleep', { TWILIO_ACCOUNT_SID: 'AC1' }, '21-8'],
    [
      'take the hours that are set',
      { TWILIO_ACCOUNT_SID: 'AC1', UNBIND_QUIET_HOURS: '22-7' },
      '22-7',
    ],
  ])('%s', (_, env, quietHours) => {
    expect(deskOptions(env).quietHours).toBe(quietHours);
  });
});
