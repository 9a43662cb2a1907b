// local/postgres/: the PostgreSQL that a desk on one machine brings along: folder, account, ports, server.
/** The folder of the embedded PostgreSQL: its place, its password, its first making. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverEnvironment } from '../../record/config';
import { RecordError } from '../../record/port/desk-record';
import { handOver, type Account, type Programs } from './host';
import { hasCode, readIfThere } from '../../base/files';

const run = promisify(execFile);
/** Owns the database, and is for nobody but who starts the server. */
export const USER = 'unbind';
/** Whom the programs of the desk sign in as. */
export const RUNNING_USER = 'unbind_running';

export interface Place {
  readonly dataDir: string;
  readonly cluster: string;
  readonly logFile: string;
  readonly account: Account;
  readonly programs: Programs;
  readonly password: string;
}

/** The password of the owner, once it was made. */
export async function knownPassword(dataDir: string): Promise<string | undefined> {
  return (await readIfThere(join(dataDir, 'password')))?.trim();
}

/** The password of the owner, made at the first start and kept beside the cluster. */
export async function keepPassword(dataDir: string): Promise<string> {
  return keepSecret(join(dataDir, 'password'));
}

/** The same of whom the programs sign in as. */
export async function keepRunningPassword(dataDir: string): Promise<string> {
  return keepSecret(join(dataDir, 'running-password'));
}

async function keepSecret(path: string): Promise<string> {
  const known = (await readIfThere(path))?.trim();
  if (known) return known;
  const password = randomBytes(24).toString('base64url');
  await writeFile(path, `${password}\n`, { mode: 0o600, flush: true });
  await chmod(path, 0o600);
  return password;
}

/** Makes the cluster beside its place and renames it, so that a killed attempt leaves nothing half. */
export async function createCluster(place: Place, ephemeral: boolean): Promise<void> {
  const draft = `${place.cluster}.new`;
  const passwordFile = `${place.cluster}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await handOver(draft, place.account);
  await writeFile(passwordFile, `${place.password}\n`, { mode: 0o600 });
  await handOver(passwordFile, place.account);
  try {
    await run(
      place.programs.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(ephemeral ? ['--no-sync'] : []),
      ],
      { ...place.account, cwd: '/', env: serverEnvironment() },
    );
  } finally {
    await unlink(passwordFile);
  }
  await rename(draft, place.cluster);
}

/** Says what to do where the disk is full; anything else unchanged. */
export function explained(error: unknown, dataDir: string): unknown {
  const text = error instanceof Error ? error.message : '';
  if (!hasCode(error, 'ENOSPC') && !/no space left on device/i.test(text)) return error;
  return new RecordError(
    'DISK_FULL',
    `The disk under ${dataDir} is full: free space there, or choose another folder with UNBIND_DATA_DIR.`,
    undefined,
    { cause: error },
  );
}
