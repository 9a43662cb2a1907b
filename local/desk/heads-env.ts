/** How a desk on one machine signs heads of the ledger: by its own key of the data folder, unless one is configured. */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskOptions } from '../config';

/**
 * Settings of the heads for the children; makes a key file where none is configured or was. An example desk has
 * nothing to prove to anybody: its heads stay inside, and nobody is told of it.
 */
export function headsEnv({ env, dataDir, providers }: DeskOptions): Record<string, string> {
  const isExample = providers.acquirer === 'simulated';
  const isSet = (env['UNBIND_HEADS_FOLDER'] ?? env['UNBIND_HEADS_MAIL']) !== undefined;
  return {
    ...(env['UNBIND_HEADS_KEY_FILE'] ? {} : { UNBIND_HEADS_KEY_FILE: ensureKey(dataDir) }),
    ...(isExample && !isSet ? { UNBIND_HEADS_FOLDER: 'off' } : {}),
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
