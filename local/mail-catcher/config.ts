/** The mail catcher's only reader of the environment. */
import { join } from 'node:path';
import { z } from 'zod';
import { allowedHostsSetting } from '../../checks/own-hosts';
import type { MailCatcherOptions } from './mail-catcher';

const port = z.coerce.number().int().min(0).max(65_535);
const environment = z.object({
  UNBIND_SMTP_PORT: port.default(1025),
  UNBIND_MAIL_PORT: port.default(1080),
  UNBIND_MAIL_DIR: z.string().min(1).optional(),
  UNBIND_DATA_DIR: z.string().min(1).default('.data'),
  UNBIND_ALLOWED_HOSTS: allowedHostsSetting,
});

/** Throws an error that names each variable that is malformed. */
export function readConfig(): MailCatcherOptions {
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  const parsed = environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const named = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration of the mail catcher is wrong. ${named.join('; ')}`);
  }
  const { data } = parsed;
  return {
    smtpPort: data.UNBIND_SMTP_PORT,
    webPort: data.UNBIND_MAIL_PORT,
    folder: data.UNBIND_MAIL_DIR ?? join(data.UNBIND_DATA_DIR, 'mail'),
    allowedHosts: data.UNBIND_ALLOWED_HOSTS,
  };
}
