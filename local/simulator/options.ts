/** What the simulator can be told: every setting, with its default. */
import type { Logger } from 'pino';

export interface SimulatorSettings {
  /** Where results of the acquirer are pushed; empty: nowhere. */
  readonly acquirerCallbackUrl: string;
  readonly acquirerWebhookSecret: string;
  /** Where events of the Stripe-shaped API are sent; empty: nowhere. */
  readonly stripeWebhookUrl: string;
  readonly stripeWebhookSecret: string;
  /** Connected account that the objects of the Stripe-shaped API are of; empty: that of the key. */
  readonly stripeAccount: string;
  /**
   * Scheme, host and port under which callbacks of texts reach the API from here; they are signed for the
   * address that was given. Empty: they go to that address itself.
   */
  readonly smsCallbackOrigin: string;
  /** Time from accepted to effective. */
  readonly unbindDelayMs: number;
  /** Time from pending to succeeded. */
  readonly refundDelayMs: number;
  /** Time from accepted to closed. */
  readonly closureDelayMs: number;
  /** Time between two statuses of an SMS. */
  readonly smsStepMs: number;
  /** Wait before the first repetition of a failed callback; doubles each time. */
  readonly callbackRetryMs: number;
  readonly callbackAttempts: number;
  /** Rules of mainland China for +86: links and a third identical text in 24 hours are not delivered. */
  readonly mainlandRules: boolean;
}

export interface SimulatorOptions extends Partial<SimulatorSettings> {
  /** 0, the default: any free port. */
  readonly port?: number;
  /** Name or address to listen on and to be called by; 127.0.0.1 where omitted. */
  readonly host?: string;
  /** Further hosts that it may be called by, besides loopback. */
  readonly allowedHosts?: readonly string[];
  /** Where the ledger is kept; omitted: in memory. */
  readonly folder?: string;
  readonly acquirerKey?: string;
  readonly twilioAccountSid?: string;
  readonly twilioAuthToken?: string;
  readonly stripeApiKey?: string;
  /** Milliseconds since 1970; idempotency keys and delays count by it. */
  readonly now?: () => number;
  /** False: starts without the seeded merchants. */
  readonly seeded?: boolean;
  readonly logger?: Logger;
}

export const DEFAULT_SETTINGS: SimulatorSettings = {
  acquirerCallbackUrl: '',
  acquirerWebhookSecret: 'simulator-webhook-secret',
  stripeWebhookUrl: '',
  stripeWebhookSecret: 'whsec_simulator',
  stripeAccount: '',
  smsCallbackOrigin: '',
  unbindDelayMs: 300,
  refundDelayMs: 300,
  closureDelayMs: 300,
  smsStepMs: 150,
  callbackRetryMs: 250,
  callbackAttempts: 8,
  mainlandRules: true,
};

export interface Credentials {
  readonly acquirerKey: string;
  readonly twilioAccountSid: string;
  readonly twilioAuthToken: string;
  readonly stripeApiKey: string;
}

/** Credentials that a simulator accepts when none are configured. */
export const DEFAULT_CREDENTIALS: Credentials = {
  acquirerKey: 'simulator-acquirer-key',
  twilioAccountSid: 'AC00000000000000000000000000000000',
  twilioAuthToken: 'simulator-auth-token',
  stripeApiKey: 'sk_test_simulator',
};
