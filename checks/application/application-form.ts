/** Form of an application: everything that can be said without asking anybody, all of it at once. */
import type { ApplicationData, CaseData } from '../../workflows/contract/case-data';
import type { IsoDay } from '../../workflows/contract/desk-days';
import type { Problem } from '../../workflows/contract/messages';
import { serialNumbersOf } from './acquirer-side';
import { checkDepositsForm } from '../money/deposits';
import { readEmail } from '../people/email';
import { isBlank } from '../entered-text';
import { checkDocument } from '../people/identity-document';
import { MAX_DEPOSITS } from '../../wire/limits';
import { readMerchantName } from '../people/merchant-name';
import { checkPayeeForm, checkPayeeName } from '../money/payee';
import { readPhone } from '../people/phone';
import type { Read } from '../reading';
import { checkTerminals } from './terminals';

/** What stands in the way, and what a reviewer should know. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const NOTHING_ENTERED: ApplicationData = {
  merchantName: '',
  document: { kind: '', number: '' },
  phone: '',
  terminals: [],
  deposits: [],
  payee: { kind: '' },
  closeAccount: false,
};

/** What a reader refuses stands at the path of its field. */
function refused(path: string, { code }: Read): readonly Problem[] {
  return code === undefined ? [] : [{ path, code }];
}

function documentFindings({ document }: ApplicationData, today: IsoDay): Findings {
  const problems: Problem[] = [];
  if (isBlank(document.kind)) problems.push({ path: 'document.kind', code: 'FIELD_REQUIRED' });
  if (isBlank(document.number)) problems.push({ path: 'document.number', code: 'FIELD_REQUIRED' });
  if (isBlank(document.kind)) return { problems, warnings: [] };
  const { error, warning } = checkDocument(document.kind, document.number, today);
  if (error === 'DOCUMENT_KIND_UNKNOWN') problems.push({ path: 'document.kind', code: error });
  if (isBlank(document.number)) return { problems, warnings: [] };
  if (error === 'DOCUMENT_NUMBER_INVALID') problems.push({ path: 'document.number', code: error });
  return {
    problems,
    warnings: warning === undefined ? [] : [{ path: 'document.number', code: warning }],
  };
}

/** The phone may be left out only by a merchant who is reached by e-mail. */
function phoneProblems({ phone, email }: ApplicationData): readonly Problem[] {
  const isLeftOut = isBlank(phone) && !isBlank(email);
  return isLeftOut ? [] : refused('phone', readPhone(phone));
}

function emailProblems({ email = '' }: ApplicationData): readonly Problem[] {
  return isBlank(email) ? [] : refused('email', readEmail(email));
}

function depositProblems(application: ApplicationData): readonly Problem[] {
  const { deposits } = application;
  const problems = checkDepositsForm(deposits, new Set(serialNumbersOf(application)));
  if (deposits.length <= MAX_DEPOSITS) return problems;
  return [{ path: 'deposits', code: 'FIELD_INVALID' }, ...problems];
}

function payeeProblems({ payee, merchantName }: ApplicationData): readonly Problem[] {
  const form = checkPayeeForm(payee);
  return isBlank(merchantName) ? form : [...form, ...checkPayeeName(payee, merchantName)];
}

/**
 * Checks the application of a revision by its form. Every problem at once, in the order of the
 * fields; a revision without an application lacks everything. `today` bounds birth dates.
 */
export function checkForm({ application }: CaseData, today: IsoDay): Findings {
  const entered = application ?? NOTHING_ENTERED;
  const document = documentFindings(entered, today);
  return {
    problems: [
      ...refused('merchantName', readMerchantName(entered.merchantName)),
      ...document.problems,
      ...phoneProblems(entered),
      ...emailProblems(entered),
      ...checkTerminals(entered.terminals),
      ...depositProblems(entered),
      ...payeeProblems(entered),
    ],
    warnings: document.warnings,
  };
}
