/** What the API takes from the environment; a missing or malformed variable is named. */
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { policySetting } from '../../checks/policy-setting';
import { type RecordConfig, recordConfig, recordSettings } from '../../record/config';
import { NO_HEADS } from '../../record/heads/head-files';
import type { SessionLimits } from '../../record/port/desk-record';
import {
  type Env,
  definedOnly,
  hostNames,
  logLevel,
  readSettings,
  refuseWrong,
  textUpTo,
  webAddress,
  wholeNumber,
} from '../../base/settings';
import {
  type DecisionSigner,
  decisionSigner,
  decisionSignerSettings,
} from '../../temporal/signing/config';
import type { PolicyOverrides } from '../../workflows/contract/messages';
import { apiSecretOf } from '../desk-proof';
import { proxyRanges } from './http/client-address';
import type { DrainLimits } from './drain';
import { oidcConfig, oidcSettings } from './people/oidc/config';
import type { OidcSettings } from './people/oidc/claims';
import {
  type AcquirerConfig,
  acquirerConfig,
  acquirerSettings,
  smsCallbackToken,
  smsSettings,
} from './wiring';

const DEFAULT_PORT = 3000;
const DEFAULT_REQUESTS_PER_MINUTE = 12_000;

const DEFAULT_SESSION_IDLE_MINUTES = 60;
const DEFAULT_SESSION_HOURS = 12;
const DEFAULT_REFUND_LATE_DAYS = 10;
const DEFAULT_MOMENT_S = 1;
const DEFAULT_GRACE_S = 20;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const environment = z.object({
  UNBIND_API_HOST: z.string().default('127.0.0.1'),
  UNBIND_API_PORT: wholeNumber(0, 65_535).default(DEFAULT_PORT),
  UNBIND_INTAKE_TEAM: textUpTo(64).default('support'),
  UNBIND_API_SHUTDOWN_MOMENT_S: wholeNumber(0, 300).default(DEFAULT_MOMENT_S),
  UNBIND_API_SHUTDOWN_GRACE_S: wholeNumber(0, 3_600).default(DEFAULT_GRACE_S),
  UNBIND_PUBLIC_URL: webAddress.optional(),
  UNBIND_ALLOWED_HOSTS: hostNames,
  UNBIND_TRUSTED_PROXIES: proxyRanges,
  UNBIND_API_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000).default(DEFAULT_REQUESTS_PER_MINUTE),
  UNBIND_SESSION_IDLE_MINUTES: wholeNumber(1, 24 * 60).default(DEFAULT_SESSION_IDLE_MINUTES),
  UNBIND_SESSION_HOURS: wholeNumber(1, 168).default(DEFAULT_SESSION_HOURS),
  UNBIND_SENDER_NAME: textUpTo(20).default('解绑服务台'),
  UNBIND_SUPPORT_CONTACT: z.string().optional(),
  UNBIND_REFUND_LATE_DAYS: wholeNumber(1, 60).default(DEFAULT_REFUND_LATE_DAYS),
  UNBIND_HEADS_FOLDER: z.string().optional(),
  UNBIND_TEMPORAL_UI_URL: webAddress.optional(),
  UNBIND_POLICY: policySetting.optional(),
  UNBIND_LOG_LEVEL: logLevel.default('info'),
});

export interface ApiConfig {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly allowedHosts: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly requestsPerMinute: number;
  readonly drain: DrainLimits;
  readonly sessions: SessionLimits;
  readonly oidc?: OidcSettings;
  readonly notices: { readonly signature: string; readonly supportContact?: string };
  readonly intakeTeamId: string;
  readonly refundLateMs: number;
  /** False where UNBIND_HEADS_FOLDER is `off`: a desk that has nothing to prove to anybody. */
  readonly provesLedger: boolean;
  readonly logLevel: string;
  readonly policy?: PolicyOverrides;
  readonly acquirer: AcquirerConfig;
  readonly twilioAuthToken?: string;
  readonly record: RecordConfig;
  /** Signs what the API says to workflows, and tells what was signed so. */
  readonly decisions: DecisionSigner;
  /** Derived from the master key, so that there is one key to keep. */
  readonly secret: Buffer;
  readonly temporal: ReturnType<typeof loadClientConnectConfig>;
  /** Address of Temporal's Web UI as people reach it, where there is one; without a slash at the end. */
  readonly temporalUiUrl?: string;
}

const general = (env: Env) => readSettings(environment, env);
const signIn = (env: Env) => oidcConfig(readSettings(z.object(oidcSettings), env));
const acquirer = (env: Env) => acquirerConfig(readSettings(z.object(acquirerSettings), env));
const smsToken = (env: Env) => smsCallbackToken(readSettings(z.object(smsSettings), env));

/** Throws `WrongSettings` with all that is wrong; looks at no key. */
export function refuseWrongApi(env: Env): void {
  const readings = [recordSettings, general, signIn, acquirer, smsToken, decisionSignerSettings];
  refuseWrong(readings.map((read) => () => read(env)));
}

/** Reads everything. Throws `WrongSettings` with all that is wrong; `KEY_MISSING` / `KEY_WRONG` for the key. */
export async function apiConfig(env: Env = process.env): Promise<ApiConfig> {
  refuseWrongApi(env);
  const values = general(env);
  const oidc = signIn(env);
  const twilioAuthToken = smsToken(env);
  const record = await recordConfig(env);
  const base =
    values.UNBIND_PUBLIC_URL ?? `http://${values.UNBIND_API_HOST}:${values.UNBIND_API_PORT}`;
  return {
    host: values.UNBIND_API_HOST,
    port: values.UNBIND_API_PORT,
    publicUrl: base.replace(/\/+$/, ''),
    allowedHosts: values.UNBIND_ALLOWED_HOSTS,
    trustedProxies: values.UNBIND_TRUSTED_PROXIES,
    requestsPerMinute: values.UNBIND_API_REQUESTS_PER_MINUTE,
    drain: {
      momentMs: values.UNBIND_API_SHUTDOWN_MOMENT_S * 1_000,
      graceMs: values.UNBIND_API_SHUTDOWN_GRACE_S * 1_000,
    },
    sessions: {
      idleMs: values.UNBIND_SESSION_IDLE_MINUTES * MINUTE_MS,
      totalMs: values.UNBIND_SESSION_HOURS * HOUR_MS,
    },
    ...(oidc ? { oidc } : {}),
    notices: {
      signature: values.UNBIND_SENDER_NAME,
      ...(values.UNBIND_SUPPORT_CONTACT === undefined
        ? {}
        : { supportContact: values.UNBIND_SUPPORT_CONTACT }),
    },
    intakeTeamId: values.UNBIND_INTAKE_TEAM,
    refundLateMs: values.UNBIND_REFUND_LATE_DAYS * DAY_MS,
    provesLedger: values.UNBIND_HEADS_FOLDER !== NO_HEADS,
    logLevel: values.UNBIND_LOG_LEVEL,
    ...(values.UNBIND_POLICY ? { policy: values.UNBIND_POLICY } : {}),
    acquirer: acquirer(env),
    ...(twilioAuthToken === undefined ? {} : { twilioAuthToken }),
    record,
    decisions: await decisionSigner(env),
    secret: apiSecretOf(record.masterKey),
    temporal: loadClientConnectConfig({ overrideEnvVars: definedOnly(env) }),
    ...(values.UNBIND_TEMPORAL_UI_URL
      ? { temporalUiUrl: values.UNBIND_TEMPORAL_UI_URL.replace(/\/+$/, '') }
      : {}),
  };
}
