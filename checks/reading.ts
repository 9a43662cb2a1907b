/**
 * What every reader of this folder answers: the one written form of a value, or the code that says why there is
 * none. A reader stands at every door, so that what was typed one way is found again typed another way.
 */
import type { ErrorCode } from '../workflows/contract/errors';

export type Read<T = string> =
  | { readonly value: T; readonly code?: undefined }
  | { readonly value?: undefined; readonly code: ErrorCode };

/** `FIELD_REQUIRED` for nothing, `code` for what is not of the form, else the value. */
export function readWith(written: string, isOne: boolean, code: ErrorCode): Read {
  if (written === '') return { code: 'FIELD_REQUIRED' };
  return isOne ? { value: written } : { code };
}
