/**
 * Keys of heads and evidence packs: one that signs (Ed25519, outside the database), and those whose signatures are
 * accepted.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { canonicalJson } from '../../base/canonical-json';
import { nextHead } from './head-format';
import { RecordError, type HeadStore, type Signature } from '../port/desk-record';

/** What is signed, as its canonical JSON: the form tells one kind from another. */
export interface Statement {
  readonly format: string;
}

export interface HeadSigner {
  readonly keyId: string;
  /** Of the key that signs, PEM, for whoever verifies. */
  readonly publicPem: string;
  /** Base64. */
  sign(statement: Statement): string;
}

/** What a signature is worth; `unknown-key`: none of the accepted keys made it. */
export type SignatureVerdict = 'valid' | 'wrong' | 'unknown-key';

/** Reads a private key (PEM, PKCS #8). `KEY_WRONG` where it is none of Ed25519. */
export function headSigner(pem: string): HeadSigner {
  const key = read(() => createPrivateKey(pem));
  const publicKey = createPublicKey(key);
  return {
    keyId: keyIdOf(publicKey),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (statement) => sign(null, bytesOf(statement), key).toString('base64'),
  };
}

/** How the record has its next head signed. */
export function signingNext(signer: HeadSigner): Parameters<HeadStore['next']>[0] {
  return (before, leaves) => {
    const head = nextHead(before, leaves, new Date());
    return { head, keyId: signer.keyId, signature: signer.sign(head) };
  };
}

const PUBLIC_PEM = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g;

/** Public keys of a text that holds one or several (PEM, SPKI), by their ids. `KEY_WRONG` as above. */
export function publicKeysIn(text: string): ReadonlyMap<string, KeyObject> {
  const keys = (text.match(PUBLIC_PEM) ?? []).map((pem) => read(() => createPublicKey(pem)));
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}

/** Whether one of the keys has signed the statement. */
export function signatureOf(
  statement: Statement,
  { keyId, signature }: Signature,
  keys: ReadonlyMap<string, KeyObject>,
): SignatureVerdict {
  const key = keys.get(keyId);
  if (key === undefined) return 'unknown-key';
  const bytes = Buffer.from(signature, 'base64');
  return verify(null, bytesOf(statement), key, bytes) ? 'valid' : 'wrong';
}

function bytesOf(statement: Statement): Buffer {
  return Buffer.from(canonicalJson(statement), 'utf8');
}

function keyIdOf(key: KeyObject): string {
  const der = key.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

function read(make: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = make();
  } catch (cause) {
    throw new RecordError('KEY_WRONG', 'A key of the heads is no PEM of a key.', undefined, {
      cause,
    });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new RecordError('KEY_WRONG', 'A key of the heads is not of Ed25519.');
}
