/** Turns failures of PostgreSQL and the network into codes of the error table; keeps data out of them. */
import { ERRORS } from '../../../workflows/contract/errors';
import { faultOf, type FaultSource } from '../../../workflows/contract/faults';
import { RecordError } from '../../port/desk-record';

/** Errors that node-postgres 8.23 makes without a code, and the code that stands for them here. */
const TEXTS: readonly (readonly [text: RegExp, source: FaultSource, code: string])[] = [
  [/no space left on device/i, 'network', 'ENOSPC'],
  [/^SASL: /, 'postgresql', '28000'],
  [
    /connection terminated|connection ended|connection timeout|connection error|timeout expired|timeout exceeded when trying to connect|query read timeout|not queryable|after calling end|SSL connection|unexpected \w+ message from backend/i,
    'network',
    'closed',
  ],
];

/** Code, what happened and what to do, in one line: for a process that ends. */
export function explainRecordError({ code, message }: RecordError): string {
  const { meaning, remedy } = ERRORS[code];
  return `${code}: ${[...new Set([meaning, message, remedy])].join(' ')}`;
}

interface PgFailure {
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The innermost failure that says something: drizzle and AggregateError wrap it. */
function rootOf(error: unknown): PgFailure {
  const [code, message, cause] = ['code', 'message', 'cause'].map((name) => member(error, name));
  const inner = member(error, 'errors');
  if (typeof code !== 'string') {
    if (Array.isArray(inner) && inner.length > 0) return rootOf(inner[0]);
    if (cause !== undefined) return rootOf(cause);
  }
  const constraint = member(error, 'constraint');
  return {
    message: typeof message === 'string' ? message : 'unknown failure',
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
  };
}

/** SQLSTATE of a unique violation's constraint, or undefined if the failure is something else. */
export function violatedConstraint(error: unknown): string | undefined {
  const root = rootOf(error);
  return root.code === '23505' ? root.constraint : undefined;
}

/** Who said it, and its code; undefined where it is neither PostgreSQL's nor the network's. */
function spoken({ code, message }: PgFailure): [FaultSource, string] | undefined {
  // `EPIPE` has the length of an SQLSTATE; none begins with two letters of which the first is E.
  if (code !== undefined && /^(?!E[A-Z])[0-9A-Z]{5}$/.test(code)) return ['postgresql', code];
  if (code !== undefined) return ['network', code];
  const known = TEXTS.find(([text]) => text.test(message));
  return known && [known[1], known[2]];
}

/**
 * Maps anything thrown below the record by the table of faults; a RecordError passes unchanged. What neither
 * PostgreSQL nor the network has said is a fault of ours.
 */
export function toRecordError(error: unknown): RecordError {
  if (error instanceof RecordError) return error;
  const root = rootOf(error);
  const said = spoken(root);
  if (said === undefined) {
    const name = error instanceof Error ? error.name : 'unknown';
    const cause = error instanceof Error ? withoutMessage(error) : undefined;
    return new RecordError('INTERNAL', `The record failed: ${name}.`, undefined, { cause });
  }
  const { code, what } = faultOf(...said);
  // The text of a database error may quote values, so only its code and constraint go on.
  const where = root.constraint ? ` at ${root.constraint}` : '';
  return new RecordError(code, `${what[0]?.toUpperCase()}${what.slice(1)} (${said[1]}${where}).`);
}

/** Keeps where a fault happened and drops what it said. */
function withoutMessage(error: Error): Error {
  const bare = new Error(error.name);
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  bare.stack = [error.name, ...(frames ?? [])].join('\n');
  return bare;
}

/** Runs a call on the database and maps what it throws. */
export async function guarded<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toRecordError(error);
  }
}
