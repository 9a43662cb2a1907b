/** The number that a callback went to: it proves who asks where it is the one that the acquirer has bound. */
import { maskPhone } from '../../../checks/masks';
import { normalizePhone, readPhone, samePhone } from '../../../checks/people/phone';
import type { CaseRow } from '../../../record/port/desk-record';
import type { VerifyIdentityBody } from '../../../wire/cases/case-requests';
import type { Phrase } from '../../../workflows/contract/case-data';
import type { CalledNumber } from '../../../workflows/contract/case-view';
import type { ApiDeps } from '../deps';
import { fieldError } from '../http/api-error';
import { readAcquirer } from '../providers/acquirer-reads';

const WITH_CALLBACK: Phrase = { 'zh-CN': '仅用于 callback', en: 'only with the method callback' };

/** What a callback proves, and how its number is named in the evidence. */
export interface ProvenCall {
  readonly called: CalledNumber;
  readonly masked: string;
}

/** The phone that the acquirer has bound to a merchant; undefined where it tells of none. */
export async function boundPhone(
  { acquirer }: Pick<ApiDeps, 'acquirer'>,
  merchantNumber: string,
): Promise<string | undefined> {
  const read = await readAcquirer((signal) => acquirer.readMerchant(merchantNumber, signal));
  return read.kind === 'found' ? read.value.phone : undefined;
}

/**
 * What the named number proves; undefined where none was called. `FIELD_REQUIRED` where a mark would be cleared by
 * a call to a number that nobody names, `CALLED_NUMBER_NOT_BOUND` where another one was called.
 */
export async function provenCall(
  deps: Pick<ApiDeps, 'acquirer' | 'record'>,
  { caseId, view }: Pick<CaseRow, 'caseId' | 'view'>,
  { method, calledNumber, thirdPartyCaller = false }: VerifyIdentityBody,
): Promise<ProvenCall | undefined> {
  const path = 'calledNumber';
  if (method !== 'callback') {
    if (calledNumber !== undefined) throw fieldError(path, 'FIELD_INVALID', WITH_CALLBACK);
    return undefined;
  }
  const clearsMark = thirdPartyCaller || view.stepUp.length > 0;
  if (calledNumber === undefined && !clearsMark) return undefined;
  const { code } = readPhone(calledNumber ?? '');
  if (code !== undefined) throw fieldError(path, code);
  const called = normalizePhone(calledNumber ?? '');
  const { data } = await deps.record.revisions.read(caseId);
  const bound = await boundPhone(deps, data.contact.merchantNumber);
  if (bound === undefined) return { called: 'number-not-told', masked: maskPhone(called) };
  if (!samePhone(bound, called)) throw fieldError(path, 'CALLED_NUMBER_NOT_BOUND');
  return { called: 'bound-number', masked: maskPhone(called) };
}
