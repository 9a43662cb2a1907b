/** What `npm start` is given, with every setting that any part of the desk will read checked beforehand. */
import { refuseWrongApi } from '../client/api/config';
import { commandEnvironment } from '../base/env-file/config';
import { type Env, definedOnly, readSettings, refuseWrong } from '../base/settings';
import { refuseWrongWorker } from '../worker/config';
import { type DeskOptions, deskOptions } from './config';
import { readConfig as mailCatcherConfig } from './mail-catcher/config';
import { chooseProviders, simulatedAddresses, simulatedSettings } from './desk/providers';
import { simulatorSettings } from './simulator/config';

/** What the desk fills in by itself, once it knows the ports and has keys. */
const FILLED_IN = {
  DATABASE_URL: 'postgres://127.0.0.1/unbind',
  UNBIND_DECISIONS_KEY_FILE: 'later',
  UNBIND_DECISIONS_PUBLIC_KEYS_FILE: 'later',
};
/** Any port for `npm start`; a worker is given the one that was chosen. */
const CHOSEN = { UNBIND_WORKER_HEALTH_PORT: '8081', UNBIND_WORKER_METRICS_PORT: '9464' };
const PLACE = {
  simulatorUrl: 'http://127.0.0.1:4010',
  smtpUrl: 'smtp://127.0.0.1:1025',
  keys: {
    acquirerKey: 'later',
    acquirerWebhookSecret: 'later',
    twilioAccountSid: 'later',
    twilioAuthToken: 'later',
  },
} as const;

/** Throws `WrongSettings` with every mistake in the environment, whichever program would have found it. */
export function startOptions(env: Env = commandEnvironment()): DeskOptions {
  const given = definedOnly(env);
  const providers = chooseProviders(given);
  const complete = {
    ...FILLED_IN,
    ...simulatedAddresses(providers),
    ...given,
    ...CHOSEN,
    ...simulatedSettings(providers, PLACE),
  };
  refuseWrong([
    () => deskOptions(given),
    () => refuseWrongWorker(complete),
    () => refuseWrongApi(complete),
    () => mailCatcherConfig(complete),
    () => readSettings(simulatorSettings, complete),
  ]);
  return deskOptions(given);
}
