/** Small files of the data folder: written whole or not at all, and named where they cannot be read. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';
import { hasCode } from '../base/files';

/** Undefined where there is none. Throws with the file's name where it is not as it was written. */
export function readState<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is not as it was written. Move it away and start again.`);
}

/** What is no JSON has no form either. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** For its owner only, as some hold keys; on the disk before it takes the old one's place. */
export function writeState(file: string, content: object): void {
  const draft = `${file}.new`;
  const text = `${JSON.stringify(content, undefined, 2)}\n`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, file);
}

/**
 * For what can be written later, by a desk that runs: false where the disk is full, and the old file stands. A desk
 * must be able to start a part again while it has no space.
 */
export function writeStateIfSpace(file: string, content: object): boolean {
  try {
    writeState(file, content);
    return true;
  } catch (error) {
    if (saysDiskFull(error)) return false;
    throw error;
  }
}

/** True for what the system answers where there is no space, or none left for this person. */
export function saysDiskFull(error: unknown): boolean {
  return hasCode(error, 'ENOSPC', 'EDQUOT');
}
