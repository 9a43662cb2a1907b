/**
 * Callbacks of providers. Each proves itself by its signature and is only a hint: states are ranked,
 * effects are read back. Nobody learns from an answer what exists here.
 */
import { z } from 'zod';
import type { Intent, NoticeRow } from '../../../record/port/desk-record';
import {
  hasFailed,
  isAccepted,
  isMandatory,
  isSettledNotice,
} from '../../../workflows/contract/notices';
import { DeskError } from '../../../temporal/failures';
import { confirmationActivityId } from '../../../workflows/contract/identifiers';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { askProviders, isUnknown } from '../operations/diagnosis/diagnosis';
import { addressOf } from '../http/route-table';
import { FOREIGN_EVENT } from '../wiring';
import { progressForm, textParams, textStatusForm } from '../../../wire/params';

const TEXT_LIMIT_BYTES = 32 * 1024;
/** Events of Stripe that are not ours may be of any object: a large one must not make the endpoint fail. */
const PROGRESS_LIMIT_BYTES = 1024 * 1024;
const REFUND_KEY = /^refund:(UC-[0-9A-Z]{10}):(d_[0-9A-Z]{10}):g([1-9]\d*)$/;

const accepted = {
  204: z.null().describe('Taken.'),
};
const config = { storeAnswer: false };

/** To be registered in a scope of its own: bodies are kept as they came, for their signatures. */
export function webhookRoutes(api: ApiInstance, deps: ApiDeps): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'application/json'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );

  api.post(
    addressOf('reportTextStatus'),
    {
      bodyLimit: TEXT_LIMIT_BYTES,
      config: { ...config, ownBody: textStatusForm, codes: ['FORBIDDEN'] },
      schema: {
        tags: ['webhooks'],
        summary: 'Status of an SMS (form body, X-Twilio-Signature)',
        description:
          'Signed by the provider over the address: another signature is `403`. States are ranked, so an ' +
          'older one changes nothing; a mandatory notice that failed is told to its case. Called twice: ' +
          'the same.',
        consumes: ['application/x-www-form-urlencoded'],
        params: textParams,
        response: accepted,
      },
    },
    async (request, reply) => {
      const form = Object.fromEntries(new URLSearchParams(rawBody(request.body).toString('utf8')));
      // The address as we gave it to the provider; Host and X-Forwarded headers prove nothing.
      const address = `${deps.settings.publicUrl}${request.url}`;
      const signature = request.headers['x-twilio-signature'];
      if (typeof signature !== 'string' || !deps.sms.verify(signature, address, form)) {
        throw new ApiError('FORBIDDEN');
      }
      const noticeId = deps.sms.readRef(request.params.ref);
      if (noticeId === undefined) throw new ApiError('NOT_FOUND');
      await rankSms(deps, noticeId, form);
      return reply.code(204).send(null);
    },
  );

  api.post(
    addressOf('reportProgress'),
    {
      bodyLimit: PROGRESS_LIMIT_BYTES,
      config: { ...config, ownBody: progressForm, codes: ['NOT_FOUND', 'FORBIDDEN'] },
      schema: {
        tags: ['webhooks'],
        summary: "Progress of a request at the acquirer (the acquirer's own signature)",
        description:
          'Only a hint: what is pending is read back from the acquirer at once, and a refund that had ' +
          'arrived is looked at for its return. Another signature is `403`. What is signed by Stripe and about ' +
          'nothing of ours is taken and left alone. Called twice: looked at twice, done once.',
        consumes: ['application/json'],
        response: accepted,
      },
    },
    async (request, reply) => {
      const callback = await deps.acquirer.verifyCallback(rawBody(request.body), request.headers);
      if (!callback) throw new ApiError('FORBIDDEN');
      if (callback !== FOREIGN_EVENT) {
        const isOurs = await lookAgain(deps, callback.requestNumber);
        if (!isOurs && callback.mayBeForeign !== true) throw new ApiError('NOT_FOUND');
      }
      return reply.code(204).send(null);
    },
  );
}

function rawBody(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/**
 * Ranks what the text covers, and tells of what failed, as often as it is said: the API may have been cut off
 * when it heard of it first, and the answer to the call that sent the text may be on its way still.
 */
async function rankSms(
  deps: ApiDeps,
  noticeId: string,
  form: Readonly<Record<string, string>>,
): Promise<void> {
  const named = await deps.record.notices.get(noticeId);
  if (named?.channel !== 'sms') throw new ApiError('NOT_FOUND');
  const status = form['MessageStatus'] ?? form['SmsStatus'] ?? '';
  const providerRef = form['MessageSid'] ?? '';
  if (status === '' || providerRef === '') return;
  const rows = await deps.sms.apply(deps.record, noticeId, {
    providerRef,
    status,
    ...(form['ErrorCode'] ? { errorCode: form['ErrorCode'] } : {}),
  });
  for (const row of rows ?? []) {
    if (hasFailed(row.state) && isMandatory(row.kind)) await tellFailure(deps, row);
  }
}

/**
 * The case hears it and decides once everything of the notice has settled; what it cannot decide any more, or
 * never knew of, is put before an operator where no row of the notice was taken over.
 */
async function tellFailure(deps: ApiDeps, failed: NoticeRow): Promise<void> {
  const { caseId, kind, occurrence } = failed;
  const isHeard = await tellCase(deps, failed);
  const states = (await deps.record.notices.list(caseId))
    .filter((row) => row.kind === kind && row.occurrence === occurrence)
    .map(({ state }) => state);
  if (states.some(isAccepted) || (isHeard && !states.every(isSettledNotice))) return;
  const subject = `${kind}#${occurrence}`;
  await deps.record.attention.raise({ caseId, code: 'NOTICE_UNDELIVERED', subject });
}

/** False where the case cannot be reached, has ended, or knows nothing of it: the row was sent again by hand. */
async function tellCase(
  deps: ApiDeps,
  { caseId, kind, occurrence, channel, generation }: NoticeRow,
): Promise<boolean> {
  if (generation > 1) return false;
  try {
    return await deps.desk.noticeFailed(caseId, { kind, occurrence, channel });
  } catch (error) {
    // The provider may never say it again, so an outage must not lose it.
    if (!(error instanceof DeskError && error.code === 'UNAVAILABLE')) throw error;
    deps.logger.warn({ caseId, code: error.code }, 'a failed notice could not be told to its case');
    return false;
  }
}

/**
 * Makes the pending confirmation look now; a refund that had succeeded is read back for a return. False: no
 * request of ours has this key.
 */
async function lookAgain(deps: ApiDeps, effectKey: string): Promise<boolean> {
  const intent = await deps.record.intents.get(effectKey);
  if (!intent) return false;
  await deps.desk.nudge({
    workflowId: intent.caseId,
    activityId: confirmationActivityId(effectKey),
  });
  const hadArrived = intent.effect === 'refund' && intent.state === 'done';
  return hadArrived ? await reportReturn(deps, intent) : true;
}

/** Opens the branch of the refund where the money has come back. False: the desk has no such deposit. */
async function reportReturn(deps: ApiDeps, intent: Intent): Promise<boolean> {
  const [, caseId, depositId, generationText] = REFUND_KEY.exec(intent.key) ?? [];
  const row = caseId ? await deps.record.cases.read(caseId) : undefined;
  const deposit = row?.view.deposits.find((item) => item.depositId === depositId);
  if (!row || !deposit) return false;
  const word = (await askProviders(deps, [intent])).get(intent.key);
  if (isUnknown(word)) throw new ApiError('ACQUIRER_UNAVAILABLE');
  if (word?.says !== 'returned') return true;
  const generation = Number(generationText);
  await deps.desk.refundReturned(
    { depositId: deposit.depositId, generation },
    {
      view: row.view,
      depositId: deposit.depositId,
      returnedGeneration: generation,
      calendarVersion: deps.settings.calendarVersion,
      ...(deps.settings.policy ? { policy: deps.settings.policy } : {}),
    },
  );
  return true;
}
