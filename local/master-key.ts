/** The master key of a desk on one machine: the configured one, or a file of the data folder. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RecordError } from '../record/port/desk-record';
import { ensureLocalKeyFile } from '../record/postgres/store/keys';
import type { DeskOptions } from './config';

/** Where a key lies that the desk has made for itself. */
export function masterKeyFile(dataDir: string): string {
  return join(dataDir, 'master.key');
}

/** Settings of the master key for the children; makes a key file where none is configured or was. */
export async function masterKeyEnv({ env, dataDir }: DeskOptions): Promise<Record<string, string>> {
  if (env['UNBIND_MASTER_KEY'] ?? env['UNBIND_MASTER_KEY_FILE']) return {};
  const file = masterKeyFile(dataDir);
  if (!existsSync(file) && existsSync(join(dataDir, 'record'))) {
    throw new RecordError(
      'KEY_MISSING',
      `${file} is gone, and the record was written with it; a new key could not read it.`,
    );
  }
  await ensureLocalKeyFile(file);
  return { UNBIND_MASTER_KEY_FILE: file };
}
