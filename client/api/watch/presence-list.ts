/** Who looks at which case now, as far as this process has heard. Kept in memory and nowhere else. */
import type { DeskEvent } from '../../../record/port/desk-record';

/** How often a page says that somebody is still there, s. */
export const HEARTBEAT_S = 20;
/** Whoever was not heard of for so long has gone, s; two lost heartbeats are forgiven. */
export const GONE_AFTER_S = 50;

type Heard = Extract<DeskEvent, { kind: 'presence' }>;

export interface Present {
  readonly principalId: string;
  readonly since: Date;
}

export interface Presence {
  heard(event: Heard): void;
  /** Everybody who looks at a case, in the order in which they came. */
  at(caseId: string): readonly Present[];
  /** Takes leave of those who went silent. */
  sweep(): void;
}

interface Visit {
  readonly since: Date;
  until: number;
}
interface Room {
  readonly teamId: string;
  readonly visits: Map<string, Visit>;
}

/** `onChange` is told whenever somebody comes or goes. */
export function createPresence(
  now: () => Date,
  onChange: (caseId: string, teamId: string, principalIds: readonly string[]) => void,
): Presence {
  const rooms = new Map<string, Room>();

  function changed(caseId: string, { teamId, visits }: Room): void {
    if (visits.size === 0) rooms.delete(caseId);
    onChange(caseId, teamId, [...visits.keys()]);
  }

  return {
    heard({ caseId, teamId, principalId, here }) {
      const room = rooms.get(caseId) ?? { teamId, visits: new Map<string, Visit>() };
      const known = room.visits.get(principalId);
      if (!here) {
        if (room.visits.delete(principalId)) changed(caseId, room);
        return;
      }
      const until = now().getTime() + GONE_AFTER_S * 1_000;
      if (known) {
        known.until = until;
        return;
      }
      room.visits.set(principalId, { since: now(), until });
      rooms.set(caseId, room);
      changed(caseId, room);
    },
    at(caseId) {
      const visits = [...(rooms.get(caseId)?.visits ?? [])];
      return visits
        .filter(([, { until }]) => until > now().getTime())
        .map(([principalId, { since }]) => ({ principalId, since }));
    },
    sweep() {
      for (const [caseId, room] of rooms) {
        const silent = [...room.visits].filter(([, { until }]) => until <= now().getTime());
        for (const [principalId] of silent) room.visits.delete(principalId);
        if (silent.length > 0) changed(caseId, room);
      }
    },
  };
}
