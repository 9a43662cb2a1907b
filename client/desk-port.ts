/** What the API asks of Temporal, without Temporal: `client/desk.ts` answers it. */
import type { UpdateDefinition } from '@temporalio/common';
import type { CaseId } from '../workflows/contract/identifiers';
import type {
  Decision,
  NoticeFailed,
  OpenCaseInput,
  Receipt,
  RefundReturned,
  ReopenRefundInput,
  ResendNoticeInput,
  SendCodeInput,
} from '../workflows/contract/messages';
import type { BulkRepairInput } from '../workflows/contract/operations';
import type { AttentionDesk } from './desk-attention';
import type { HistoriesDesk } from './desk-histories';
import type { DeploymentsDesk } from './desk-deployments';
import type { ReconcileDesk } from './desk-reconcile';
import type { WorkflowNow } from './desk-pending';
import type { RebuildDesk } from './desk-rebuild';
import type { ResetDesk } from './desk-reset';

/** Everything that the API asks of Temporal. All methods fail with `DeskError`, after 10 s at most. */
export interface Desk
  extends HistoriesDesk, AttentionDesk, ReconcileDesk, DeploymentsDesk, ResetDesk, RebuildDesk {
  /**
   * Starts the case and waits until it stands in the record. Called twice with one update id: the
   * first result. `TERMINAL_HAS_OPEN_CASE` (the other case's id as first detail), `UNAVAILABLE`.
   */
  openCase(input: OpenCaseInput, updateId: string): Promise<Receipt>;
  /**
   * Sends one decision. Called twice with one update id: the first result; where that was a fault which
   * may have passed since, it is asked anew.
   * Any code of a refusal, `CASE_NOT_FOUND`, `CASE_ENDED`, `UNAVAILABLE`; `WORKFLOW_MISSING` where the
   * case is open and no workflow carries it.
   */
  decide<Input extends Decision>(
    caseId: CaseId,
    update: UpdateDefinition<Receipt, [Input]>,
    input: Input,
    updateId: string,
  ): Promise<Receipt>;
  /** Tells the case, or after its end a workflow of its own, that a refund came back. Twice: once. */
  refundReturned(fact: RefundReturned, reopening: ReopenRefundInput): Promise<void>;
  /** Tells the case that a mandatory notice failed after all. After the end of the workflow: false. */
  noticeFailed(caseId: CaseId, fact: NoticeFailed): Promise<boolean>;
  /** Sends one planned notice again. Called twice for one notice: once. */
  startResend(input: ResendNoticeInput): Promise<void>;
  /** Sends the text of a one-time code that was asked for. Called twice for one code: once. */
  sendCode(input: SendCodeInput): Promise<void>;
  /** Starts a run over many cases, which lies in the record. Called twice for one run: once. */
  startBulk(input: BulkRepairInput): Promise<void>;
  /** Makes a pending confirmation look at once. Nothing pending: nothing happens, answers false. */
  nudge(caseId: CaseId, effectKey: string): Promise<boolean>;
  /** History of the case as Temporal exports it (JSON): ids and codes only. `WORKFLOW_MISSING`, `CASE_ENDED`. */
  history(caseId: CaseId): Promise<unknown>;
  /** How the workflow of the case stands, and the activities that Temporal is trying now. */
  workflowNow(caseId: CaseId): Promise<WorkflowNow>;
  /** Round trip to Temporal; for readiness. */
  ping(): Promise<void>;
}
