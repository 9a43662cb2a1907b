/** Which ports a Temporal server takes: those of its store, or free ones that the store then keeps. */
import { join } from 'node:path';
import { findFreePorts, isPortFree } from '../../base/free-ports';
import { nextFreePort } from '../desk/ports';
import { readState, writeState } from '../state-file';
import { INTERNAL_PORT_COUNT, type TemporalPorts, temporalPorts } from './server-config';

/** Ports of a fresh store, or the next free ones (0: any). */
export interface WantedPorts {
  readonly frontend: number;
  readonly ui: number;
}

const PORTS_FILE = 'ports.json';

/** A port of an existing store is in use by somebody else. */
export class StorePortTaken extends Error {
  constructor(port: number, dataDir: string) {
    super(
      `Port ${port} is taken, and the Temporal store in ${dataDir} has to keep its ports. ` +
        'End the program that uses it and start again.',
    );
    this.name = 'StorePortTaken';
  }
}

async function portsOfStore(wanted: WantedPorts | undefined): Promise<TemporalPorts> {
  if (wanted === undefined || wanted.frontend === 0) {
    const [frontend = 0, ui = 0, ...internal] = await findFreePorts(INTERNAL_PORT_COUNT + 2);
    return { frontend, ui, internal };
  }
  const [anyUi = 0, ...internal] = await findFreePorts(INTERNAL_PORT_COUNT + 1);
  const frontend = await nextFreePort(wanted.frontend, internal);
  const ui = wanted.ui === 0 ? anyUi : await nextFreePort(wanted.ui, [frontend, ...internal]);
  return { frontend, ui, internal };
}

/** The ports of the store; where an internal one is taken, all internal ones move. */
async function keptPorts(kept: TemporalPorts, dataDir: string): Promise<TemporalPorts> {
  if (!(await isPortFree(kept.frontend))) throw new StorePortTaken(kept.frontend, dataDir);
  const ui = await nextFreePort(kept.ui, [kept.frontend]);
  const free = await Promise.all(kept.internal.map((port) => isPortFree(port)));
  if (free.every(Boolean)) return { ...kept, ui };
  return { frontend: kept.frontend, ui, internal: await findFreePorts(INTERNAL_PORT_COUNT) };
}

/** Ports of the store in a folder, kept in it from the first start on. Throws `StorePortTaken`. */
export async function choosePorts(
  dataDir: string,
  wanted: WantedPorts | undefined,
): Promise<TemporalPorts> {
  const file = join(dataDir, PORTS_FILE);
  const kept = readState(file, temporalPorts);
  const ports = kept ? await keptPorts(kept, dataDir) : await portsOfStore(wanted);
  writeState(file, ports);
  return ports;
}
