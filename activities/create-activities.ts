/** All activities of the worker, made of their parts: the one place that knows every port. */
import type { DeskRecord } from '../record/port/desk-record';
import type { Activities, EffectPort, WaitPort } from '../workflows/contract/ports';
import type { IsProven } from '../workflows/contract/signing/statements';
import type { AcquirerPort } from './acquirer/acquirer-port';
import { awaitGateChange } from './effects/await-gate-change';
import { createCheckActivities } from './check-application';
import { closureEffect } from './close-account';
import { SILENT_OBSERVER } from './effects/effect-observer';
import type { EffectObserver } from './effects/effect-observer';
import type { EffectDeps } from './effects/effect';
import { confirmEffect, performEffect } from './effects/effect-protocol';
import type { EmailSender } from './email/email-sender';
import { createNoticeActivities } from './notices/create-notice-activities';
import type { NoticeSettings } from './notices/notice-deps';
import { createRecordActivities } from './record-activities';
import { createReadBackActivity } from './read-returned';
import { refundEffect } from './refund-deposit';
import { onlyForProven } from './refuse-unproven';
import { createCodeActivities } from './send-code';
import type { SmsSender } from './sms/sms-sender';
import { unbindEffect } from './unbind-terminal';

/** What the worker has to bring. */
export interface ActivityDeps {
  readonly record: DeskRecord;
  readonly acquirer: AcquirerPort;
  /** Holds what was said to a case to the keys in force. */
  readonly isProven: IsProven;
  readonly smsSender: SmsSender;
  readonly emailSender: EmailSender;
  readonly notices: NoticeSettings;
  /** Default: nobody watches. */
  readonly observer?: EffectObserver;
  /** See `EffectDeps`. */
  readonly promptReadDelaysMs?: readonly number[];
  /** Of the notices; default: the machine's. */
  readonly clock?: () => Date;
  /** Aborts the calls of the running attempt; default: cancellation or 80 % of startToClose. */
  readonly attemptSignal?: () => AbortSignal;
  /** See `EffectDeps`. */
  readonly runId?: () => string | undefined;
}

export function createActivities(deps: ActivityDeps): Activities {
  const { record, acquirer, smsSender, emailSender, observer = SILENT_OBSERVER } = deps;
  const { isProven, promptReadDelaysMs, clock, attemptSignal, runId } = deps;
  const attempt = attemptSignal && { attemptSignal };
  const effects = {
    record,
    acquirer,
    observer,
    ...attempt,
    ...(promptReadDelaysMs && { promptReadDelaysMs }),
    ...(runId && { runId }),
  };
  const notices = createNoticeActivities({
    record,
    smsSender,
    emailSender,
    settings: deps.notices,
    observer,
    ...attempt,
    ...(clock && { clock }),
  });
  const opening = { record, isProven };
  const codes = createCodeActivities({ record, smsSender, settings: deps.notices, ...attempt });
  return {
    ...createRecordActivities({ record, acquirer, isProven }),
    ...createCheckActivities({ record, acquirer, isProven }),
    ...createEffectActivities(effects),
    ...createReadBackActivity({ ...effects, isProven }),
    ...notices,
    sendResentNotice: onlyForProven(opening, (input) => notices.sendResentNotice(input)),
    sendCode: onlyForProven(opening, (input) => codes.sendCode(input)),
  };
}

/** The irreversible effects and the waits for their proof; see `EffectPort` and `WaitPort`. */
export function createEffectActivities(deps: EffectDeps): EffectPort & WaitPort {
  return {
    requestUnbind: (ref) => performEffect(deps, unbindEffect(deps, ref)),
    requestRefund: (ref) => performEffect(deps, refundEffect(deps, ref)),
    requestClosure: (ref) => performEffect(deps, closureEffect(deps, ref)),
    confirmUnbind: (ref) => confirmEffect(deps, unbindEffect(deps, ref)),
    confirmRefund: (ref) => confirmEffect(deps, refundEffect(deps, ref)),
    confirmClosure: (ref) => confirmEffect(deps, closureEffect(deps, ref)),
    awaitGateChange: (input) => awaitGateChange(deps, input),
  };
}
