// activities/email/: mail as the desk sends it, and the adapter that speaks SMTP.
/** What the desk needs of a mail server. */
import type { SendAnswer } from '../notices/send-answer';

export interface EmailMessage {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** With angle brackets; the same for every attempt. */
  readonly messageId: string;
}

export interface EmailSender {
  /** Domain of the sender's address; stands in the Message-IDs. */
  readonly domain: string;
  /** Sends once, never again by itself. `ProviderFailure` where the credentials are rejected. */
  send(message: EmailMessage, signal: AbortSignal): Promise<SendAnswer>;
}
