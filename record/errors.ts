/** Turns failures of PostgreSQL and the network into codes of the error table; keeps data out of them. */
import { ERRORS, type ErrorCode } from '../workflows/contract/errors';
import { RecordError } from './desk-record';

/** SQLSTATEs that our own functions in the migrations raise. */
const OWN_STATES: Readonly<Record<string, ErrorCode>> = {
  UD001: 'LEDGER_CONFLICT',
  UD002: 'CASE_NOT_FOUND',
};

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Texts of node-postgres errors that carry no code. */
const NETWORK_TEXTS =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|not queryable|cannot use a pool after calling end|connection ended/i;

/**
 * SQLSTATEs after which the same call may succeed later: connection (08), out of connections,
 * shutdown and start-up (57P0x), statement time-out, serialization and deadlock, login not yet set up.
 */
const RETRYABLE_STATES = /^(08...|53300|53400|57P0.|57014|40001|40P01|55P03|25P03|28...|3D000)$/;

/** Signs that PostgreSQL has no place for, such as the zero byte, in a text or in JSON. */
const UNKEEPABLE_STATES = new Set(['22021', '22P05']);

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

/** Maps anything thrown below the record; a RecordError passes unchanged. */
export function toRecordError(error: unknown): RecordError {
  if (error instanceof RecordError) return error;
  const root = rootOf(error);
  const code = root.code ?? '';
  const own = OWN_STATES[code];
  if (own) return new RecordError(own, `The record refused: ${own}.`);
  if (code === '53100' || code === 'ENOSPC' || /no space left on device/i.test(root.message)) {
    return new RecordError('DISK_FULL', 'The disk of the record is full.');
  }
  if (UNKEEPABLE_STATES.has(code)) {
    return new RecordError('BAD_REQUEST', 'A text holds a sign that the record cannot keep.');
  }
  if (NETWORK_CODES.has(code) || RETRYABLE_STATES.test(code) || NETWORK_TEXTS.test(root.message)) {
    return new RecordError(
      'RECORD_UNAVAILABLE',
      `The record is out of reach (${code || 'closed'}).`,
    );
  }
  // The text of a database error may quote values, so only its code and constraint go on.
  const where = root.constraint ? ` at ${root.constraint}` : '';
  const what = code ? `SQLSTATE ${code}${where}` : error instanceof Error ? error.name : 'unknown';
  return new RecordError('INTERNAL', `The record failed: ${what}.`, undefined, {
    cause: error instanceof Error && code === '' ? withoutMessage(error) : undefined,
  });
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
