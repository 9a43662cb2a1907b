/** The record of a desk for commands beside it: the one of DATABASE_URL, or that of the data folder. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import { recordConfig } from '../../record/config';
import type { DeskRecord } from '../../record/port/desk-record';
import { embeddedAddress, startEmbeddedPostgres } from '../postgres/embedded';
import { openRecord } from '../../record/postgres/open-record';
import type { DeskOptions } from '../config';
import { lockOf } from './desk-running';
import { tryLock } from '../lock-file';
import { masterKeyEnv, masterKeyFile } from '../master-key';

/** Works on the embedded server: the one of a running desk, or one of our own for as long as it takes. */
async function onEmbedded<T>(
  { dataDir }: DeskOptions,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  const folder = join(dataDir, 'record');
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const lock = tryLock(lockOf(dataDir));
  if (!lock.taken) {
    const address = await embeddedAddress(folder);
    if (address !== undefined) return work(address);
    throw new Error(`The desk on ${dataDir} is still starting. Try again once it is up.`);
  }
  try {
    const server = await startEmbeddedPostgres({ dataDir: folder });
    try {
      return await work(server.databaseUrl);
    } finally {
      await server.stop();
    }
  } finally {
    lock.release();
  }
}

/** Opens the record, does the work, closes it again. Throws `WrongSettings`, a `RecordError`, or in words. */
export async function withDeskRecord<T>(
  options: DeskOptions,
  work: (record: DeskRecord) => Promise<T>,
): Promise<T> {
  const open = async (databaseUrl: string, more: Readonly<Record<string, string>>): Promise<T> => {
    const env = { ...options.env, ...more, DATABASE_URL: databaseUrl };
    const record = await openRecord({
      searchForms: SEARCH_FORMS,
      ...(await recordConfig(env)),
      poolSize: 2,
    });
    try {
      return await work(record);
    } finally {
      await record.close();
    }
  };
  if (options.databaseUrl === undefined) {
    // The address of the embedded server is that of the owner.
    const own = { ...(await masterKeyEnv(options)), UNBIND_DATABASE_OWNER_URL: '' };
    return onEmbedded(options, (databaseUrl) => open(databaseUrl, own));
  }
  // A record elsewhere was written with a key that is somewhere; a new one could not read it.
  const hasKeyFile = existsSync(masterKeyFile(options.dataDir));
  return open(options.databaseUrl, hasKeyFile ? await masterKeyEnv(options) : {});
}
