/** New random identifiers of cases, terminals, deposits and people. */
import { createHmac, randomInt } from 'node:crypto';
import type {
  CaseId,
  DepositId,
  PrincipalId,
  TerminalId,
} from '../../workflows/contract/identifiers';
import { ID_ALPHABET } from '../../workflows/contract/identifiers';
import type { BulkRunId } from '../../workflows/contract/operations';

const ID_LENGTH = 10;

function randomCharacters(): string {
  let text = '';
  for (let i = 0; i < ID_LENGTH; i++) text += ID_ALPHABET.charAt(randomInt(ID_ALPHABET.length));
  return text;
}

export function newCaseId(): CaseId {
  return `UC-${randomCharacters()}`;
}
export function newTerminalId(): TerminalId {
  return `t_${randomCharacters()}`;
}
export function newDepositId(): DepositId {
  return `d_${randomCharacters()}`;
}
export function newPrincipalId(): PrincipalId {
  return `s_${randomCharacters()}`;
}

/**
 * The case id that belongs to an update id (itself an HMAC of caller and Idempotency-Key), so that a
 * repeated request finds its case even if its first answer was lost on the way. 50 bits, like any id.
 */
export function caseIdFor(secret: Buffer, updateId: string): CaseId {
  return `UC-${charactersFor(secret, `case:${updateId}`)}`;
}

/** The run that belongs to an update id, in the same way: a repeated request finds its run. */
export function bulkRunIdFor(secret: Buffer, updateId: string): BulkRunId {
  return `B-${charactersFor(secret, `bulk:${updateId}`)}`;
}

function charactersFor(secret: Buffer, name: string): string {
  const mac = createHmac('sha256', secret).update(name).digest();
  // 32 divides 256, so each byte picks a character evenly.
  const characters = [...mac.subarray(0, ID_LENGTH)].map((byte) =>
    ID_ALPHABET.charAt(byte % ID_ALPHABET.length),
  );
  return characters.join('');
}
