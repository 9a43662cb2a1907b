/** How a desk on one machine signs heads of the ledger: by its own key of the data folder, unless one is configured. */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definedOnly } from '../../base/settings';
import { NO_HEADS } from '../../record/heads/head-files';
import type { DeskOptions } from '../config';

/**
 * Settings of the heads for the children; makes a key file where none is configured or was. An example desk has
 * nothing to prove to anybody: its heads stay inside, and nobody is told of it.
 */
export function headsEnv({ env, dataDir, providers }: DeskOptions): Record<string, string> {
  const isExample = providers.acquirer === 'simulated';
  const given = definedOnly(env);
  const isSet = (given['UNBIND_HEADS_FOLDER'] ?? given['UNBIND_HEADS_MAIL']) !== undefined;
  return {
    ...(given['UNBIND_HEADS_KEY_FILE'] ? {} : { UNBIND_HEADS_KEY_FILE: ensureKey(dataDir) }),
    ...(isExample && !isSet ? { UNBIND_HEADS_FOLDER: NO_HEADS } : {}),
  };
}

function ensureKey(dataDir: string): string {
  const file = join(dataDir, 'heads.key');
  if (existsSync(file)) return file;
  const { privateKey } = generateKeyPairSync('ed25519');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
    flag: 'wx',
  });
  return file;
}
