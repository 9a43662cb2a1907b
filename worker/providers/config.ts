/** What the worker is told of the providers: acquirer, SMS, e-mail, and the rules of notices. */
import { z } from 'zod';
import {
  type AcquirerConfig,
  acquirerConfig,
  acquirerSettings,
} from '../../activities/acquirer/config';
import type { QuietHours } from '../../activities/notices/quiet-hours';
import { definedOnly, describeProblems, type Env } from '../settings';

const required = (what: string): z.ZodString => z.string({ error: `is missing: ${what}` }).min(1);

const hour = /^(?:[01]?\d|2[0-3])$/;
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
  UNBIND_PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:3000'),
  ...acquirerSettings,
  TWILIO_ACCOUNT_SID: required('the account that texts are sent from'),
  TWILIO_AUTH_TOKEN: required('the secret of the Twilio account'),
  TWILIO_FROM: required('a number, or the SID of a messaging service'),
  TWILIO_API_BASE: z.url().optional(),
  UNBIND_SMTP_URL: required('smtp:// or smtps://, with user and password where needed').regex(
    /^smtps?:\/\//,
    'begins with smtp:// or smtps://',
  ),
  UNBIND_MAIL_FROM: required('the address that mails come from').regex(/@/, 'is no address'),
  UNBIND_SENDER_NAME: z.string().min(1).max(20).default('解绑服务台'),
  UNBIND_SUPPORT_CONTACT: z.string().min(1).optional(),
  UNBIND_TEAM_LEAD_EMAIL: z.string().regex(/@/, 'is no address').optional(),
  UNBIND_QUIET_HOURS: quietHours.prefault('21-8'),
  // Carriers in mainland China review a number at the fifth text of a day.
  UNBIND_SMS_DAILY_BUDGET: z.coerce.number().int().min(1).max(1_000).default(4),
  UNBIND_CODE_DAILY_BUDGET: z.coerce.number().int().min(1).max(1_000).default(10),
});

export interface ProviderConfig {
  readonly publicUrl: string;
  readonly acquirer: AcquirerConfig;
  readonly sms: {
    readonly accountSid: string;
    readonly authToken: string;
    readonly from: string;
    readonly apiBase?: string;
  };
  readonly mail: { readonly url: string; readonly from: string };
  readonly senderName: string;
  readonly supportContact?: string;
  readonly teamLeadEmail?: string;
  readonly quietHours: QuietHours | 'off';
  readonly smsDailyBudget: number;
  readonly codeDailyBudget: number;
}

/** Throws an error that names each variable that is missing or malformed. */
export function providerConfig(env: Env): ProviderConfig {
  const parsed = environment.safeParse(definedOnly(env));
  if (!parsed.success) throw new Error(describeProblems(parsed.error));
  const values = parsed.data;
  return {
    publicUrl: values.UNBIND_PUBLIC_URL.replace(/\/+$/, ''),
    acquirer: acquirerConfig(values),
    sms: {
      accountSid: values.TWILIO_ACCOUNT_SID,
      authToken: values.TWILIO_AUTH_TOKEN,
      from: values.TWILIO_FROM,
      ...(values.TWILIO_API_BASE !== undefined && { apiBase: values.TWILIO_API_BASE }),
    },
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
