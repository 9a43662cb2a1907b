/**
 * Keys of heads and evidence packs: one that signs (Ed25519, outside the database), and those whose signatures are
 * accepted.
 */
import { canonicalJson } from '../../base/canonical-json';
import { nextHead } from './head-format';
import {
  KeyUnreadable,
  publicKeysIn as publicKeysOf,
  type PublicKeys,
  type SignatureVerdict,
  textSigner,
  verdictOn,
} from '../../base/signing-keys';
import { RecordError, type HeadStore, type Signature } from '../port/desk-record';

export type { SignatureVerdict } from '../../base/signing-keys';

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

/** Reads a private key (PEM, PKCS #8). `KEY_WRONG` where it is none of Ed25519. */
export function headSigner(pem: string): HeadSigner {
  const signer = coded(() => textSigner(pem));
  return { ...signer, sign: (statement) => signer.sign(canonicalJson(statement)).signature };
}

/** How the record has its next head signed. */
export function signingNext(signer: HeadSigner): Parameters<HeadStore['next']>[0] {
  return (before, leaves) => {
    const head = nextHead(before, leaves, new Date());
    return { head, keyId: signer.keyId, signature: signer.sign(head) };
  };
}

/** Public keys of a text that holds one or several (PEM, SPKI), by their ids. `KEY_WRONG` as above. */
export function publicKeysIn(text: string): PublicKeys {
  return coded(() => publicKeysOf(text));
}

/** Whether one of the keys has signed the statement. */
export function signatureOf(
  statement: Statement,
  { keyId, signature }: Signature,
  keys: PublicKeys,
): SignatureVerdict {
  return verdictOn(canonicalJson(statement), { keyId, signature }, keys);
}

function coded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof KeyUnreadable)) throw error;
    throw new RecordError('KEY_WRONG', `A key of the heads ${error.message}.`, undefined, {
      cause: error,
    });
  }
}
