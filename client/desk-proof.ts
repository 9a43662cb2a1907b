// client/: those who talk to people: the HTTP API, the command line, the pages; here what they share.
/**
 * How a desk proves who it is to a program of its own machine, before that program shows a key: by an HMAC over
 * the question and the port that it is answered on. The key of the HMAC is derived from the master key; the file
 * `running.json` of the data folder, which only its owner can read, holds it for those who ask.
 */
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { timeLimit } from '../base/time-limit';
import { urlOf } from '../wire/http';
import { pathOf } from '../wire/routes';

const CHALLENGE_BYTES = 32;
/** Longest wait for a proof, ms. */
const PROOF_LIMIT_MS = 10_000;

/** What the API derives its HMACs from, so that there is one key to keep. */
export function apiSecretOf(masterKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', 'unbind-desk api', 32));
}

/** The key of proofs, base64url; nothing else can be done with it. */
export function proofKeyOf(apiSecret: Buffer): string {
  return createHmac('sha256', apiSecret).update('desk-proof').digest('base64url');
}

/** A question that nobody has answered before. */
export function newChallenge(): string {
  return randomBytes(CHALLENGE_BYTES).toString('base64url');
}

/** The answer of a desk that listens on a port: another one's answer is of no use there. */
export function proofOf(proofKey: string, challenge: string, port: number): string {
  return createHmac('sha256', proofKey).update(`${challenge}\n${port}`).digest('base64url');
}

/** True where only a desk with the key can have answered so. */
export function isProof(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function portOf(apiUrl: string): number {
  const { port, protocol } = new URL(apiUrl);
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** Whether the desk that has the key answers there; asks without showing anything. Throws as `fetch` does. */
export async function isDesk(
  apiUrl: string,
  proofKey: string,
  signal: AbortSignal,
): Promise<boolean> {
  const challenge = newChallenge();
  const asked = { path: pathOf('proveDesk'), query: { challenge } };
  const response = await fetch(urlOf(asked, { origin: apiUrl }), {
    redirect: 'error',
    signal: AbortSignal.any([signal, timeLimit(PROOF_LIMIT_MS)]),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (typeof answer !== 'object' || answer === null || !('proof' in answer)) return false;
  return isProof(String(answer.proof), proofOf(proofKey, challenge, portOf(apiUrl)));
}
