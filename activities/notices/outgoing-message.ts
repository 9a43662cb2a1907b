/** What a channel brings to the protocol of deliver-message, and what comes of it; types only. */
import type { Intent, NoticeRow } from '../../record/port/desk-record';
import type { ErrorCode } from '../../workflows/contract/errors';
import type { CaseId } from '../../workflows/contract/identifiers';
import type { Channel, NoticeState } from '../../workflows/contract/notices';
import type { SendAnswer } from './send-answer';

export type FrozenParams = Readonly<Record<string, unknown>>;

/** Proof that a message of unknown fate was taken over. */
export interface Proof {
  readonly providerRef: string;
  readonly state: NoticeState;
  readonly providerCode?: string;
}

/** One message that covers one row, or several where texts are coalesced. */
export interface OutgoingMessage {
  readonly channel: Channel;
  readonly caseId: CaseId;
  /** Key of the intent; that of the first notice. */
  readonly key: string;
  readonly rows: readonly NoticeRow[];
  /** Intents that cover the rows already, oldest first. */
  readonly intents: readonly Intent[];
  /** One more send where the fate of the first cannot be found out. */
  readonly atLeastOnce: boolean;
  /** Whether a message of unknown fate can show up later (callback, list). */
  readonly canReconcile: boolean;
  /** Moment before which it may not leave, if any. */
  heldUntil(): Promise<Date | undefined>;
  /** Renders; what it returns is frozen in the intent. */
  freeze(): Promise<FrozenParams>;
  sentOf(params: FrozenParams): NonNullable<NoticeRow['sent']>;
  call(params: FrozenParams, signal: AbortSignal): Promise<SendAnswer>;
  look(intent: Intent, signal: AbortSignal): Promise<Proof | undefined>;
  /**
   * Looks for it where an earlier attempt left no intent: the record was restored to a moment before.
   * Absent where a second copy is told by its receiver.
   */
  lookForgotten?(since: Date, signal: AbortSignal): Promise<Proof | undefined>;
}

/** `later`: transiently impossible; the activity fails retryably once all other messages are done. */
export type Delivery =
  | { readonly kind: 'settled'; readonly rows: readonly NoticeRow[] }
  | { readonly kind: 'later'; readonly code: ErrorCode; readonly retryAfterMs?: number };
