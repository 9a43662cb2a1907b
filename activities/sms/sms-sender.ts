/** What the desk needs of a provider of SMS. */
import type { NoticeState } from '../../workflows/contract/notices';
import type { SendAnswer } from '../notices/send-answer';

export interface SmsMessage {
  /** E.164. */
  readonly to: string;
  readonly body: string;
  /** Signed reference of the notice; the provider calls back under it. Without one it does not. */
  readonly callbackRef?: string;
}

export interface FoundSms {
  readonly providerRef: string;
  readonly state: NoticeState;
  readonly providerCode?: string;
}

export interface SmsSender {
  /** Sends once, never again by itself. `ProviderFailure` where the credentials are rejected. */
  send(message: SmsMessage, signal: AbortSignal): Promise<SendAnswer>;
  /**
   * Messages of this text to this number since a moment, newest first, as the provider lists them.
   * Throws `ProviderFailure` `SMS_UNAVAILABLE` where it cannot be asked.
   */
  find(
    query: { to: string; body: string; since: Date },
    signal: AbortSignal,
  ): Promise<readonly FoundSms[]>;
}
