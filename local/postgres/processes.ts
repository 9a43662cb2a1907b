/** Which process owns a folder of the embedded PostgreSQL: identity, liveness and the owner file. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, readlink, realpath, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hasCode, readIfThere } from '../../base/files';

const run = promisify(execFile);

/** Whether a process runs; one that has ended and was not yet waited for does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the state is the first field after it.
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch (error) {
    return !hasCode(error, 'ENOENT', 'ESRCH');
  }
}

/** Something that tells a process from a later one with the same number; empty where unknown. */
async function birthOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The name in brackets may hold spaces; the start time is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  }
  if (process.platform === 'win32') return '';
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.trim();
}

/** Whether a running process is a PostgreSQL server on this cluster folder. */
export async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const folder = await realpath(cluster).catch(() => cluster);
  if (process.platform === 'linux') {
    const [cwd, words] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => ''),
      readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    ]);
    return /postgres|postmaster/.test(words) && (cwd === folder || words.includes(cluster));
  }
  if (process.platform === 'win32') return true;
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes('postgres') && stdout.includes(cluster);
}

/** Waits until a process is gone; false once `timeoutMs` have passed. */
export async function waitGone(pid: number, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > end) return false;
    await delay(50);
  }
  return true;
}

/** Number in the first line of the server's own pid file. */
export async function postmasterPid(cluster: string): Promise<number | undefined> {
  const text = await readIfThere(join(cluster, 'postmaster.pid'));
  const pid = Number(text?.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

const OWNER_FILE = 'owner';

/**
 * Takes the folder for this process. Throws if another live process holds it; an owner that is dead
 * is replaced. Returns how to give it back.
 */
export async function takeOwnership(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, OWNER_FILE);
  const mine = `${process.pid} ${await birthOf(process.pid)} ${randomBytes(4).toString('hex')}\n`;
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(draft, mine, { mode: 0o600 });
    while (!(await linkIfFree(draft, path))) await clearDeadOwner(path, dataDir);
  } finally {
    await unlinkIfThere(draft);
  }
  return async () => {
    if ((await readIfThere(path)) === mine) await unlinkIfThere(path);
  };
}

/** Made whole or not at all; false where there is a file already. */
async function linkIfFree(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
  });
}

async function clearDeadOwner(path: string, dataDir: string): Promise<void> {
  const found = await readIfThere(path);
  if (found === undefined) return;
  const [pid, birth] = found.trim().split(/ (.*) \w+$/s);
  const number = Number(pid);
  if (number > 0 && isAlive(number) && (await birthOf(number)) === birth) {
    throw new Error(
      `The record in ${dataDir} is in use by process ${number}. ` +
        'Stop that process first, or choose another folder with UNBIND_DATA_DIR.',
    );
  }
  // Another starter may have cleared it meanwhile: what is moved away then is that one's, not the dead.
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(path, aside);
    if ((await readIfThere(aside)) !== found) await linkIfFree(aside, path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  await unlinkIfThere(aside);
}

/**
 * Clears what a killed owner left behind: a server without owner is shut down, a pid file that names
 * no server of this cluster is removed (PostgreSQL would refuse to start where the number lives on).
 */
export async function clearLeftovers(cluster: string): Promise<void> {
  const pid = await postmasterPid(cluster);
  if (pid === undefined) return;
  if (!(await servesCluster(pid, cluster))) {
    await unlinkIfThere(join(cluster, 'postmaster.pid'));
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (hasCode(error, 'ESRCH')) return;
      throw error;
    }
    if (await waitGone(pid, 20_000)) return;
  }
  throw new Error(`An old PostgreSQL server (process ${pid}) on ${cluster} does not stop.`);
}
