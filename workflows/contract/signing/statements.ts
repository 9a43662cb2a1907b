/**
 * What the API says to workflows, in the form in which it signs it. Whoever reaches Temporal can say anything to
 * a workflow; what is not signed by a key in force is refused before it moves anything.
 */

/** An Ed25519 signature over the canonical JSON (RFC 8785) of a statement, base64, and the id of its key. */
export interface StatementSignature {
  readonly keyId: string;
  readonly signature: string;
}

/** Whatever carries the signature of its statement. */
export interface Signed {
  readonly signed?: StatementSignature | undefined;
}

/**
 * - `start`: a workflow is to begin; `name` is its type
 * - `update`: a decision of a person; `name` is that of the update, `id` its id
 * - `signal`: a report; `name` is that of the signal
 * - `order`: a repair of many cases may do one thing to one of them; `name` is the verb, `id` that of the run
 */
export const STATEMENT_KINDS = ['start', 'update', 'signal', 'order'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export interface Statement {
  readonly form: 'unbind-statement/1';
  readonly kind: StatementKind;
  /** Id of the workflow that it is said to. */
  readonly to: string;
  readonly name: string;
  /** Empty where the kind has none. */
  readonly id: string;
  /** What is said, who says it included; never the signature. */
  readonly input: unknown;
}

/** A statement as it arrived, with what is to prove it. */
export interface Said extends Signed {
  readonly statement: Statement;
}

/** What was said, apart from its signature. */
export function saidIn(
  about: Omit<Statement, 'form' | 'input'>,
  { signed, ...input }: Signed & object,
): Said {
  const statement: Statement = { form: 'unbind-statement/1', ...about, input };
  return signed === undefined ? { statement } : { statement, signed };
}

/** Whether what was said is signed by one of the keys that are asked for. */
export type IsProven = (said: Said) => boolean;
