// worker/providers/: the adapters of the providers that a worker is configured for.
/** What the worker is told of the providers: acquirer, SMS, e-mail, and the rules of notices. */
import { z } from 'zod';
import {
  type AcquirerConfig,
  acquirerConfig,
  acquirerSettings,
} from '../../activities/acquirer/config';
import type { QuietHours } from '../../activities/notices/quiet-hours';
import { type SmsConfig, smsConfig, smsSettings } from '../../activities/sms/config';
import {
  type Env,
  mailAddress,
  readSettings,
  refuseWrong,
  textUpTo,
  webAddress,
  wholeNumber,
} from '../../base/settings';

const hour = /^(?:[01]?\d|2[0-3])$/;
/** Setting UNBIND_QUIET_HOURS where nothing else is said. */
export const QUIET_HOURS = '21-8';
const quietHours = z
  .string()
  .refine((text) => text === 'off' || text.split('-').length === 2, 'is neither `21-8` nor `off`')
  .refine(
    (text) => text === 'off' || text.split('-').every((part) => hour.test(part)),
    'has an hour that is not 0 to 23',
  )
  .transform((text): QuietHours | 'off' => {
    const [fromHour, toHour] = text.split('-').map(Number);
    if (fromHour === undefined || toHour === undefined) return 'off';
    return { fromHour, toHour };
  });

const environment = z.object({
  UNBIND_PUBLIC_URL: webAddress.default('http://127.0.0.1:3000'),
  UNBIND_SMTP_URL: z
    .string({ error: 'is missing: smtp:// or smtps://, with user and password where needed' })
    .regex(/^smtps?:\/\//, 'does not begin with smtp:// or smtps://'),
  UNBIND_MAIL_FROM: mailAddress('is missing: the address that mails come from'),
  UNBIND_SENDER_NAME: textUpTo(20).default('解绑服务台'),
  UNBIND_SUPPORT_CONTACT: z.string().optional(),
  UNBIND_TEAM_LEAD_EMAIL: mailAddress().optional(),
  UNBIND_QUIET_HOURS: quietHours.prefault(QUIET_HOURS),
  // Carriers in mainland China review a number at the fifth text of a day.
  UNBIND_SMS_DAILY_BUDGET: wholeNumber(1, 1_000).default(4),
  UNBIND_CODE_DAILY_BUDGET: wholeNumber(1, 1_000).default(10),
});

export interface ProviderConfig {
  readonly publicUrl: string;
  readonly acquirer: AcquirerConfig;
  readonly sms: SmsConfig;
  readonly mail: { readonly url: string; readonly from: string };
  readonly senderName: string;
  readonly supportContact?: string;
  readonly teamLeadEmail?: string;
  readonly quietHours: QuietHours | 'off';
  readonly smsDailyBudget: number;
  readonly codeDailyBudget: number;
}

/** Throws `WrongSettings` with everything that is missing or malformed. */
export function providerConfig(env: Env): ProviderConfig {
  const general = () => readSettings(environment, env);
  const acquirer = () => acquirerConfig(readSettings(z.object(acquirerSettings), env));
  const sms = () => smsConfig(readSettings(z.object(smsSettings), env));
  refuseWrong([general, acquirer, sms]);
  const values = general();
  return {
    publicUrl: values.UNBIND_PUBLIC_URL.replace(/\/+$/, ''),
    acquirer: acquirer(),
    sms: sms(),
    mail: { url: values.UNBIND_SMTP_URL, from: values.UNBIND_MAIL_FROM },
    senderName: values.UNBIND_SENDER_NAME,
    ...(values.UNBIND_SUPPORT_CONTACT !== undefined && {
      supportContact: values.UNBIND_SUPPORT_CONTACT,
    }),
    ...(values.UNBIND_TEAM_LEAD_EMAIL !== undefined && {
      teamLeadEmail: values.UNBIND_TEAM_LEAD_EMAIL,
    }),
    quietHours: values.UNBIND_QUIET_HOURS,
    smsDailyBudget: values.UNBIND_SMS_DAILY_BUDGET,
    codeDailyBudget: values.UNBIND_CODE_DAILY_BUDGET,
  };
}
