/** Reads of Temporal's lists, page by page, and of one workflow as it stands. */
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES, WORKFLOW_TYPES } from '../workflows/contract/identifiers';
import { isGone } from './failures';

export type WorkflowInfo = temporal.api.workflow.v1.IWorkflowExecutionInfo;
type SearchAttributes = temporal.api.common.v1.ISearchAttributes | null | undefined;

/** The latest run of a workflow, and the status of the case that it shows in lists. */
export interface WorkflowStanding {
  readonly isRunning: boolean;
  readonly status?: string;
}

/** One page of a list; `next` is opaque and absent on the last page. */
export interface ListPage {
  readonly items: readonly WorkflowInfo[];
  readonly next?: string;
}

export const RUNNING_CASES = `ExecutionStatus = 'Running' AND WorkflowType = '${WORKFLOW_TYPES.unbindCase}'`;

const LIST_PAGE = 1_000;
const RUNNING = temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;

/** A page of what visibility lists, after the one that `cursor` was the `next` of. */
export async function listPage(
  client: Client,
  query: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<ListPage> {
  const page = await client.workflowService.listWorkflowExecutions({
    namespace: client.options.namespace,
    query,
    pageSize: limit,
    ...(cursor === undefined ? {} : { nextPageToken: Buffer.from(cursor, 'base64url') }),
  });
  if (page.nextPageToken.length === 0) return { items: page.executions };
  return { items: page.executions, next: Buffer.from(page.nextPageToken).toString('base64url') };
}

/** What visibility lists, the first `most`; `asked` makes each call, for one that has a limit. */
export async function listAll(
  client: Client,
  query: string,
  most = Number.MAX_SAFE_INTEGER,
  asked: (call: () => Promise<ListPage>) => Promise<ListPage> = (call) => call(),
): Promise<readonly WorkflowInfo[]> {
  const found: WorkflowInfo[] = [];
  let cursor: string | undefined;
  do {
    const page = await asked(() =>
      listPage(client, query, { cursor, limit: Math.min(LIST_PAGE, most) }),
    );
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && found.length < most);
  return found.slice(0, most);
}

export function workflowIdsOf(items: readonly WorkflowInfo[]): readonly string[] {
  return items.flatMap(({ execution }) => execution?.workflowId ?? []);
}

/** The latest run under an id, read itself and not in a list that lags behind; undefined: none. */
export async function standingOf(
  client: Client,
  workflowId: string,
): Promise<WorkflowStanding | undefined> {
  try {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    const info = raw.workflowExecutionInfo;
    const status = statusIn(info?.searchAttributes);
    return { isRunning: info?.status === RUNNING, ...(status === undefined ? {} : { status }) };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Status of the case as its workflow shows it; undefined where it shows none. */
export function statusIn(attributes: SearchAttributes): string | undefined {
  const value = attributeIn(attributes, SEARCH_ATTRIBUTES.status.name);
  return typeof value === 'string' ? value : undefined;
}

/** A search attribute as the server lists it: JSON in bytes. */
export function attributeIn(attributes: SearchAttributes, name: string): unknown {
  const data = attributes?.indexedFields?.[name]?.data;
  return data && data.length > 0 ? JSON.parse(Buffer.from(data).toString('utf8')) : undefined;
}
