/**
 * The places of a running desk in which personal data must not lie, as texts: histories with every
 * payload decoded, visibility, current details, logs and metrics.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { Finding, CanarySearch } from './search';

export interface Place {
  /** e.g. `history of UC-7Q4M2K9T1B: WORKFLOW_EXECUTION_STARTED`. */
  readonly name: string;
  readonly text: string;
}

export interface FoundIn extends Finding {
  readonly place: string;
}

export interface DeskPlaces {
  readonly client: Client;
  /** False where no worker runs that could answer; current details live in workers alone. */
  readonly hasWorker: boolean;
  /** Made by `placeOfLog`, or what a program has logged into memory. */
  readonly logs: readonly Place[];
  readonly metricsUrls: readonly string[];
}

const { EventType } = temporal.api.enums.v1;

/** All places of a desk. Histories are those of all runs of all workflows of the namespace. */
export async function placesOf(desk: DeskPlaces): Promise<readonly Place[]> {
  const places: Place[] = [];
  for await (const info of desk.client.workflow.list()) {
    places.push(...(await placesOfRun(desk, info)));
  }
  places.push(...desk.logs);
  for (const url of desk.metricsUrls) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
    places.push({ name: `metrics ${new URL(url).port}`, text: await answer.text() });
  }
  return places;
}

async function placesOfRun(
  { client, hasWorker }: DeskPlaces,
  info: WorkflowExecutionInfo,
): Promise<readonly Place[]> {
  const handle = client.workflow.getHandle(info.workflowId, info.runId);
  const { events } = await handle.fetchHistory();
  const { raw } = await handle.describe();
  return [
    { name: `visibility of ${info.workflowId}`, text: textOf(info.raw) },
    { name: `description of ${info.workflowId}`, text: textOf(raw) },
    ...placesOfHistory(info.workflowId, events ?? []),
    ...(hasWorker && wasWorkedOn(events ?? []) ? [await placeOfDetails(client, info)] : []),
  ];
}

/** Each event of a history with all its payloads: values, memo, headers, failures, summaries. */
export function placesOfHistory(
  name: string,
  events: readonly temporal.api.history.v1.IHistoryEvent[],
): readonly Place[] {
  return events.map((event) => {
    const type = EventType[event.eventType ?? 0]?.replace('EVENT_TYPE_', '') ?? 'UNKNOWN';
    return { name: `history of ${name}: ${type}`, text: textOf(event) };
  });
}

/** A run that no worker has seen has no details. */
function wasWorkedOn(events: readonly temporal.api.history.v1.IHistoryEvent[]): boolean {
  return events.some(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
}

async function placeOfDetails(
  client: Client,
  { workflowId, runId }: WorkflowExecutionInfo,
): Promise<Place> {
  const details = await client.workflow
    .getHandle(workflowId, runId)
    .query<unknown>('__temporal_workflow_metadata');
  return { name: `current details of ${workflowId}`, text: textOf(details) };
}

/** Every text, key, number and byte string of a message, decoded, a line each. */
export function textOf(message: unknown): string {
  const lines: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') lines.push(value);
    else if (typeof value === 'number' || typeof value === 'bigint') lines.push(String(value));
    else if (value instanceof Uint8Array) lines.push(Buffer.from(value).toString('utf8'));
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        lines.push(key);
        walk(inner);
      }
    }
  };
  walk(message);
  return lines.join('\n');
}

/** The whole of a log as it is by now; named after its file. */
export function placeOfLog(file: string): Place {
  return { name: `log ${basename(file)}`, text: readFileSync(file, 'utf8') };
}

/** What of the canaries lies where. */
export function findIn(search: CanarySearch, places: readonly Place[]): readonly FoundIn[] {
  return places.flatMap(({ name, text }) =>
    search.in(text).map((finding) => ({ place: name, ...finding })),
  );
}

/** Throws with every place, canary and form; never with a value. */
export function refuseFindings(found: readonly FoundIn[]): void {
  if (found.length === 0) return;
  const lines = found.map(({ place, canary, form }) => `${place}: ${canary} as ${form}`);
  throw new Error(`Personal data lies where none may be:\n${[...new Set(lines)].join('\n')}`);
}
