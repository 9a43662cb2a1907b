/** The progress of a case as its merchant sees it: stages in words, no staff, nothing personal in full. */
import type { z } from 'zod';
import { fieldsOf, isAsked } from '../../../checks/application/corrections';
import { isRefundable } from '../../../checks/money/itemisation';
import { maskCaseData, maskSerialNumber } from '../../../checks/masks';
import { messagePartsFor } from '../../../words/errors';
import type { AttachmentMeta, CaseRow, LedgerRow } from '../../../record/port/desk-record';
import type { CaseData, Locale } from '../../../workflows/contract/case-data';
import type { CaseView } from '../../../workflows/contract/case-view';
import { isGateCode, publicCode } from '../../../workflows/contract/errors';
import type { CaseId } from '../../../workflows/contract/identifiers';
import {
  CASE_STATUSES,
  type CaseStatus,
  type DecisionName,
  isEnd,
} from '../../../workflows/contract/lifecycle';
import { ApiError } from '../http/api-error';
import { offersFor, warningsOf } from '../cases/answers';
import type { ApiDeps } from '../deps';
import { extensionOf } from '../cases/extension';
import { itemisationOf } from '../cases/itemisation';
import { MERCHANT } from './decisions';
import { TOLD_REJECTIONS, type progressAnswer } from '../../../wire/merchant/merchant-answers';
import { STAGE } from '../../../words/merchant';
import { currentTerms } from '../cases/terms';

type Progress = z.output<typeof progressAnswer>;

function statusIn(row: LedgerRow): CaseStatus | undefined {
  const named = [row.facts['to'], row.facts['status']];
  return CASE_STATUSES.find((status) => named.includes(status));
}

/** Each status with the moment it was reached, in order, repetitions in a row left out. */
function historyOf(
  ledger: readonly LedgerRow[],
  row: CaseRow,
  locale: Locale,
): Progress['history'] {
  const first = { status: 'awaiting-identity' as CaseStatus, at: row.view.openedAt };
  const later = ledger.flatMap((entry) => {
    const status = statusIn(entry);
    return status ? [{ status, at: entry.at }] : [];
  });
  return [first, ...later]
    .filter((step, index, all) => step.status !== all[index - 1]?.status)
    .map(({ status, at }) => ({ status, stage: STAGE[status][locale], at }));
}

/** Masked serial numbers by the ids of their terminals. */
type Serials = ReadonlyMap<string, string>;

function depositsOf(view: CaseView, serials: Serials): Progress['deposits'] {
  return view.deposits.map(({ terminalId, kind, amountMinor, currency, refund, since }) => ({
    serialNumber: serials.get(terminalId) ?? '',
    kind,
    amountMinor,
    currency,
    refundable: isRefundable(kind),
    state: refund,
    since,
  }));
}

/** What the acquirer's gate waits for, or would as the application was checked; each reason once. */
function hindrancesOf(view: CaseView, locale: Locale): Progress['hindrances'] {
  const subjects = [...view.terminals, ...view.deposits, view.closure];
  const advice = warningsOf(view).filter(isGateCode);
  const codes = new Set([...subjects.flatMap(({ gate }) => gate ?? []), ...advice]);
  return [...codes].map((code) => ({ code: publicCode(code), ...messagePartsFor(code, locale) }));
}

/** `****7890`, or that money goes back the way it came. */
function payeeOf({ application }: CaseData): { payee?: string } {
  if (!application) return {};
  const { payee } = application;
  return { payee: payee.kind === 'bank-account' ? payee.accountNumber : payee.kind };
}

/** A paper to be shown to others: it names company and terminals in full. */
function statementOf(
  { view }: CaseRow,
  data: CaseData,
  masked: CaseData,
): Pick<Progress, 'statement'> {
  if (!isEnd(view.status)) return {};
  const { merchantName = '' } = data.application ?? {};
  const serials: Serials = new Map(data.terminals.map((t) => [t.terminalId, t.serialNumber]));
  const isClosed = view.closure.state === 'closed';
  return {
    statement: {
      ...(merchantName === '' ? {} : { merchantName }),
      ...(view.endedAt === undefined ? {} : { endedAt: view.endedAt }),
      terminals: view.terminals.map(({ terminalId, state, since }) => ({
        serialNumber: serials.get(terminalId) ?? '',
        state,
        at: since,
      })),
      refunds: depositsOf(view, serials).map(
        ({ serialNumber, kind, amountMinor, currency, state, since }) => ({
          serialNumber,
          kind,
          amountMinor,
          currency,
          state,
          at: since,
        }),
      ),
      ...payeeOf(masked),
      account: view.closure.state,
      ...(isClosed ? { accountAt: view.closure.since } : {}),
      partial: view.partial,
    },
  };
}

function rejectionOf({ rejection }: CaseView): Pick<Progress, 'rejection'> {
  if (rejection === undefined) return {};
  if (rejection === 'suspected-fraud') return { rejection: 'not-verified' };
  return { rejection: TOLD_REJECTIONS.find((told) => told === rejection) ?? 'other' };
}

/** What the merchant may do now: decisions, each with the reason where it would be refused, and papers. */
function permissionsOf(row: CaseRow): Pick<Progress, 'can' | 'offers'> {
  const offers = offersFor(row, MERCHANT);
  const may = (decision: DecisionName) =>
    offers.some((offer) => offer.decision === decision && offer.refusedBy === undefined);
  return {
    offers,
    can: {
      consent: may('recordConsent'),
      extend: may('extendConsent'),
      correct: may('submit'),
      attach: !isEnd(row.view.status),
      withdraw: may('withdraw'),
    },
  };
}

/** The fields to correct, masked, and the words of who asked. */
async function requestedOf(
  deps: ApiDeps,
  { caseId, view }: CaseRow,
  { application }: CaseData,
): Promise<Pick<Progress, 'requested'>> {
  if (view.status !== 'awaiting-information' || !application) return {};
  const asked = view.requestedFields;
  const messages = (await deps.record.notes.list(caseId)).filter(({ kind }) => kind === 'message');
  const message = messages.at(-1)?.text;
  return {
    requested: {
      fields: [...fieldsOf(application)]
        .filter(([path]) => isAsked(path, asked))
        .map(([path, now]) => ({ path, now })),
      mayAddTerminals: asked.includes('terminals'),
      ...(message === undefined ? {} : { message }),
    },
  };
}

/** Terms and items to accept; without the items while the acquirer is out of reach. */
async function toAccept(
  deps: ApiDeps,
  row: CaseRow,
  locale: Locale,
): Promise<Pick<Progress, 'itemisation' | 'terms'>> {
  if (row.view.status !== 'awaiting-consent') return {};
  const terms = await currentTerms(deps, locale);
  try {
    const shown = await itemisationOf(deps, row);
    const lines = shown.lines.map((line) => ({
      ...line,
      serialNumber: maskSerialNumber(line.serialNumber),
    }));
    return {
      terms,
      itemisation: { ...shown, lines, terminals: shown.terminals.map(maskSerialNumber) },
    };
  } catch (error) {
    // To refuse or withdraw has to be as possible as ever.
    if (error instanceof ApiError && error.code === 'ACQUIRER_UNAVAILABLE') return { terms };
    throw error;
  }
}

/** What the merchant is asked to agree to beyond the consent; without it while the acquirer is out of reach. */
async function toAgree(
  deps: ApiDeps,
  row: CaseRow,
  locale: Locale,
): Promise<Pick<Progress, 'extension'>> {
  if (row.view.consentExtension === undefined) return {};
  try {
    const shown = await extensionOf(deps, row, locale);
    const lines = shown.lines.map((line) => ({
      ...line,
      serialNumber: maskSerialNumber(line.serialNumber),
    }));
    const { limitAt } = row.view.consentExtension;
    const terminals = shown.terminals.map(maskSerialNumber);
    return { extension: { ...shown, lines, terminals, limitAt } };
  } catch (error) {
    // A draft that was changed meanwhile may need nothing more.
    const passes = ['ACQUIRER_UNAVAILABLE', 'NOTHING_TO_AGREE'];
    if (error instanceof ApiError && passes.includes(error.code)) return {};
    throw error;
  }
}

/** A file as its merchant sees it. */
export function merchantAttachmentOf({
  fileName,
  mediaType,
  sizeBytes,
  at,
}: AttachmentMeta): Progress['attachments'][number] {
  return { fileName, mediaType, sizeBytes, at: at.toISOString() };
}

/** `CASE_NOT_FOUND`. While the acquirer is out of reach there are no items to accept. */
export async function progressOf(deps: ApiDeps, caseId: CaseId, locale: Locale): Promise<Progress> {
  const row = await deps.record.cases.read(caseId);
  if (!row) throw new ApiError('CASE_NOT_FOUND');
  const { view } = row;
  const [revision, ledger, attachments] = await Promise.all([
    deps.record.revisions.read(caseId),
    deps.record.ledger.read(caseId),
    deps.record.attachments.list(caseId),
  ]);
  const masked = maskCaseData(revision.data);
  const { contact } = masked;
  const serials = new Map(masked.terminals.map((t) => [t.terminalId, t.serialNumber]));
  const expectedBy = view.expectedBy ?? view.limitAt ?? view.nextDueAt;
  return {
    caseId,
    status: view.status,
    stage: STAGE[view.status][locale],
    statusSince: view.statusSince,
    openedAt: view.openedAt,
    revision: revision.revision,
    waitsFor: view.waitsFor,
    ...(expectedBy === undefined ? {} : { expectedBy }),
    overdue: view.overdue,
    paused: view.held || view.parked !== undefined,
    history: historyOf(ledger, row, locale),
    merchant: {
      merchantNumber: contact.merchantNumber,
      contactName: contact.contactName,
      ...(contact.phone === undefined ? {} : { phone: contact.phone }),
      ...(contact.email === undefined ? {} : { email: contact.email }),
    },
    timeZone: contact.timeZone,
    closeAccount: view.closeAccount,
    terminals: view.terminals.map(({ terminalId, state, since }) => ({
      serialNumber: serials.get(terminalId) ?? '',
      state,
      since,
    })),
    deposits: depositsOf(view, serials),
    hindrances: hindrancesOf(view, locale),
    requestedFields: [...view.requestedFields],
    ...(await requestedOf(deps, row, masked)),
    ...(await toAccept(deps, row, locale)),
    ...(await toAgree(deps, row, locale)),
    attachments: attachments.filter(({ by }) => by === 'merchant').map(merchantAttachmentOf),
    ...permissionsOf(row),
    ...rejectionOf(view),
    ...statementOf(row, revision.data, masked),
  };
}
