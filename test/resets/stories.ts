/** Cases that are taken back: how each is played to where the resets begin, and what it needs to end. */
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import { isEnd } from '../../workflows/contract/lifecycle';
import {
  applicationOf,
  approve,
  openCase,
  proveIdentityAndConsent,
  repairWithApproval,
  submitApplication,
  untilCase,
  untilParked,
  workUpToApproval,
} from '../e2e/play';
import type { System } from '../e2e/system';

export interface Story {
  readonly name: string;
  readonly merchant?: { readonly terminals?: number };
  /** Plays the case to where it is taken back; answers with its id. */
  begin(system: System, merchant: FreshMerchant): Promise<string>;
  /** What people still do so that it ends, after the resets. Called where it has ended already: nothing. */
  finish?(system: System, caseId: string): Promise<void>;
}

async function ended(system: System, caseId: string): Promise<void> {
  await system.temporal.client.workflow.getHandle(caseId).result();
}

async function completed(system: System, merchant: FreshMerchant): Promise<string> {
  const caseId = await workUpToApproval(system.staff, merchant);
  await ended(system, caseId);
  return caseId;
}

/** The provider refuses for good once; the operator's retry pays under the next generation. */
async function refundedUnderAnotherNumber(
  system: System,
  merchant: FreshMerchant,
): Promise<string> {
  const { merchantNumber } = merchant;
  const fault = { operation: 'refund', kind: 'refuse', code: 'ACCOUNT_BLOCKED', times: 1 };
  await system.simulator.fault({ ...fault, match: { merchantNumber } });
  const caseId = await workUpToApproval(system.staff, merchant);
  await untilParked(system.staff.agent, caseId);
  await retryRefund(system, caseId);
  await ended(system, caseId);
  return caseId;
}

async function retryRefund({ staff }: System, caseId: string): Promise<void> {
  const body = { step: 'refund-deposit', reason: 'the account is open again' };
  await repairWithApproval(staff, caseId, 'retry', body);
}

async function withFault(
  system: System,
  merchant: FreshMerchant,
  operation: string,
  kind: string,
): Promise<string> {
  const { merchantNumber } = merchant;
  await system.simulator.fault({ operation, kind, match: { merchantNumber } });
  return completed(system, merchant);
}

async function inReview(system: System, merchant: FreshMerchant): Promise<string> {
  const caseId = await openCase(system.staff, merchant);
  await proveIdentityAndConsent(system.staff, caseId);
  await submitApplication(system.staff, caseId, applicationOf(merchant));
  return caseId;
}

export const STORIES: readonly Story[] = [
  { name: 'completed', begin: completed },
  { name: 'completed with two terminals', merchant: { terminals: 2 }, begin: completed },
  {
    name: 'unbinding whose answer was lost',
    begin: (system, merchant) => withFault(system, merchant, 'unbind', 'execute-then-reset'),
  },
  {
    name: 'refund whose answer was lost',
    begin: (system, merchant) => withFault(system, merchant, 'refund', 'execute-then-reset'),
  },
  {
    name: 'refund under another number',
    begin: refundedUnderAnotherNumber,
    async finish(system, caseId) {
      const { status } = await system.temporal.client.workflow.getHandle(caseId).describe();
      if (status.name !== 'RUNNING') return;
      // Its workflow runs on while the last notices settle.
      const stands = await untilCase(
        system.staff.agent,
        caseId,
        'is parked or over',
        (view) => view.parked !== undefined || isEnd(view.status),
      );
      if (stands.parked !== undefined) await retryRefund(system, caseId);
    },
  },
  {
    name: 'in review',
    begin: inReview,
    async finish({ staff }, caseId) {
      const { view } = await staff.agent.get<{ view: { revision: number } }>(`/cases/${caseId}`);
      await approve(staff, caseId, view.revision);
    },
  },
];
