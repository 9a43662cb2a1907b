/** Gives each program of the desk its port: the one asked for, the standard one, or the next free. */
import { join } from 'node:path';
import { z } from 'zod';
import type { DeskOptions, PortName, PortWish } from '../config';
import { findFreePort, isPortFree } from '../../base/free-ports';
import { nextFreePort } from './ports';
import { readState, writeState } from '../state-file';

/** Programs whose ports are chosen here; Temporal's store keeps its own. */
const CHOSEN = [
  'simulator',
  'smtp',
  'mail',
  'workerHealth',
  'workerMetrics',
  'api',
] as const satisfies readonly PortName[];
export type DeskPorts = Readonly<Record<(typeof CHOSEN)[number], number>>;

const remembered = z.partialRecord(z.enum(CHOSEN), z.int());

const WHAT: Readonly<Record<(typeof CHOSEN)[number], string>> = {
  simulator: 'The provider simulator',
  smtp: 'The mail server',
  mail: 'The inbox of mails',
  workerHealth: 'Health of the worker',
  workerMetrics: 'Metrics of the worker',
  api: 'The API',
};

/** Somebody asked for a port that is taken. */
export class PortTaken extends Error {
  constructor({ port, setting }: PortWish) {
    super(`Port ${port} (${setting}) is taken. End what listens there, or set another port.`);
    this.name = 'PortTaken';
  }
}

async function choose(wish: PortWish, last: number | undefined, avoid: number[]): Promise<number> {
  // The last one again, as links and callbacks that are under way name it.
  if (!wish.asked && last !== undefined && !avoid.includes(last) && (await isPortFree(last))) {
    return last;
  }
  if (wish.port === 0) return findFreePort();
  if (!wish.asked) return nextFreePort(wish.port, avoid);
  if (!(await isPortFree(wish.port))) throw new PortTaken(wish);
  return wish.port;
}

/** Throws `PortTaken`; tells where a program listens elsewhere than usual. */
export async function chooseDeskPorts(
  options: DeskOptions,
  say: (line: string) => void,
): Promise<DeskPorts> {
  const file = join(options.dataDir, 'ports.json');
  const last = readState(file, remembered) ?? {};
  const chosen: Partial<Record<keyof DeskPorts, number>> = {};
  for (const name of CHOSEN) {
    const wish = options.ports[name];
    const port = await choose(wish, last[name], Object.values(chosen));
    chosen[name] = port;
    if (wish.port === 0 || wish.port === port) continue;
    const why = port === last[name] ? 'as at the last start' : `as ${wish.port} is taken`;
    say(`${WHAT[name]} listens on ${port}, ${why}; ${wish.setting} chooses another.`);
  }
  writeState(file, chosen);
  return z.record(z.enum(CHOSEN), z.int()).parse(chosen);
}
