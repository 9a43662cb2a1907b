/** How a desk on one machine signs heads of the ledger: by its own key of the data folder, unless one is configured. */
import { join } from 'node:path';
import { definedOnly } from '../../base/settings';
import { NO_HEADS } from '../../record/heads/head-files';
import type { DeskOptions } from '../config';
import { ensureSigningKey } from './signing-key-file';

/**
 * Settings of the heads for the children; makes a key file where none is configured or was. An example desk has
 * nothing to prove to anybody: its heads stay inside, and nobody is told of it.
 */
export function headsEnv({ env, dataDir, providers }: DeskOptions): Record<string, string> {
  const isExample = providers.acquirer === 'simulated';
  const given = definedOnly(env);
  const isSet = (given['UNBIND_HEADS_FOLDER'] ?? given['UNBIND_HEADS_MAIL']) !== undefined;
  return {
    ...(given['UNBIND_HEADS_KEY_FILE']
      ? {}
      : { UNBIND_HEADS_KEY_FILE: ensureSigningKey(join(dataDir, 'heads.key')) }),
    ...(isExample && !isSet ? { UNBIND_HEADS_FOLDER: NO_HEADS } : {}),
  };
}
