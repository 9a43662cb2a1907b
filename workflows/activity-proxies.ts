/** The activities as the workflows call them: one options set for each class of side effect. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type {
  BulkPort,
  CheckPort,
  CodePort,
  EffectPort,
  EvidencePort,
  NoticePort,
  ReadBackPort,
  RebuildPort,
  ReconcilePort,
  RecordPort,
  ReplayPort,
  VerificationPort,
  WaitPort,
} from './contract/ports';
import {
  BULK_OPTIONS,
  CHECK_OPTIONS,
  CODE_OPTIONS,
  CONFIRM_OPTIONS,
  EVIDENCE_OPTIONS,
  GATE_OPTIONS,
  NOTICE_OPTIONS,
  READ_BACK_OPTIONS,
  REBUILD_OPTIONS,
  RECORD_OPTIONS,
  REPLAY_OPTIONS,
  REQUEST_OPTIONS,
  SWEEP_OPTIONS,
} from './policy';

export const recordActivities = proxyLocalActivities<RecordPort>(RECORD_OPTIONS);
export const checkActivities = proxyActivities<CheckPort>(CHECK_OPTIONS);
export const requestActivities = proxyActivities<EffectPort>(REQUEST_OPTIONS);
export const confirmActivities =
  proxyActivities<Pick<WaitPort, 'confirmUnbind' | 'confirmRefund' | 'confirmClosure'>>(
    CONFIRM_OPTIONS,
  );
export const gateActivities = proxyActivities<Pick<WaitPort, 'awaitGateChange'>>(GATE_OPTIONS);
export const readBackActivities = proxyActivities<ReadBackPort>(READ_BACK_OPTIONS);
export const noticeActivities = proxyActivities<NoticePort>(NOTICE_OPTIONS);
export const codeActivities = proxyActivities<CodePort>(CODE_OPTIONS);
export const bulkActivities = proxyActivities<BulkPort>(BULK_OPTIONS);
export const replayActivities = proxyActivities<ReplayPort>(REPLAY_OPTIONS);
export const rebuildActivities = proxyActivities<RebuildPort>(REBUILD_OPTIONS);
export const reconcileActivities = proxyActivities<ReconcilePort>(SWEEP_OPTIONS);
export const evidenceActivities = proxyActivities<EvidencePort>(EVIDENCE_OPTIONS);
export const verificationActivities = proxyActivities<VerificationPort>(SWEEP_OPTIONS);
