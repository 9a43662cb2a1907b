/** The key by which the API of a test process signs, and what the workers of that process hold it to. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicKeysIn, textSigner } from '../../base/signing-keys';
import { provenBy, statementSigner } from '../../temporal/signing/statements';

/** A private key of Ed25519, PEM. */
export function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** What API and worker make of one private key. */
export function decisionsOf(pem: string) {
  const signer = textSigner(pem);
  const keys = publicKeysIn(signer.publicPem);
  const isProven = provenBy(keys);
  return {
    pem,
    keyId: signer.keyId,
    keys,
    publicPem: signer.publicPem,
    sign: statementSigner(signer),
    isProven,
    wasProven: isProven,
  };
}

export const DECISIONS = decisionsOf(newPrivateKey());

/** Settings of processes of a test: the same key, as files of a folder. */
export function decisionKeyFiles(folder: string, { pem, publicPem } = DECISIONS) {
  const files = { key: join(folder, 'decisions.key'), publicKeys: join(folder, 'decisions.pub') };
  writeFileSync(files.key, pem, { mode: 0o600 });
  writeFileSync(files.publicKeys, publicPem);
  return {
    UNBIND_DECISIONS_KEY_FILE: files.key,
    UNBIND_DECISIONS_PUBLIC_KEYS_FILE: files.publicKeys,
  };
}
