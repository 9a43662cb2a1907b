/** The adapter for SMTP: one connection a message, no pool, no retries, nothing read from disk or web. */
import nodemailer from 'nodemailer';
import { faultOf } from '../../workflows/contract/faults';
import { ProviderFailure } from '../notices/send-answer';
import type { SendAnswer } from '../notices/send-answer';
import type { EmailMessage, EmailSender } from './email-sender';

export interface SmtpSettings {
  /** `smtp://` or `smtps://`, with user and password where needed. */
  readonly url: string;
  /** Address of the sender, e.g. `desk@example.com`. */
  readonly from: string;
  /** Shown beside the address. */
  readonly fromName: string;
  /** To connect and to be greeted, each, ms; default 10 s. */
  readonly connectionTimeoutMs?: number;
  /** Longest silence of the server, ms; default 10 minutes. */
  readonly socketTimeoutMs?: number;
}

const CONNECTION_TIMEOUT_MS = 10_000;
/** RFC 5321 4.5.3.2.6: a server may take ten minutes after the final dot, and whoever leaves earlier sends twice. */
export const SOCKET_TIMEOUT_MS = 10 * 60_000;
/** RFC 5321. */
const MAX_ADDRESS_LENGTH = 254;
/** One plain address: no list, no display name, no quoting, nothing that a header could be made of. */
const ADDRESS = /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u;

export function createSmtpSender(settings: SmtpSettings): EmailSender {
  return {
    domain: settings.from.slice(settings.from.lastIndexOf('@') + 1),
    async send(message, signal) {
      if (!isPlainAddress(message.to)) return { kind: 'refused', providerCode: 'ADDRESS_INVALID' };
      const wire = new WireLog();
      try {
        const info = await transportFor(settings, wire).sendMail({
          ...mailOf(settings, message),
          signal,
        });
        return { kind: 'accepted', providerRef: info.serverMessageId ?? info.messageId };
      } catch (error) {
        return answerOf(error, wire.dataBegan);
      }
    },
  };
}

/** True for one address that is safe in a header and an envelope. */
export function isPlainAddress(address: string): boolean {
  return address.length <= MAX_ADDRESS_LENGTH && ADDRESS.test(address);
}

/** Notes from the client's own log that the message itself may have begun to leave; keeps nothing. */
class WireLog {
  dataBegan = false;
  readonly level = () => undefined;
  readonly trace = () => undefined;
  readonly info = () => undefined;
  readonly warn = () => undefined;
  readonly error = () => undefined;
  readonly fatal = () => undefined;
  readonly debug = (entry: unknown, line: unknown) => {
    if (isClientEntry(entry) && typeof line === 'string' && /^DATA\b/i.test(line)) {
      this.dataBegan = true;
    }
  };
}

function isClientEntry(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'client';
}

function transportFor(settings: SmtpSettings, logger: WireLog) {
  const connectMs = settings.connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS;
  return nodemailer.createTransport({
    url: settings.url,
    pool: false,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: settings.socketTimeoutMs ?? SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger,
    transactionLog: true,
  });
}

function mailOf(settings: SmtpSettings, message: EmailMessage) {
  const { subject, html, text, messageId, to } = message;
  return {
    from: { name: settings.fromName, address: settings.from },
    to: { name: '', address: to },
    subject,
    html,
    text,
    messageId,
    disableFileAccess: true,
    disableUrlAccess: true,
    // Keeps holiday replies and mailing lists quiet.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

interface SmtpError {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

/** Commands whose final refusal is about this message; earlier ones refuse the desk itself. */
const MESSAGE_COMMANDS = new Set(['MAIL FROM', 'RCPT TO', 'DATA', 'API']);
function answerOf(error: unknown, dataBegan: boolean): SendAnswer {
  const { code, originalCode, command, responseCode }: SmtpError =
    typeof error === 'object' && error !== null ? error : {};
  const providerCode = firstCode(responseCode, originalCode, code);
  const { reaction } = faultOf('smtp', firstCode(responseCode, code));
  if (reaction === 'park') throw new ProviderFailure('PROVIDER_MISCONFIGURED', providerCode);
  const hasAnswered = responseCode !== undefined;
  const isAboutMessage =
    !hasAnswered || (typeof command === 'string' && MESSAGE_COMMANDS.has(command));
  if (reaction === 'final' && isAboutMessage) return { kind: 'refused', providerCode };
  if (hasAnswered) return { kind: 'not-sent', providerCode };
  return dataBegan ? { kind: 'unknown', providerCode } : { kind: 'not-sent', providerCode };
}

function firstCode(...codes: readonly unknown[]): string {
  return String(
    codes.find((one) => typeof one === 'number' || typeof one === 'string') ?? 'UNKNOWN',
  );
}
