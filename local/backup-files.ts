/** Copies a tree of files with owners and modes, and proves later that a copy is what was written. */
import { createHash } from 'node:crypto';
import { chown, copyFile, lstat, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One file of a backup; its path is relative to the folder of the backup. */
export interface CopiedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Hex SHA-256 of the content. */
  readonly sha256: string;
}

export interface CopyOptions {
  /** Names of files that are left out, wherever they lie. */
  readonly without?: (name: string) => boolean;
}

/** Paths of all files below a folder, relative to it. */
export async function filesBelow(folder: string, { without }: CopyOptions = {}): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !without?.(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/**
 * Copies files and folders, empty ones too, for the same owners. The target must not exist. Throws as
 * the file system does; the target is then not to be used.
 */
export async function copyTree(from: string, to: string, options: CopyOptions = {}): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFolder(from, to, options);
}

async function copyFolder(from: string, to: string, options: CopyOptions): Promise<void> {
  const { mode, uid, gid } = await lstat(from);
  await mkdir(to, { mode: mode & 0o777 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      await copyFolder(source, target, options);
    } else if (entry.isFile() && !options.without?.(entry.name)) {
      await copyFile(source, target);
      await sameOwner(source, target);
    }
  }
  await chownIfRoot(to, uid, gid);
}

async function sameOwner(source: string, target: string): Promise<void> {
  const { uid, gid } = await lstat(source);
  await chownIfRoot(target, uid, gid);
}

/** Only root can give files away; everybody else owns the copies as they own the originals. */
async function chownIfRoot(path: string, uid: number, gid: number): Promise<void> {
  if (process.getuid?.() === 0) await chown(path, uid, gid);
}

/** Size and hash of every file below a folder. */
export async function sealsOf(folder: string): Promise<readonly CopiedFile[]> {
  const seals: CopiedFile[] = [];
  for (const path of await filesBelow(folder)) {
    const content = await readFile(join(folder, path));
    const sha256 = createHash('sha256').update(content).digest('hex');
    seals.push({ path, sizeBytes: content.length, sha256 });
  }
  return seals;
}
