/** What a stranger who reaches Temporal can say, past the API, and what it must not move. */
import type { UpdateDefinition } from '@temporalio/common';
import { TASK_QUEUE } from '../../workflows/contract/identifiers';
import type { Actor, Receipt } from '../../workflows/contract/messages';
import { saidIn, type Signed } from '../../workflows/contract/signing/statements';
import { eventually } from '../e2e/eventually';
import { decisionsOf, newPrivateKey } from '../support/decision-keys';
import type { Begun } from './people';
import type { Stage } from './stage';

export const AGENT: Actor = { principalId: 's_agent', role: 'agent' };
export const REVIEWER: Actor = { principalId: 's_reviewer', role: 'reviewer' };
export const OPERATOR: Actor = { principalId: 's_operator', role: 'operator' };

/** Somebody else's key, as good as any. */
export const STRANGER = decisionsOf(newPrivateKey());

/** The input, signed by the stranger. */
export function signedByStranger<Input extends object>(
  about: Parameters<typeof saidIn>[0],
  input: Input,
): Input & Signed {
  return { ...input, signed: STRANGER.sign(saidIn(about, input).statement) };
}

/** Says it to the case as it stands. Answers once it is in the history. */
export async function sayUpdate<Input extends object>(
  stage: Stage,
  caseId: string,
  update: UpdateDefinition<Receipt, [Input]>,
  input: Input,
  updateId = `forged-${update.name}`,
): Promise<void> {
  await stage.temporal.client.workflow
    .getHandle(caseId)
    .startUpdate(update, { args: [input], updateId, waitForStage: 'ACCEPTED' });
}

/** The result of a workflow that a stranger starts, or the code that it ends with. */
export async function startForged(
  stage: Stage,
  workflowType: string,
  workflowId: string,
  input: object,
): Promise<unknown> {
  const about = { kind: 'start', to: workflowId, name: workflowType, id: '' } as const;
  const started = await stage.temporal.client.workflow.start(workflowType, {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [signedByStranger(about, input)],
  });
  return started.result();
}

/** What operators are told of the case, `code subject`. */
export async function toldOf({ record }: Stage, caseId: string): Promise<readonly string[]> {
  const rows = await record.attention.list(1_000);
  return rows
    .filter((row) => row.caseId === caseId)
    .map(({ code, subject }) => `${code} ${subject}`);
}

export interface Left {
  readonly unbinds: number;
  readonly refunds: number;
  readonly closures: number;
  readonly notices: number;
  readonly rows: number;
}

/** What has left for the case or was planned to, and the rows of its ledger. */
export async function leftOf(stage: Stage, { caseId, merchant }: Begun): Promise<Left> {
  const { unbinds, refunds, closures } = await stage.simulator.ledger(merchant);
  const notices = await stage.record.notices.plans(caseId);
  const rows = await stage.record.ledger.read(caseId);
  return {
    unbinds: unbinds.length,
    refunds: refunds.length,
    closures: closures.length,
    notices: notices.length,
    rows: rows.length,
  };
}

/** Waits until operators are told that the case stands still for what nobody has signed. */
export async function untilTold(stage: Stage, caseId: string): Promise<void> {
  await eventually('operators are told', async () => {
    const told = await toldOf(stage, caseId);
    return told.includes('DECISION_UNPROVEN write-ledger') ? true : undefined;
  });
}
