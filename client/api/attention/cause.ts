/** Causes as they are written in addresses and commands: `parked`, or `parked:UNBIND_REFUND_BLOCKED`. */
import {
  CAUSES,
  RECORD_CAUSES,
  type Cause,
  type RecordCause,
} from '../../../workflows/contract/operations';
import {
  type ErrorCode,
  errorCodeOf,
  isErrorCode,
  publicCode,
} from '../../../workflows/contract/errors';
import { fieldError } from '../api-error';

export interface NamedCause {
  readonly cause: Cause;
  readonly code?: ErrorCode;
}

/** The cause that a text names; its code with or without the public prefix. `FIELD_INVALID` at `path`. */
export function causeOf(text: string, path: string): NamedCause {
  const [kind, typed] = text.split(':', 2);
  const cause = CAUSES.find((one) => one === kind);
  if (!cause) throw fieldError(path, 'FIELD_INVALID');
  if (typed === undefined) return { cause };
  // As it stands first: some codes begin like the prefix.
  const code = isErrorCode(typed) ? typed : errorCodeOf(typed);
  if (!code) throw fieldError(path, 'FIELD_INVALID');
  return { cause, code };
}

export function causeText({ cause, code }: NamedCause): string {
  return code === undefined ? cause : `${cause}:${publicCode(code)}`;
}

export function isRecordCause(cause: Cause): cause is RecordCause {
  return (RECORD_CAUSES as readonly Cause[]).includes(cause);
}
