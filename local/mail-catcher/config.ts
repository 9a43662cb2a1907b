// local/mail-catcher/: a mail server that keeps what it gets, for people and tests to read.
/** The mail catcher's only reader of the environment. */
import { join } from 'node:path';
import { z } from 'zod';
import { type Env, hostNames, readSettings, wholeNumber } from '../../base/settings';
import type { MailCatcherOptions } from './mail-catcher';

const port = wholeNumber(0, 65_535);
const environment = z.object({
  UNBIND_SMTP_PORT: port.default(1025),
  UNBIND_MAIL_PORT: port.default(1080),
  UNBIND_ALLOWED_HOSTS: hostNames,
  UNBIND_MAIL_DIR: z.string().optional(),
  UNBIND_DATA_DIR: z.string().default('.data'),
});

/** Throws `WrongSettings` with each that is malformed. */
export function readConfig(env: Env = process.env): MailCatcherOptions {
  const values = readSettings(environment, env);
  return {
    smtpPort: values.UNBIND_SMTP_PORT,
    webPort: values.UNBIND_MAIL_PORT,
    allowedHosts: values.UNBIND_ALLOWED_HOSTS,
    folder: values.UNBIND_MAIL_DIR ?? join(values.UNBIND_DATA_DIR, 'mail'),
  };
}
