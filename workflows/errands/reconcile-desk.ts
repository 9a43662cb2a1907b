/**
 * Compares ledger, workflows, providers and notices, page by page, each night and on demand. Differences
 * go to the operators' list. Money that came back is told to its case, or opens the refund branch of an
 * ended one again: the id of that workflow makes it happen once, whoever else has heard of it.
 */
import {
  ChildWorkflowCancellationType,
  continueAsNew,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  startChild,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { reconcileActivities } from '../activity-proxies';
import { refundReopeningId, WORKFLOW_TYPES } from '../contract/identifiers';
import type { ReopenRefundInput } from '../contract/messages';
import { refundReturned } from '../contract/messages';
import { EMPTY_REPORT, REPORTED_DIFFERENCES } from '../contract/reconciliation';
import type { ReconcileInput, ReconcilePage, ReconcileReport } from '../contract/reconciliation';
import { SWEEP_PAGES_A_RUN } from '../policy';

export async function reconcileDesk(input: ReconcileInput): Promise<ReconcileReport> {
  let { phase = 'cases', report = EMPTY_REPORT, after } = input;
  for (let pages = 0; pages < SWEEP_PAGES_A_RUN; pages += 1) {
    const where = after === undefined ? {} : { after };
    const page =
      phase === 'cases'
        ? await reconcileActivities.reconcileCases(where)
        : await reconcileActivities.reconcileWorkflows(where);
    for (const returned of page.returned) await payAgain(returned);
    report = added(report, phase, page);
    after = page.next;
    if (after !== undefined) continue;
    if (phase === 'workflows') return report;
    phase = 'workflows';
  }
  return continueAsNew<typeof reconcileDesk>({
    phase,
    report,
    ...(after === undefined ? {} : { after }),
  });
}

function added(
  report: ReconcileReport,
  phase: 'cases' | 'workflows',
  page: ReconcilePage,
): ReconcileReport {
  const byCode = { ...report.byCode };
  for (const { code } of page.differences) byCode[code] = (byCode[code] ?? 0) + 1;
  return {
    ...report,
    [phase]: report[phase] + page.compared,
    byCode,
    differences: [...report.differences, ...page.differences].slice(0, REPORTED_DIFFERENCES),
    reopened: report.reopened + page.returned.length,
  };
}

/** Tells the case; where its workflow has ended, one of its own pays this refund again. */
async function payAgain(reopening: ReopenRefundInput): Promise<void> {
  const { view, depositId, returnedGeneration: generation } = reopening;
  if (await told(view.caseId, depositId, generation)) return;
  try {
    await startChild(WORKFLOW_TYPES.reopenRefund, {
      workflowId: refundReopeningId(view.caseId, depositId, generation),
      args: [reopening],
      // A start that nobody had signed has failed, and keeps nobody from making it anew.
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** False where no workflow of the case is there to hear it. */
async function told(caseId: string, depositId: string, generation: number): Promise<boolean> {
  try {
    const fact = { depositId, generation };
    await getExternalWorkflowHandle(caseId).signal(refundReturned, fact);
    return true;
  } catch (error) {
    if (error instanceof ApplicationFailure && /not found/i.test(error.message)) return false;
    throw error;
  }
}
