// temporal/signing/: signing what is said to workflows, and the keys for it.
/**
 * Keys by which the API signs what it says to workflows: the private one is for the API alone, the public ones are
 * for whoever holds it to them.
 */
import { z } from 'zod';
import { KeyUnreadable, publicKeysIn, type PublicKeys, textSigner } from '../../base/signing-keys';
import { type Env, fileOfSetting, readSettings, WrongSettings } from '../../base/settings';
import type { IsProven } from '../../workflows/contract/signing/statements';
import { provenBy, type SignStatement, statementSigner } from './statements';

const KEY_FILE = 'UNBIND_DECISIONS_KEY_FILE';
const PUBLIC_KEYS_FILE = 'UNBIND_DECISIONS_PUBLIC_KEYS_FILE';
const RETIRED_KEYS_FILE = 'UNBIND_DECISIONS_RETIRED_KEYS_FILE';

const publicKeys = {
  [PUBLIC_KEYS_FILE]: z.string({
    error: 'is missing: the public keys of the API, PEM, see docs/security.md',
  }),
  [RETIRED_KEYS_FILE]: z.string().optional(),
};
const verifierSettings = z.object(publicKeys);
const signerSettings = z.object({
  ...publicKeys,
  [PUBLIC_KEYS_FILE]: z.string().optional(),
  [KEY_FILE]: z.string({
    error: 'is missing: the private key that signs decisions, PEM, see docs/security.md',
  }),
});

/** Whose signatures count. */
export interface DecisionKeys {
  /** What is said now has to be signed by one of them. */
  readonly inForce: PublicKeys;
  /** Those and the retired ones: what stands in a history may be signed by any. */
  readonly all: PublicKeys;
}

export interface DecisionSigner {
  readonly sign: SignStatement;
  /** By a key that is or was in force. */
  readonly wasProven: IsProven;
}

/** The settings of a worker alone, without a look at a key. Throws `WrongSettings`. */
export function decisionKeysSettings(env: Env): z.output<typeof verifierSettings> {
  return readSettings(verifierSettings, env);
}

/** The settings of the API alone, without a look at a key. Throws `WrongSettings`. */
export function decisionSignerSettings(env: Env): z.output<typeof signerSettings> {
  return readSettings(signerSettings, env);
}

/** Reads the public keys. Throws `WrongSettings`, also for a file that holds no key. */
export async function decisionKeys(env: Env): Promise<DecisionKeys> {
  const values = decisionKeysSettings(env);
  const inForce = await keysIn(PUBLIC_KEYS_FILE, values[PUBLIC_KEYS_FILE]);
  if (inForce.size === 0) {
    throw new WrongSettings([{ name: PUBLIC_KEYS_FILE, message: 'names a file without a key' }]);
  }
  const retired = await keysIn(RETIRED_KEYS_FILE, values[RETIRED_KEYS_FILE]);
  return { inForce, all: new Map([...retired, ...inForce]) };
}

/** Reads the private key, and the public ones that signed before. Throws `WrongSettings`. */
export async function decisionSigner(env: Env): Promise<DecisionSigner> {
  const values = decisionSignerSettings(env);
  const pem = await fileOfSetting(KEY_FILE, values[KEY_FILE]);
  const signer = coded(KEY_FILE, () => textSigner(pem));
  const keys = new Map([
    ...(await keysIn(RETIRED_KEYS_FILE, values[RETIRED_KEYS_FILE])),
    ...(await keysIn(PUBLIC_KEYS_FILE, values[PUBLIC_KEYS_FILE])),
    ...publicKeysIn(signer.publicPem),
  ]);
  return { sign: statementSigner(signer), wasProven: provenBy(keys) };
}

async function keysIn(name: string, path: string | undefined): Promise<PublicKeys> {
  if (path === undefined) return new Map();
  const text = await fileOfSetting(name, path);
  return coded(name, () => publicKeysIn(text));
}

function coded<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof KeyUnreadable)) throw cause;
    throw new WrongSettings([{ name, message: `names a file that ${cause.message}` }], { cause });
  }
}
