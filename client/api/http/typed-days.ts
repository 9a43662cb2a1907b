/** Days and moments of a request, read; what cannot be read never reaches the record. */
import { readDay, readSpan, type DayRefusal, type Span } from '../../../checks/days/day';
import type { IsoDay } from '../../../workflows/contract/desk-days';
import { ApiError, fieldError } from './api-error';

/** 422 `DAY_OUT_OF_RANGE`, or 400 with `DAY_INVALID` for what is not of its form. */
function refused(path: string, code: DayRefusal): ApiError {
  if (code === 'DAY_OUT_OF_RANGE') return fieldError(path, code);
  return new ApiError('BAD_REQUEST', { problems: [{ path, code }] });
}

/** What a day or moment covers. */
export function spanIn(path: string, entered: string): Span {
  const read = readSpan(entered);
  if ('refusal' in read) throw refused(path, read.refusal);
  return read;
}

/** A day of the desk. */
export function dayIn(path: string, entered: string): IsoDay {
  const read = readDay(entered);
  if ('refusal' in read) throw refused(path, read.refusal);
  return read.day;
}
