/**
 * Locks between processes on one machine: a folder holds the process that took it. A lock whose owner
 * has died heals by itself.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process as it can be recognized later: numbers are used again, start times are not. */
export interface ProcessMark {
  readonly pid: number;
  /** Opaque; empty where the system does not tell. */
  readonly startedAt: string;
}

/** Start time of a process as the system tells it, or undefined if there is no such process. */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state, startTicks] = [fields[0], fields[19]];
      return state === 'Z' || startTicks === undefined ? undefined : `${bootId()}:${startTicks}`;
    } catch {
      return undefined; // No such process, which is an answer.
    }
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return undefined;
  }
  if (process.platform === 'win32') return '';
  try {
    const options = { encoding: 'utf8', timeout: 5_000 } as const;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim() || undefined;
  } catch {
    return undefined;
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

export function markOf(pid: number): ProcessMark {
  return { pid, startedAt: startOf(pid) ?? '' };
}

/** True if exactly this process is still running. */
export function isAlive(mark: ProcessMark): boolean {
  const start = startOf(mark.pid);
  return start !== undefined && (mark.startedAt === '' || start === mark.startedAt);
}

/** A process mark from JSON, or undefined if it is none. */
export function parseMark(value: unknown): ProcessMark | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('pid' in value) || typeof value.pid !== 'number') return undefined;
  if (!('startedAt' in value) || typeof value.startedAt !== 'string') return undefined;
  return { pid: value.pid, startedAt: value.startedAt };
}

function readOwner(lock: string): ProcessMark | undefined {
  try {
    return parseMark(JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8')));
  } catch {
    return undefined; // A lock without a readable owner is stale: the owner is written before the lock.
  }
}

/** The live process that holds a lock, without an attempt to take it. */
export function holderOf(lock: string): ProcessMark | undefined {
  const owner = readOwner(lock);
  return owner && isAlive(owner) ? owner : undefined;
}

export type LockAttempt =
  | { readonly taken: true; release(): void }
  | { readonly taken: false; readonly owner: ProcessMark };

/** Codes by which systems say that the lock is there already. */
const THERE = ['EEXIST', 'ENOTEMPTY', 'EPERM'];

function codeOf(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode ? String(error.code) : '';
}

/**
 * Takes the lock or says who holds it. The folder is made ready aside and renamed into place, which is
 * one step for everybody else. A dead owner's lock is moved away first.
 */
export function tryLock(lock: string): LockAttempt {
  const draft = `${lock}.${process.pid}`;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, 'owner.json'), JSON.stringify(markOf(process.pid)));
    try {
      renameSync(draft, lock);
      return { taken: true, release: () => rmSync(lock, { recursive: true, force: true }) };
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!THERE.includes(codeOf(error))) throw error;
    }
    const owner = readOwner(lock);
    if (owner && isAlive(owner)) return { taken: false, owner };
    try {
      const away = `${lock}.stale.${process.pid}`;
      renameSync(lock, away);
      rmSync(away, { recursive: true, force: true });
    } catch {
      // Somebody else healed it at the same moment; look again.
    }
  }
  throw new Error(`The lock ${lock} cannot be taken.`);
}
