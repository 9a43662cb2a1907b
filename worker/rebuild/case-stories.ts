// worker/rebuild/: what the histories of a case tell of it, for a record that lacks it.
/** Reads every run that carries a case, and lets this worker's own bundle tell what each has written. */
import type { CaseStories, CaseStory, ToldRun } from '../../activities/rebuild/case-stories';
import { CASE_ID_PATTERN, type CaseId, WORKFLOW_TYPES } from '../../workflows/contract/identifiers';
import type { CaseChange } from '../../workflows/contract/ports';
import type { IsProven } from '../../workflows/contract/signing/statements';
import type { Client } from '../../temporal/connection';
import { listAll } from '../../temporal/visibility';
import { readHistory } from '../read-history';
import type { ReplayDeps } from '../replay-activity';
import { factsOf, type HistoryFacts } from './facts-of';

interface ReadRun extends ToldRun {
  readonly facts: HistoryFacts;
}

export interface StoryDeps extends ReplayDeps {
  /** Holds what a history says that people decided to every key that ever was in force. */
  readonly wasProven: IsProven;
}

export function createCaseStories(deps: StoryDeps): CaseStories {
  return {
    async read(caseId, signal) {
      if (!CASE_ID_PATTERN.test(caseId)) return undefined;
      const runs: ReadRun[] = [];
      for (const execution of await executionsOf(deps.client, caseId)) {
        signal.throwIfAborted();
        runs.push(await readRun(deps, execution, signal));
      }
      return storyOf(caseId, runs);
    },
  };
}

interface Execution {
  readonly workflowId: string;
  readonly runId: string;
}

/** The runs of the case and of its reopened refunds, each while Temporal keeps its history. */
async function executionsOf(client: Client, caseId: CaseId): Promise<readonly Execution[]> {
  const carriers = `'${WORKFLOW_TYPES.unbindCase}', '${WORKFLOW_TYPES.reopenRefund}'`;
  const ofCase = `(WorkflowId = '${caseId}' OR WorkflowId STARTS_WITH '${caseId}:')`;
  const found = await listAll(client, `WorkflowType IN (${carriers}) AND ${ofCase}`);
  return found.flatMap(({ execution }) => {
    const { workflowId, runId } = execution ?? {};
    return workflowId && runId ? [{ workflowId, runId }] : [];
  });
}

/** What was written before a reset is the earlier run's. */
async function readRun(
  deps: StoryDeps,
  execution: Execution,
  signal: AbortSignal,
): Promise<ReadRun> {
  const history = await readHistory(deps.client, execution);
  const facts = factsOf(history);
  const told = await deps.replays.changesOf(history, signal);
  const changes = told
    .filter(({ task }) => task.historyLength > facts.resetAt)
    .map((change) => asOf(execution, change));
  const forged = changes.findIndex(({ said = [] }) => !said.every(deps.wasProven));
  const { requests, notices, hasOpenTask } = facts;
  // At what nobody had signed the case stood still: neither that nor anything after it was ever written.
  const written = forged < 0 ? changes : changes.slice(0, forged);
  return { ...execution, changes: written, requests, notices, hasOpenTask, facts };
}

/** A replay knows neither the run nor the workflow that it repeats. */
function asOf({ workflowId: to, runId }: Execution, change: CaseChange): CaseChange {
  const said = change.said?.map((one) => ({ ...one, statement: { ...one.statement, to } }));
  return { ...change, runId, ...(said && { said }) };
}

function storyOf(caseId: CaseId, runs: readonly ReadRun[]): CaseStory | undefined {
  const ofCase = inOrder(runs.filter(({ workflowId }) => workflowId === caseId));
  const opening = ofCase[0]?.facts.opening;
  const wasOpened = ofCase.some(({ changes, facts }) => changes.length > 0 && !facts.isRefused);
  if (opening === undefined || !wasOpened) return undefined;
  const reopened = runs
    .filter(({ workflowId }) => workflowId !== caseId)
    .sort((a, b) => firstMomentOf(a) - firstMomentOf(b));
  return { opening, runs: [...ofCase, ...inOrder(reopened)] };
}

/** Each run after the one that it was reset from. */
function inOrder(runs: readonly ReadRun[]): readonly ReadRun[] {
  const left = [...runs];
  const ordered: ReadRun[] = [];
  while (left.length > 0) {
    const next = left.findIndex(
      ({ facts }) => !left.some(({ runId }) => runId === facts.resetFrom),
    );
    ordered.push(...left.splice(Math.max(0, next), 1));
  }
  return ordered;
}

function firstMomentOf({ changes }: ToldRun): number {
  return changes[0]?.task.atMs ?? 0;
}
