/** Processor time of processes, from /proc: who a case costs what. Nothing where there is no /proc. */
import { readFileSync, readdirSync } from 'node:fs';

/** Ticks of the kernel's accounting; 100 a second on every Linux of ours. */
const MS_PER_TICK = 10;

interface Used {
  readonly ownMs: number;
  /** Of children that have ended. */
  readonly endedChildrenMs: number;
  readonly parent: number;
}

function usedBy(pid: number): Used | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program may hold spaces; what follows its bracket does not.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return {
      ownMs: (user + system) * MS_PER_TICK,
      endedChildrenMs: (childUser + childSystem) * MS_PER_TICK,
      parent,
    };
  } catch {
    // Ended meanwhile, or another system than Linux.
    return undefined;
  }
}

/** Processor time of a process so far, ms; with that of its direct children where they are its own. */
function processorMs(pid: number, withChildren: boolean): number {
  const own = usedBy(pid);
  if (!own) return 0;
  if (!withChildren) return own.ownMs;
  const children = allPids()
    .map(usedBy)
    .filter((used) => used?.parent === pid)
    .map((used) => used?.ownMs ?? 0);
  return own.ownMs + own.endedChildrenMs + children.reduce((sum, ms) => sum + ms, 0);
}

function allPids(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid));
  } catch {
    return [];
  }
}

export type ProcessorTimes = Readonly<Record<string, number>>;

/** Processor time of each, ms, by name; that of the record with all its backends. */
export function processorTimes(pids: Readonly<Record<string, number>>): ProcessorTimes {
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => [name, processorMs(pid, name === 'record')]),
  );
}

/** What each has used in between, for one of `count` cases, ms. */
export function perCase(
  before: ProcessorTimes,
  after: ProcessorTimes,
  count: number,
): ProcessorTimes {
  return Object.fromEntries(
    Object.entries(after).map(([name, ms]) => [
      name,
      Math.round((ms - (before[name] ?? 0)) / count),
    ]),
  );
}
