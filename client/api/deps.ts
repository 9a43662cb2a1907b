/** What the routes are given. Everything that a test may want to replace stands here. */
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeskRecord, SessionLimits } from '../../record/port/desk-record';
import type { PolicyOverrides } from '../../workflows/contract/messages';
import type { Desk } from '../../temporal/desk-port';
import type { OidcSettings } from './people/oidc/claims';
import type { LiveAcquirer, SmsCallbacks } from './wiring';

export interface ApiSettings {
  /** Base of addresses that leave the product (callbacks, cookies); without a slash at the end. */
  readonly publicUrl: string;
  /** Hosts that the API answers to besides loopback and the one of `publicUrl`. */
  readonly allowedHosts: readonly string[];
  /** Keys the HMACs of update ids, case ids of repeated requests and bodies; 32 bytes. */
  readonly secret: Buffer;
  /** Recorded in the history of new cases. */
  readonly policy?: PolicyOverrides;
  readonly calendarVersion: string;
  /** Proxies whose word counts for where a request comes from: addresses and ranges. */
  readonly trustedProxies: readonly string[];
  /** Requests a minute of one person or merchant, and of one address for all who have proven nothing. */
  readonly requestsPerMinute: number;
  /** Requests a minute of one address that fail to prove who asks. */
  readonly failedSignInsPerMinute: number;
  readonly sessions: SessionLimits;
  /** The identity provider, where there is one. */
  readonly oidc?: OidcSettings;
  /**
   * How often a line of events is written to, ms, so that no proxy closes it; each time it is asked
   * whether its person may still listen.
   */
  readonly eventHeartbeatMs: number;
  /** What notices are signed with; as the worker sends them. */
  readonly notices: { readonly signature: string; readonly supportContact?: string };
  /** Folders of the built pages; they need not exist. */
  readonly pages: Readonly<Record<'console' | 'merchant' | 'docs', string>>;
  /** One-time codes that one address may ask for in 10 minutes; many people may share an address. */
  readonly codesPerAddress: number;
  /** Team in whose queue the requests of merchants wait. */
  readonly intakeTeamId: string;
  /** Money that was asked for and has not arrived for this long is late, ms. */
  readonly refundLateMs: number;
  /** True where it is told if signed heads of the ledger are not made or stay inside; default false. */
  readonly provesLedger?: boolean;
  /** Temporal's Web UI, where there is one: its address without a slash at the end, and the namespace. */
  readonly temporalUi?: { readonly url: string; readonly namespace: string };
  /** Folder of the stores of one machine, whose disk may be what is wrong with them. */
  readonly storesIn?: string;
  /** Whether every answer is checked against its documented form; for tests. */
  readonly checkAnswers: boolean;
}

export interface ApiDeps {
  readonly record: DeskRecord;
  readonly desk: Desk;
  readonly acquirer: LiveAcquirer;
  readonly sms: SmsCallbacks;
  readonly settings: ApiSettings;
  readonly logger: FastifyBaseLogger;
  readonly now: () => Date;
}

export type ApiInstance = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
