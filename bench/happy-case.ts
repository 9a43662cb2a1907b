/** A happy case: one terminal, its deposit, the account; played by people, confirmed by the acquirer. */
import { isEnd } from '../workflows/contract/lifecycle';
import type { FreshMerchant } from '../local/simulator/acquirer/seed';
import { viewOf, workUpToApproval } from '../test/e2e/play';
import { type BarePlan, planOfHistory } from './bare/plan';
import type { BenchDesk } from './desk';

export interface PlayedCase {
  readonly caseId: string;
  readonly merchant: FreshMerchant;
}

/** Plays a case through the API and waits until everybody is told and its workflow has ended. */
export async function playHappyCase(desk: BenchDesk, merchant: FreshMerchant): Promise<PlayedCase> {
  const caseId = await workUpToApproval(desk.staff, merchant);
  await desk.temporal.client.workflow.getHandle(caseId).result();
  return { caseId, merchant };
}

/**
 * Throws unless the case is completed and the simulator's ledger shows each effect once, an SMS and a
 * mail: what was not done must not count as fast.
 */
export async function confirmCase(
  desk: BenchDesk,
  { caseId, merchant }: PlayedCase,
): Promise<void> {
  const view = await viewOf(desk.staff.agent, caseId);
  const ledger = await desk.simulator.ledger(merchant);
  const findings = {
    completed: isEnd(view.status) && view.status === 'completed',
    unboundOnce: isOnce(ledger.unbinds),
    refundedOnce: isOnce(ledger.refunds),
    closedOnce: isOnce(ledger.closures),
    anomalies: ledger.anomalies.length === 0,
    texted: ledger.sms.length > 0,
    mailed: desk.mail.list({ to: merchant.email }).length > 0,
  };
  const wrong = Object.entries(findings).flatMap(([name, holds]) => (holds ? [] : [name]));
  if (wrong.length > 0) throw new Error(`${caseId} is no happy case: ${wrong.join(', ')}`);
}

function isOnce(effects: readonly { readonly executed: number }[]): boolean {
  return effects.length === 1 && effects[0]?.executed === 1;
}

export interface CaseHistory {
  readonly executions: number;
  readonly events: number;
  readonly bytes: number;
  readonly workflowTasks: number;
  /** Events by type, the most frequent first. */
  readonly eventsByType: Readonly<Record<string, number>>;
  readonly plan: BarePlan;
}

/** Reads the histories of a case: its own and those of every workflow named after it. */
export async function historyOfCase(desk: BenchDesk, caseId: string): Promise<CaseHistory> {
  const { workflow } = desk.temporal.client;
  const query = `WorkflowId = '${caseId}' OR WorkflowId STARTS_WITH '${caseId}:'`;
  const executions = [];
  for await (const { workflowId, runId } of workflow.list({ query })) {
    const handle = workflow.getHandle(workflowId, runId);
    const { historyLength, historySize } = await handle.describe();
    const { events } = await handle.fetchHistory();
    executions.push({ historyLength, historySize: historySize ?? 0, events: events ?? [] });
  }
  if (executions.length === 0) throw new Error(`Temporal lists no workflow of ${caseId}.`);
  const events = executions.flatMap((execution) => execution.events);
  const byType = new Map<string, number>();
  for (const event of events) {
    const name = attributesOf(event);
    byType.set(name, (byType.get(name) ?? 0) + 1);
  }
  return {
    executions: executions.length,
    events: executions.reduce((sum, { historyLength }) => sum + historyLength, 0),
    bytes: executions.reduce((sum, { historySize }) => sum + historySize, 0),
    workflowTasks: byType.get('workflowTaskCompleted') ?? 0,
    eventsByType: Object.fromEntries([...byType].sort(([, a], [, b]) => b - a)),
    plan: planOfHistory(events),
  };
}

/** Every event carries one kind of attributes, whose name says what happened. */
function attributesOf(event: object): string {
  const [name] = Object.entries(event).flatMap(([key, value]) =>
    key.endsWith('EventAttributes') && value !== null ? [key.replace(/EventAttributes$/, '')] : [],
  );
  return name ?? 'other';
}
