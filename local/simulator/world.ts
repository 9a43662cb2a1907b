/** What every part of the simulator works with: the ledger, the clock, the settings, the agenda. */
import type { Logger } from 'pino';
import type { Agenda } from './agenda';
import type { Facts } from './faults';
import type { Credentials, SimulatorSettings } from './options';
import type { AnomalyRow } from './store/rows';
import type { Store } from './store/store';

export interface World {
  readonly store: Store;
  readonly agenda: Agenda;
  readonly credentials: Credentials;
  readonly log: Logger;
  settings: SimulatorSettings;
  /** The simulator's clock: the given one plus what the control API has added. */
  now(): number;
  /** The clock of the outside, for signatures. */
  outsideNow(): number;
  /** Aborted when the simulator stops. */
  readonly stopping: AbortSignal;
}

/** An answer of one of the APIs, before any fault has touched it. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a fault may look at. */
export interface Call {
  readonly operation: string;
  readonly facts: Facts;
}

/** RFC 3339 of the simulator's clock. */
export function timeOf(world: World): string {
  return new Date(world.now()).toISOString();
}

/** Notes a mistake of the caller in the ledger. */
export function noteAnomaly(
  world: World,
  kind: AnomalyRow['kind'],
  operation: string,
  key: string,
): void {
  const position = world.store.next('anomalies');
  const row = { position, kind, operation, key, at: timeOf(world) };
  world.store.put('anomalies', String(position), row);
}
