/** What a failed replay says: the first event that differs and what the code wanted instead. Pure. */
import { temporal } from '@temporalio/proto';
import type { History } from '../temporal/history-json';
import type { ReplayDifference } from '../workflows/contract/ports';

type Event = temporal.api.history.v1.IHistoryEvent;

const { EventType } = temporal.api.enums.v1;

/** One workflow task that was completed, and where what it decided ends in the list of events. */
export interface CompletedTask {
  readonly completedId: number;
  /** Index behind its last command's event. */
  readonly end: number;
}

/** The completed workflow tasks of a history, in order. */
export function tasksOf({ events }: History): readonly CompletedTask[] {
  const all = events ?? [];
  return all.flatMap((event, index) => {
    if (event.eventType !== EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) return [];
    const completedId = Number(event.eventId);
    let end = index + 1;
    while (end < all.length && isDecidedBy(completedId, all[end])) end += 1;
    return [{ completedId, end }];
  });
}

/** Accepted and answered updates stand among the commands of their task and do not name it. */
function isDecidedBy(completedId: number, event: Event | undefined): boolean {
  const ofUpdate =
    event?.workflowExecutionUpdateAcceptedEventAttributes ??
    event?.workflowExecutionUpdateCompletedEventAttributes;
  return Boolean(ofUpdate) || taskOf(event) === completedId;
}

/** Id of the completed task that decided an event; undefined for what came from outside. */
function taskOf(event: Event | undefined): number | undefined {
  const attributes: unknown = event === undefined ? undefined : attributesOf(event);
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  if (!('workflowTaskCompletedEventId' in attributes)) return undefined;
  const id = Number(attributes.workflowTaskCompletedEventId);
  return id > 0 ? id : undefined;
}

function attributesOf(event: Event): unknown {
  const entry = Object.entries(event).find(
    ([name, value]) => name.endsWith('EventAttributes') && value !== null && value !== undefined,
  );
  return entry?.[1];
}

/** The words of the SDK's core about a difference. */
const NO_COMMAND = /^.*No command scheduled for event HistoryEvent\(id: (\d+), (?:Some\()?(\w+)/;
const OTHER_MACHINE =
  /(\w[\w ]*?) ?[mM]achine does not handle (?:this event: )?HistoryEvent\(id: (\d+), (?:Some\()?(\w+)/;
const OTHER_NAME =
  /(type|id) of (?:scheduled event|recorded marker|[\w ]*?event) '([^']*)' does not match .*? of (.*?) command '([^']*)'/;

/** The difference that a message tells of, within the workflow task at which the replay failed. */
export function differenceIn(
  history: History,
  message: string,
  task: number | undefined,
): ReplayDifference {
  const machine = OTHER_MACHINE.exec(message);
  if (machine) {
    const [, name = '', id = '0'] = machine;
    return { ...eventOf(history, Number(id)), wanted: `another command, ${name}` };
  }
  const none = NO_COMMAND.exec(message);
  if (none) {
    return { ...eventOf(history, Number(none[1])), wanted: 'nothing at this point' };
  }
  const decided = task === undefined ? [] : eventsOfTask(history, task);
  const other = OTHER_NAME.exec(message);
  if (other) {
    const [, what = '', recorded = '', kind = '', wanted = ''] = other;
    const event = decided.find((one) => mentions(one, recorded)) ?? decided[0];
    return {
      ...eventOf(history, Number(event?.eventId ?? 0)),
      recorded: `${what} ${recorded}`,
      wanted: `${kind} ${wanted}`,
    };
  }
  return { ...eventOf(history, Number(decided[0]?.eventId ?? 0)) };
}

function eventsOfTask(history: History, index: number): readonly Event[] {
  const task = tasksOf(history)[index];
  return (history.events ?? []).filter((event) => taskOf(event) === task?.completedId);
}

function eventOf({ events }: History, id: number): ReplayDifference {
  const event = (events ?? []).find(({ eventId }) => Number(eventId) === id);
  if (event === undefined) return {};
  const type = EventType[event.eventType ?? 0]?.replace('EVENT_TYPE_', '') ?? '';
  return { eventId: id, eventType: type };
}

/** True where a name stands in an event, or in the data of a marker. */
function mentions(event: Event, name: string): boolean {
  const plain = JSON.stringify(attributesOf(event), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
  );
  return plain.includes(name);
}
