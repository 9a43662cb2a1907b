/**
 * Sends the text of a one-time code. The code is made here, in the moment in which its one text leaves,
 * and exists nowhere else: the record keeps a keyed hash, Temporal the id of the asking.
 */
import { isTextable } from '../checks/people/phone';
import type { AskedCode, DeskRecord, RecordPart } from '../record/port/desk-record';
import { RecordError } from '../record/port/desk-record';
import type { CodePort } from '../workflows/contract/ports';
import { attemptSignal } from './attempt-signal';
import { asFailure, failure } from './failures';
import { renderCode } from './notices/render-notice';
import { ProviderFailure } from './notices/send-answer';
import type { SendAnswer } from './notices/send-answer';
import type { SmsSender } from './sms/sms-sender';

export interface CodeDeps {
  readonly record: Pick<DeskRecord, 'codes'> & RecordPart<{ cases: 'read'; revisions: 'read' }>;
  readonly smsSender: Pick<SmsSender, 'send'>;
  readonly settings: {
    /** Registered name of the sender, shown as 【name】 in front of texts to +86. */
    readonly signature: string;
    /** Texts with codes to one number in 24 hours; default 10. */
    readonly codeDailyBudget?: number;
  };
  /** Aborts the call of the running attempt; default: cancellation or 80 % of startToClose. */
  readonly attemptSignal?: () => AbortSignal;
}

const DEFAULT_DAILY_BUDGET = 10;
const MINUTE_MS = 60_000;

/** See `CodePort` for what it does and which codes it fails with. */
export function createCodeActivities(deps: CodeDeps): CodePort {
  return {
    async sendCode({ codeId }) {
      try {
        return await sendCode(deps, codeId);
      } catch (error) {
        throw asFailure(error);
      }
    },
  };
}

async function sendCode(deps: CodeDeps, codeId: string): ReturnType<CodePort['sendCode']> {
  const { codes } = deps.record;
  const asked = await codes.read(codeId);
  if (asked?.state !== 'asked') {
    return asked?.state === 'sent' || asked?.state === 'sending' ? 'sent' : 'not-sent';
  }
  const phone = await phoneOf(deps, asked);
  if (phone === undefined) {
    await codes.settle(codeId, 'silent');
    return 'not-sent';
  }
  const budget = deps.settings.codeDailyBudget ?? DEFAULT_DAILY_BUDGET;
  const code = await codes.begin(codeId, phone, budget);
  if (code === undefined) return 'not-sent';
  const answer = await send(deps, asked, phone, code);
  switch (answer.kind) {
    case 'accepted':
      await codes.settle(codeId, 'sent');
      return 'sent';
    case 'refused':
      await codes.settle(codeId, 'failed');
      return 'not-sent';
    case 'not-sent':
      // Nothing left, so the next attempt makes another code.
      await codes.settle(codeId, 'asked');
      throw failure('SMS_UNAVAILABLE', nextTry(answer));
    case 'unknown':
      // It may arrive and then opens the door; a second text would only confuse.
      return 'sent';
  }
}

function nextTry({ retryAfterMs }: { retryAfterMs?: number }): { nextRetryDelayMs?: number } {
  return retryAfterMs === undefined ? {} : { nextRetryDelayMs: retryAfterMs };
}

/** The number that was typed, or that of the case by the revision that its workflow knows; no landline. */
async function phoneOf({ record }: CodeDeps, asked: AskedCode): Promise<string | undefined> {
  if (asked.caseId === undefined) return asked.phone;
  const row = await record.cases.read(asked.caseId);
  if (!row) return undefined;
  try {
    const { data } = await record.revisions.read(asked.caseId, row.view.revision);
    const { phone } = data.contact;
    return phone !== undefined && isTextable(phone) ? phone : undefined;
  } catch (error) {
    if (error instanceof RecordError && error.code === 'CASE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function send(
  deps: CodeDeps,
  { locale, expiresAt }: AskedCode,
  phone: string,
  code: string,
): Promise<SendAnswer> {
  const signal = (deps.attemptSignal ?? attemptSignal)();
  const minutes = Math.max(1, Math.floor((expiresAt.getTime() - Date.now() + 5_000) / MINUTE_MS));
  const { signature } = deps.settings;
  const body = renderCode({ code, minutes }, { locale, signature, phone });
  try {
    return await deps.smsSender.send({ to: phone, body }, signal);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return { kind: 'not-sent', providerCode: error.providerCode };
  }
}
