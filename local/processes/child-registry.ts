/** Remembers the processes of the desk in its data folder, so that a later start ends what was left. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type ProcessMark, isAlive, markOf, parseMark } from '../lock-file';
import { readState, writeState, writeStateIfSpace } from '../state-file';

const GRACE_MS = 8_000;

export interface ChildRegistry {
  add(pid: number): void;
  remove(pid: number): void;
}

function registryFile(dataDir: string): string {
  return join(dataDir, 'processes.json');
}

function readMarks(dataDir: string): ProcessMark[] {
  const content = readState(registryFile(dataDir), z.array(z.unknown())) ?? [];
  return content.map(parseMark).filter((mark) => mark !== undefined);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself at this moment, which is what is wanted.
  }
}

/** Ends what an earlier desk on this folder left behind; answers how many there were. */
export async function endLeftovers(dataDir: string): Promise<number> {
  // Without a start time a number may be somebody else's by now.
  const left = readMarks(dataDir).filter((mark) => mark.startedAt !== '' && isAlive(mark));
  for (const { pid } of left) send(pid, 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (left.some(isAlive) && Date.now() < deadline) await delay(50);
  for (const { pid } of left.filter(isAlive)) send(pid, 'SIGKILL');
  while (left.some(isAlive) && Date.now() < deadline + GRACE_MS) await delay(50);
  return left.length;
}

/** Begins an empty registry; only for the holder of the folder's lock. */
export function createChildRegistry(dataDir: string): ChildRegistry {
  const marks = new Map<number, ProcessMark>();
  writeState(registryFile(dataDir), []);
  // On a full disk the next change writes this one too.
  const write = (): void => {
    writeStateIfSpace(registryFile(dataDir), [...marks.values()]);
  };
  return {
    add: (pid) => {
      marks.set(pid, markOf(pid));
      write();
    },
    remove: (pid) => {
      marks.delete(pid);
      write();
    },
  };
}
