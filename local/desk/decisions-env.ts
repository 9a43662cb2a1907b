// local/desk/: everything of a desk that runs on one machine, and where it is found.
/**
 * How the API of a desk on one machine signs what it says to workflows: by its own key of the data folder, unless
 * one is configured.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicKeysIn, textSigner } from '../../base/signing-keys';
import type { DeskOptions } from '../config';
import { ensureSigningKey } from './signing-key-file';

export interface DecisionsEnv {
  /** Of worker and API. */
  readonly publicKeys: Readonly<Record<string, string>>;
  /** Of the API alone. */
  readonly privateKey: Readonly<Record<string, string>>;
}

/**
 * Settings of the keys; makes a key where none is configured or was. Called after somebody has put another key in
 * its place: the one before counts as retired.
 */
export function decisionsEnv({ env, dataDir }: DeskOptions): DecisionsEnv {
  const given = env['UNBIND_DECISIONS_KEY_FILE'];
  const keyFile = given ? given : ensureSigningKey(join(dataDir, 'decisions.key'));
  const privateKey = { UNBIND_DECISIONS_KEY_FILE: keyFile };
  const inForce = env['UNBIND_DECISIONS_PUBLIC_KEYS_FILE'];
  // Whoever keeps the public keys keeps the retired ones, too.
  if (inForce) return { publicKeys: { UNBIND_DECISIONS_PUBLIC_KEYS_FILE: inForce }, privateKey };
  const files = {
    inForce: join(dataDir, 'decisions.pub'),
    retired: join(dataDir, 'decisions-retired.pub'),
  };
  const { publicPem } = textSigner(readFileSync(keyFile, 'utf8'));
  const before = existsSync(files.inForce) ? readFileSync(files.inForce, 'utf8') : '';
  const retired = existsSync(files.retired) ? readFileSync(files.retired, 'utf8') : '';
  if (before !== publicPem || !existsSync(files.retired)) {
    const wasReplaced = publicKeysIn(before).size > 0 && before !== publicPem;
    writeFileSync(files.retired, wasReplaced ? `${retired}${before}` : retired);
    writeFileSync(files.inForce, publicPem);
  }
  return {
    publicKeys: {
      UNBIND_DECISIONS_PUBLIC_KEYS_FILE: files.inForce,
      UNBIND_DECISIONS_RETIRED_KEYS_FILE: files.retired,
    },
    privateKey,
  };
}
