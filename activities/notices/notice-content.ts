/**
 * The variables of the notice templates, from the view of a case and one revision of its data. What a
 * message may know of a person is decided here and nowhere else: ends of numbers, never names.
 */
import { momentText } from '../../checks/days/moments';
import type { CaseRow, Revision } from '../../record/port/desk-record';
import type { EnteredPayee, Locale } from '../../workflows/contract/case-data';
import type { CaseView, DepositView, TerminalView } from '../../workflows/contract/case-view';
import { DESK_TIME_ZONE } from '../../workflows/contract/desk-days';
import { moneyText, totalText } from '../../workflows/contract/money';
import type { NoticeKind } from '../../workflows/contract/notices';
import { STATUS } from '../../words/domain';
import { DEPOSIT_TOLD, PAYEE_TOLD, STAGE, rejectionTold } from '../../words/merchant';
import { phrasesOf } from './content-phrases';
import type { GatePhrase, Phrases } from './content-phrases';

/** Every variable is always present; `false` where there is nothing to say. */
export interface NoticeContent {
  readonly locale: Locale;
  readonly kind: NoticeKind;
  readonly staff: boolean;
  readonly caseId: string;
  readonly signature: string;
  readonly support: string;
  readonly hasEmail: boolean;
  readonly link: string | false;
  readonly terminals: readonly { readonly serial: string }[];
  readonly terminalCount: number;
  readonly unboundTerminals: readonly { readonly serial: string }[];
  readonly unboundCount: number;
  readonly leftBoundTerminals: readonly { readonly serial: string }[];
  readonly leftBoundCount: number;
  /** Until when the present status lasts, or what the message asks for can be answered; the merchant's clock. */
  readonly limitAt: string | false;
  readonly fields: readonly string[];
  readonly fieldList: string;
  readonly message: string | false;
  readonly rejection: string;
  readonly gates: readonly GatePhrase[];
  readonly gateList: string;
  readonly depositTotal: string | false;
  readonly refundedTotal: string | false;
  readonly returnedTotal: string | false;
  readonly keptItems: readonly { readonly name: string; readonly amount: string }[];
  readonly payee: string;
  readonly refundDays: string;
  readonly closureAsked: boolean;
  readonly accountClosed: boolean;
  readonly statusName: string;
  readonly statusSince: string;
}

export interface ContentOptions {
  readonly locale: Locale;
  readonly signature: string;
  /** Phone number or address of the support desk; default: the channel of the request in words. */
  readonly supportContact?: string;
  /** Address of the merchant's page or of the console; only e-mails carry it. */
  readonly link?: string;
  /** What a reviewer wrote to the merchant. */
  readonly message?: string;
}

const EXTENSION_KINDS: readonly NoticeKind[] = [
  'consent-extension-requested',
  'consent-extension-reminder',
];

/** A request that the merchant has answered meanwhile must not name the limit of another step. */
function awaitsPeople({ status }: CaseView): boolean {
  return status.startsWith('awaiting-');
}

/** Collects the variables for one message; pure. */
export function noticeContent(
  kind: NoticeKind,
  caseRow: CaseRow,
  revision: Revision,
  options: ContentOptions,
): NoticeContent {
  const { view } = caseRow;
  const { contact } = revision.data;
  const { locale } = options;
  const phrases = phrasesOf(locale);
  const staff = kind === 'overdue';
  const timeZone = staff ? DESK_TIME_ZONE : contact.timeZone;
  const at = (moment: string) => momentText(moment, { locale, timeZone });
  const extension = EXTENSION_KINDS.includes(kind) ? view.consentExtension : undefined;
  const limitAt = extension?.limitAt ?? view.limitAt;
  return {
    locale,
    kind,
    staff,
    caseId: view.caseId,
    signature: options.signature,
    support: options.supportContact ?? phrases.support[view.channel],
    hasEmail: contact.email !== undefined,
    link: options.link ?? false,
    message: options.message === undefined ? false : plainText(options.message),
    limitAt: limitAt !== undefined && awaitsPeople(view) && at(limitAt),
    rejection: rejectionTold(view.rejection)[locale],
    statusName: (staff ? STATUS : STAGE)[view.status][locale],
    statusSince: at(view.statusSince),
    closureAsked: view.closure.state !== 'not-asked',
    accountClosed: view.closure.state === 'closed',
    ...terminalVariables(view, revision),
    ...reasonVariables(view, extension?.paths ?? view.requestedFields, phrases),
    ...moneyVariables(view, revision.data.application?.payee, locale),
  };
}

function terminalVariables(view: CaseView, revision: Revision) {
  const serialOf = ({ terminalId }: TerminalView) => ({
    serial: maskTail(
      revision.data.terminals.find((terminal) => terminal.terminalId === terminalId)
        ?.serialNumber ?? '',
    ),
  });
  const unbound = view.terminals.filter(({ state }) => state === 'effective').map(serialOf);
  const leftBound = view.terminals.filter(({ state }) => state === 'left-bound').map(serialOf);
  return {
    terminals: view.terminals.map(serialOf),
    terminalCount: view.terminals.length,
    unboundTerminals: unbound,
    unboundCount: unbound.length,
    leftBoundTerminals: leftBound,
    leftBoundCount: leftBound.length,
  };
}

function reasonVariables(view: CaseView, paths: readonly string[], phrases: Phrases) {
  const fields = unique(paths.map((path) => fieldName(path, phrases)));
  const named = fields.length > 0 ? fields : [phrases.fieldFallback];
  const codes = unique(
    [...view.terminals, ...view.deposits, view.closure].flatMap(({ gate }) => gate ?? []),
  );
  const found = codes.map((code) => phrases.gates[code]);
  const gates = found.length > 0 ? found : [phrases.gateFallback];
  return {
    fields: named,
    fieldList: named.join(phrases.comma),
    gates,
    gateList: gates.map(({ reason }) => reason).join(phrases.comma),
  };
}

const MONEY_BACK = ['succeeded', 'paid'];

function moneyVariables(view: CaseView, payee: EnteredPayee | undefined, locale: Locale) {
  const phrases = phrasesOf(locale);
  const refundable = view.deposits.filter(({ kind }) => kind === 'refundable-deposit');
  const due = refundable.filter(({ refund }) => refund !== 'not-due');
  const total = (items: readonly DepositView[]): string | false =>
    totalText(items, locale) ?? false;
  return {
    depositTotal: total(due),
    refundedTotal: total(refundable.filter(({ refund }) => MONEY_BACK.includes(refund))),
    returnedTotal: total(refundable.filter(({ refund }) => refund === 'returned')),
    keptItems: view.deposits
      .filter(({ kind, amountMinor }) => kind !== 'refundable-deposit' && amountMinor > 0)
      .map((item) => ({ name: DEPOSIT_TOLD[item.kind][locale], amount: moneyText(item, locale) })),
    ...(payee?.kind === 'bank-account'
      ? {
          payee: phrases.bankAccount(payee.accountNumber.slice(-4)),
          refundDays: phrases.refundDays['bank-account'],
        }
      : {
          payee: PAYEE_TOLD['original-payment'][locale],
          refundDays: phrases.refundDays['original-payment'],
        }),
  };
}

function fieldName(path: string, phrases: Phrases): string {
  const plain = path.replace(/\[\d+\].*$/, '');
  const first = plain.split('.')[0] ?? '';
  return phrases.fields[plain] ?? phrases.fields[first] ?? phrases.fieldFallback;
}

/** `****6789`; nothing of a number of four characters or fewer. */
export function maskTail(value: string): string {
  return value.length <= 4 ? '****' : `****${value.slice(-4)}`;
}

/** Line breaks stay, other control characters and invisible direction marks go. */
function plainText(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g,
      '',
    )
    .trim();
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
