// client/api/operations/attention/: what needs a person, by cause: as lists and as metrics.
/** Causes as they are written in addresses and commands: `parked`, or `parked:UNBIND_REFUND_BLOCKED`. */
import {
  CAUSES,
  RECORD_CAUSES,
  type Cause,
  type RecordCause,
} from '../../../../workflows/contract/operations';
import {
  type ErrorCode,
  errorCodeOf,
  isErrorCode,
  publicCode,
} from '../../../../workflows/contract/errors';
import { fieldError } from '../../http/api-error';

export interface NamedCause {
  readonly cause: Cause;
  readonly code?: ErrorCode;
}

const CAUSE_FORM = {
  'zh-CN': `${CAUSES.join('、')}；可在冒号后加代码`,
  en: `${CAUSES.join(', ')}; a code may follow after a colon`,
};
const CODE_FORM = {
  'zh-CN': '冒号后为 /docs/errors 所列的代码，如 parked:UNBIND_REFUND_BLOCKED',
  en: 'after the colon a code of /docs/errors, such as parked:UNBIND_REFUND_BLOCKED',
};

/** The cause that a text names; its code with or without the public prefix. `FIELD_INVALID` at `path`. */
export function causeOf(text: string, path: string): NamedCause {
  const [kind, typed] = text.split(':', 2);
  const cause = CAUSES.find((one) => one === kind);
  if (!cause) throw fieldError(path, 'FIELD_INVALID', CAUSE_FORM);
  if (typed === undefined) return { cause };
  // As it stands first: some codes begin like the prefix.
  const code = isErrorCode(typed) ? typed : errorCodeOf(typed);
  if (!code) throw fieldError(path, 'FIELD_INVALID', CODE_FORM);
  return { cause, code };
}

export function causeText({ cause, code }: NamedCause): string {
  return code === undefined ? cause : `${cause}:${publicCode(code)}`;
}

export function isRecordCause(cause: Cause): cause is RecordCause {
  return (RECORD_CAUSES as readonly Cause[]).includes(cause);
}
