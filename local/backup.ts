/**
 * Backup and restore of one machine's desk: the record and the Temporal store as they lie there while
 * nothing runs, so that both show the same moment. What providers hold is theirs and is never restored;
 * the master key is kept apart, as a backup that holds it opens itself.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { clusterParent, serverAccount } from './postgres/host';
import { clearLeftovers } from './postgres/processes';
import { copyTree, sealsOf } from './backup-files';
import { endLeftovers } from './processes/child-registry';
import { DeskRunning, lockOf } from './desk/desk-running';
import { tryLock } from './lock-file';
import { readState, writeState } from './state-file';

const manifestForm = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.int(), sha256: z.string() })),
});
export type BackupManifest = z.infer<typeof manifestForm>;

const MANIFEST = 'backup.json';
/** Written anew by each start, or of no use elsewhere. */
const LEFT_OUT = /^(postmaster\.(pid|opts)|.*\.log(\.\d+)?)$/;
const without = (name: string): boolean => LEFT_OUT.test(name);

/** Not a backup, or not what was written. */
export class BackupDamaged extends Error {
  constructor(folder: string, what: string) {
    super(`${folder} is not a whole backup: ${what}. Nothing was changed; take another one.`);
    this.name = 'BackupDamaged';
  }
}

interface Places {
  readonly cluster: string;
  readonly password: string;
  readonly temporal: string;
}

async function placesOf(dataDir: string): Promise<Places> {
  const record = join(dataDir, 'record');
  await mkdir(record, { recursive: true });
  const parent = await clusterParent(record, await serverAccount());
  return {
    cluster: join(parent, 'cluster'),
    password: join(record, 'password'),
    temporal: join(dataDir, 'temporal'),
  };
}

/** Runs while no desk does on the folder, and none can start. `DeskRunning`. */
async function atRest<T>(dataDir: string, work: (places: Places) => Promise<T>): Promise<T> {
  const lock = tryLock(lockOf(dataDir));
  if (!lock.taken) throw new DeskRunning(lock.owner.pid, dataDir);
  try {
    await endLeftovers(dataDir);
    const places = await placesOf(dataDir);
    await clearLeftovers(places.cluster);
    return await work(places);
  } finally {
    lock.release();
  }
}

/**
 * Copies record and Temporal store into a new folder; answers with it. Refused while the desk runs
 * (`DeskRunning`) and where the folder exists. A backup that was cut off leaves no folder of that name.
 */
export async function backupDesk(dataDir: string, into: string): Promise<string> {
  const folder = resolve(into);
  if (existsSync(folder)) throw new Error(`${folder} exists: name a new folder.`);
  if (!existsSync(join(dataDir, 'record', 'password'))) {
    throw new Error(`${dataDir} holds no record: there is nothing to back up.`);
  }
  return atRest(dataDir, async ({ cluster, password, temporal }) => {
    const draft = `${folder}.partial`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await copyTree(cluster, join(draft, 'record'), { without });
    await cp(password, join(draft, 'record-password'));
    if (existsSync(temporal)) await copyTree(temporal, join(draft, 'temporal'), { without });
    const manifest: BackupManifest = {
      format: 1,
      madeAt: new Date().toISOString(),
      files: [...(await sealsOf(draft))],
    };
    writeState(join(draft, MANIFEST), manifest);
    await rename(draft, folder);
    return folder;
  });
}

/** Reads a backup and proves every file of it. `BackupDamaged`. */
export async function checkBackup(from: string): Promise<BackupManifest> {
  const manifest = readManifest(from);
  const found = (await sealsOf(from)).filter(({ path }) => path !== MANIFEST);
  const seals = new Map(found.map((file) => [file.path, file.sha256]));
  const wrong = manifest.files.find(({ path, sha256 }) => seals.get(path) !== sha256);
  if (wrong) throw new BackupDamaged(from, `${wrong.path} is missing or changed`);
  if (found.length !== manifest.files.length) throw new BackupDamaged(from, 'it holds other files');
  return manifest;
}

function readManifest(from: string): BackupManifest {
  const manifest = readState(join(from, MANIFEST), manifestForm);
  if (!manifest) throw new BackupDamaged(from, `it has no ${MANIFEST}`);
  return manifest;
}

/** What a restore came to. */
export interface Restored {
  /** When the backup was made; RFC 3339. */
  readonly madeAt: string;
  /** Where everything lies that stood there before. */
  readonly keptIn: readonly string[];
}

/**
 * Puts a backup in the place of what is there, which is kept beside it. `DeskRunning`, `BackupDamaged`.
 * Called twice: the same state, with one more folder kept.
 */
export async function restoreDesk(dataDir: string, from: string): Promise<Restored> {
  const source = resolve(from);
  const { madeAt } = await checkBackup(source);
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  return atRest(dataDir, async (places) => {
    const mark = `before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    const drafts = {
      cluster: `${places.cluster}.restored`,
      temporal: `${places.temporal}.restored`,
    };
    for (const draft of Object.values(drafts)) await rm(draft, { recursive: true, force: true });
    await copyTree(join(source, 'record'), drafts.cluster);
    const hasTemporal = existsSync(join(source, 'temporal'));
    if (hasTemporal) await copyTree(join(source, 'temporal'), drafts.temporal);
    const kept: string[] = [];
    for (const path of [places.cluster, places.password, places.temporal]) {
      if (!existsSync(path)) continue;
      const aside = join(dirname(path), `${basename(path)}.${mark}`);
      await rename(path, aside);
      kept.push(aside);
    }
    await rename(drafts.cluster, places.cluster);
    await cp(join(source, 'record-password'), places.password);
    if (hasTemporal) await rename(drafts.temporal, places.temporal);
    return { madeAt, keptIn: kept };
  });
}
