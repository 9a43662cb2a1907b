/** The progress of a case as its merchant sees it: stages in words, no staff, nothing personal in full. */
import { maskCaseData } from '../../checks/masks';
import type { CaseRow, LedgerRow } from '../../record/desk-record';
import type { Locale } from '../../workflows/contract/case-data';
import type { CaseId } from '../../workflows/contract/identifiers';
import { CASE_STATUSES, type CaseStatus, isEnd } from '../../workflows/contract/lifecycle';
import { ApiError } from './api-error';
import type { ApiDeps } from './deps';
import { itemisationOf } from './itemisation';
import { currentTerms } from './terms';

const STAGES: Readonly<Record<CaseStatus, Readonly<Record<Locale, string>>>> = {
  'awaiting-identity': { 'zh-CN': '等待身份核实', en: 'Your identity is being verified' },
  'awaiting-consent': { 'zh-CN': '等待您同意条款', en: 'Your consent is awaited' },
  'awaiting-application': { 'zh-CN': '正在填写解绑申请', en: 'The application is being prepared' },
  'awaiting-review': { 'zh-CN': '等待审核', en: 'The application is being reviewed' },
  'awaiting-information': { 'zh-CN': '需要补充资料', en: 'A correction is needed from you' },
  unbinding: { 'zh-CN': '正在解绑终端', en: 'The terminal is being unbound' },
  'refunding-deposit': { 'zh-CN': '正在退还押金', en: 'The deposit is being refunded' },
  'closing-account': { 'zh-CN': '正在注销账户', en: 'The account is being closed' },
  completed: { 'zh-CN': '已完成', en: 'Completed' },
  rejected: { 'zh-CN': '未通过', en: 'Rejected' },
  withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
  expired: { 'zh-CN': '已过期', en: 'Expired' },
};

function statusIn(row: LedgerRow): CaseStatus | undefined {
  const named = [row.facts['to'], row.facts['status']];
  return CASE_STATUSES.find((status) => named.includes(status));
}

/** Each status with the moment it was reached, in order, repetitions in a row left out. */
function historyOf(ledger: readonly LedgerRow[], row: CaseRow, locale: Locale) {
  const first = { status: 'awaiting-identity' as CaseStatus, at: row.view.openedAt };
  const later = ledger.flatMap((entry) => {
    const status = statusIn(entry);
    return status ? [{ status, at: entry.at }] : [];
  });
  return [first, ...later]
    .filter((step, index, all) => step.status !== all[index - 1]?.status)
    .map(({ status, at }) => ({ status, stage: STAGES[status][locale], at }));
}

function statementOf({ view }: CaseRow) {
  if (!isEnd(view.status)) return {};
  return {
    statement: {
      ...(view.endedAt === undefined ? {} : { endedAt: view.endedAt }),
      refunds: view.deposits.map(({ kind, amountMinor, currency, refund }) => ({
        kind,
        amountMinor,
        currency,
        state: refund,
      })),
      account: view.closure.state,
      partial: view.partial,
    },
  };
}

/** `CASE_NOT_FOUND`, `ACQUIRER_UNAVAILABLE` while consent is awaited and the items cannot be read. */
export async function progressOf(deps: ApiDeps, caseId: CaseId, locale: Locale) {
  const row = await deps.record.readCase(caseId);
  if (!row) throw new ApiError('CASE_NOT_FOUND');
  const { view } = row;
  const [revision, ledger] = await Promise.all([
    deps.record.readRevision(caseId),
    deps.record.readLedger(caseId),
  ]);
  const { contact, terminals } = maskCaseData(revision.data);
  const serials = new Map(terminals.map((t) => [t.terminalId, t.serialNumber]));
  const expectedBy = view.limitAt ?? view.nextDueAt;
  const toAccept =
    view.status === 'awaiting-consent'
      ? {
          itemisation: await itemisationOf(deps, caseId),
          terms: await currentTerms(deps, locale),
        }
      : {};
  return {
    caseId,
    status: view.status,
    stage: STAGES[view.status][locale],
    waitsFor: view.waitsFor,
    ...(expectedBy === undefined ? {} : { expectedBy }),
    history: historyOf(ledger, row, locale),
    merchant: {
      merchantNumber: contact.merchantNumber,
      contactName: contact.contactName,
      ...(contact.phone === undefined ? {} : { phone: contact.phone }),
      ...(contact.email === undefined ? {} : { email: contact.email }),
    },
    terminals: view.terminals.map(({ terminalId, state }) => ({
      serialNumber: serials.get(terminalId) ?? '',
      state,
    })),
    requestedFields: [...view.requestedFields],
    ...toAccept,
    ...statementOf(row),
  };
}
