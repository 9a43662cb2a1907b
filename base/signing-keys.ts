/** Keys of Ed25519 that sign texts, and those whose signatures are accepted. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** A text that is no PEM of a key of Ed25519. */
export class KeyUnreadable extends Error {
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'KeyUnreadable';
  }
}

/** By which key, and the signature itself, base64. */
export interface TextSignature {
  readonly keyId: string;
  readonly signature: string;
}

export interface TextSigner {
  readonly keyId: string;
  /** Of the key that signs, PEM, for whoever verifies. */
  readonly publicPem: string;
  sign(text: string): TextSignature;
}

/** Public keys by their ids. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

/** What a signature is worth; `unknown-key`: none of the accepted keys made it. */
export type SignatureVerdict = 'valid' | 'wrong' | 'unknown-key';

/** Reads a private key (PEM, PKCS #8). Throws `KeyUnreadable`. */
export function textSigner(pem: string): TextSigner {
  const key = read(() => createPrivateKey(pem));
  const publicKey = createPublicKey(key);
  const keyId = keyIdOf(publicKey);
  return {
    keyId,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => ({
      keyId,
      signature: sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
    }),
  };
}

const PUBLIC_PEM = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g;

/** Public keys of a text that holds one or several (PEM, SPKI). Throws `KeyUnreadable`. */
export function publicKeysIn(text: string): PublicKeys {
  const keys = (text.match(PUBLIC_PEM) ?? []).map((pem) => read(() => createPublicKey(pem)));
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}

export function verdictOn(
  text: string,
  { keyId, signature }: TextSignature,
  keys: PublicKeys,
): SignatureVerdict {
  const key = keys.get(keyId);
  if (key === undefined) return 'unknown-key';
  const isValid = verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
  return isValid ? 'valid' : 'wrong';
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
    throw new KeyUnreadable('is no PEM of a key', { cause });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new KeyUnreadable('is not a key of Ed25519');
}
