// client/api/watch/: what changes while a page is open: events as they happen, and who else looks at a case.
/**
 * What this process has heard of changes and of who looks at a case, for those who listen to it. Holds a
 * stretch of the past, so that a short break of a listener loses nothing; everything else is in the record.
 */
import { randomBytes } from 'node:crypto';
import type { ChangeWatch, DeskEvent } from '../../../record/port/desk-record';
import type { EventName } from '../../../wire/states';
import type { ApiDeps } from '../deps';
import { type Presence, createPresence } from './presence-list';

/** Events that a listener may have missed and still gets. */
const KEPT_EVENTS = 2_000;
/** How often those who went silent are looked for, ms. */
const SWEEP_MS = 5_000;

/** An event as listeners get it; `id` where it can be resumed after. */
export interface HubEvent {
  readonly name: EventName;
  readonly data: Readonly<Record<string, string | readonly string[]>>;
  readonly id?: string;
}

export interface HubListener {
  /** Team whose cases are told; undefined: every team's. */
  readonly teamId: string | undefined;
  send(event: HubEvent): void;
  /** The process ends. */
  end(): void;
}

export interface EventHub {
  readonly presence: Presence;
  /** Begins to listen to the record. Called once, before the first listener. */
  start(): Promise<void>;
  /** Adds a listener; `after` is the last id that it has seen. The answer removes it. */
  listen(listener: HubListener, after?: string): () => void;
  /** Ends every listener; those who come later are told as before. */
  endListeners(): void;
  /** Ends every listener and hears nothing more. */
  stop(): Promise<void>;
}

interface Kept {
  readonly number: number;
  readonly teamId: string;
  readonly event: HubEvent;
}

const RESET: HubEvent = { name: 'reset', data: {} };

export function createEventHub(deps: ApiDeps): EventHub {
  const listeners = new Set<HubListener>();
  let watch: ChangeWatch | undefined;
  let sweeper: NodeJS.Timeout | undefined;
  let past: Kept[] = [];
  let number = 0;
  /** Of this process and this stretch; an id of another one cannot be resumed after. */
  let stretch = randomBytes(6).toString('base64url');

  function tell(teamId: string, event: HubEvent): void {
    for (const listener of listeners) {
      if (listener.teamId === undefined || listener.teamId === teamId) listener.send(event);
    }
  }

  const presence = createPresence(deps.now, (caseId, teamId, principalIds) =>
    tell(teamId, { name: 'presence', data: { caseId, principalIds } }),
  );

  function onEvent(heard: DeskEvent): void {
    if (heard.kind === 'presence') {
      presence.heard(heard);
      return;
    }
    const { kind, teamId, ...data } = heard;
    number += 1;
    const event: HubEvent = { name: kind, id: `${stretch}.${number}`, data };
    past.push({ number, teamId, event });
    if (past.length > KEPT_EVENTS) past = past.slice(-KEPT_EVENTS / 2);
    tell(teamId, event);
  }

  function onGap(): void {
    stretch = randomBytes(6).toString('base64url');
    past = [];
    for (const listener of listeners) listener.send(RESET);
  }

  /** What came after an id, or a reset where that is not known any more. */
  function missed(listener: HubListener, after: string): readonly HubEvent[] {
    const [of, seenText = ''] = after.split('.');
    const seen = Number(seenText);
    const oldest = past[0]?.number ?? number + 1;
    if (of !== stretch || !(seen >= oldest - 1 && seen <= number)) return [RESET];
    return past
      .filter((kept) => kept.number > seen)
      .filter(({ teamId }) => listener.teamId === undefined || listener.teamId === teamId)
      .map(({ event }) => event);
  }

  function endListeners(): void {
    for (const listener of listeners) listener.end();
  }

  return {
    presence,
    async start() {
      sweeper = setInterval(() => presence.sweep(), SWEEP_MS).unref();
      watch = await deps.record.changes.watch({ onEvent, onGap });
    },
    listen(listener, after) {
      if (after !== undefined) missed(listener, after).forEach((event) => listener.send(event));
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    endListeners,
    async stop() {
      clearInterval(sweeper);
      endListeners();
      await watch?.stop();
    },
  };
}
