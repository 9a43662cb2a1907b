/** What the notice activities are made of; wired by the worker. */
import type { DeskRecord } from '../../record/port/desk-record';
import type { Locale } from '../../workflows/contract/case-data';
import { earlierAttemptsSince } from '../attempt-signal';
import type { EffectObserver } from '../effects/effect-observer';
import type { EmailSender } from '../email/email-sender';
import type { SmsSender } from '../sms/sms-sender';
import type { QuietHours } from './quiet-hours';

export interface NoticeSettings {
  /** In the merchant's time zone; texts wait for their end, e-mails do not. */
  readonly quietHours: QuietHours | 'off';
  /** Texts to one number in one local day; more would bring the number under review. */
  readonly smsDailyBudget: number;
  /** Root of links and callbacks, without a slash at the end. */
  readonly publicUrl: string;
  /** Texts with one-time codes to one number in 24 hours; they do not count for the other budget. */
  readonly codeDailyBudget?: number;
  readonly teamLeadEmail?: string;
  /** Language of messages to staff; default zh-CN. */
  readonly staffLocale?: Locale;
  /** Registered name of the sender, shown as 【name】 in front of texts to +86. */
  readonly signature: string;
  /** Phone number or address of the support desk; default: the channel of the request in words. */
  readonly supportContact?: string;
  /** Key of the references in callback addresses; see `noticeRefKey`. */
  readonly noticeRefKey: Uint8Array;
  /** How long a callback or the provider's list may still name a text of unknown fate, ms; default 60 s. */
  readonly unknownWindowMs?: number;
  /** Pause between two looks within that window, ms; default 3 s. */
  readonly reconcileDelayMs?: number;
  /** A channel that stays down this long after a notice was planned has failed, ms; default 20 h. */
  readonly giveUpMs?: number;
}

export interface NoticeDeps {
  readonly record: DeskRecord;
  readonly smsSender: SmsSender;
  readonly emailSender: EmailSender;
  readonly settings: NoticeSettings;
  readonly observer: EffectObserver;
  /** Default: the machine's. */
  readonly clock?: () => Date;
  /** Aborts the calls of the running attempt; default: cancellation or 80 % of startToClose. */
  readonly attemptSignal?: () => AbortSignal;
  /** Since when earlier attempts of the running activity may have sent something; default: as Temporal knows. */
  readonly earlierAttemptsSince?: () => Date | undefined;
}

export const DEFAULT_UNKNOWN_WINDOW_MS = 60_000;
export const DEFAULT_RECONCILE_DELAY_MS = 3_000;
/** Under `noticeLimitMs` of workflows/policy.ts, so that the activity itself says how it ended. */
export const DEFAULT_GIVE_UP_MS = 20 * 60 * 60 * 1_000;

/** Moment since which earlier attempts of the running activity may have sent something. */
export function earlierSince(deps: NoticeDeps): Date | undefined {
  return (deps.earlierAttemptsSince ?? earlierAttemptsSince)();
}

export function nowOf(deps: NoticeDeps): Date {
  return deps.clock?.() ?? new Date();
}
