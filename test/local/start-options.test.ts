/** Settings of `npm start`: whatever part of the desk would stumble over one, it is refused beforehand. */
import { WrongSettings } from '../../base/settings';
import { startOptions } from '../../local/start-options';
import { ANY_PORTS } from '../support/any-ports';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    startOptions(env);
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.problems.map(({ name }) => name);
    throw error;
  }
}

const WRONG: Readonly<Record<string, string>> = {
  UNBIND_API_PORT: '70000',
  UNBIND_MAIL_PORT: 'http',
  UNBIND_TEMPORAL_BUILD: 'maybe',
  DATABASE_URL: 'postgres://desk:a/b@127.0.0.1/desk',
  UNBIND_PUBLIC_URL: 'desk.example',
  UNBIND_QUIET_HOURS: 'night',
  UNBIND_SMS_DAILY_BUDGET: '0',
  UNBIND_POLICY: '{"noticeWindowMs":-1}',
  UNBIND_SESSION_HOURS: '1.5',
  UNBIND_OIDC_ISSUER: 'http://id.example',
  UNBIND_WORKER_MAX_ACTIVITIES: 'many',
  UNBIND_LOG_LEVEL: 'loud',
  UNBIND_SIMULATOR_MONEY_DELAY_MS: '2s',
  UNBIND_SIMULATOR_API_ORIGIN: 'localhost',
};

describe('settings of npm start', () => {
  test('may all be left out', () => {
    expect(problemsOf({})).toEqual([]);
  });

  test('let every port be any', () => {
    expect(problemsOf(ANY_PORTS)).toEqual([]);
  });

  test.each(Object.entries(WRONG))('refuse %s=%s by its name', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([name]);
  });

  test('that are wrong are all told at once', () => {
    expect([...problemsOf(WRONG)].sort()).toEqual(Object.keys(WRONG).sort());
  });
});
