// client/cli/text/: answers as lines of text: cases, repairs, failures, tables, times.
/** A case, its timeline and lists of cases as lines of text. */
import type { Consent } from '../../../wire/cases/consent-answers';
import { moneyText } from '../../../workflows/contract/money';
import type {
  CaseAnswer,
  CaseSummary,
  ViewAnswer,
  Receipt,
} from '../../../wire/cases/case-answers';
import type { RevealedAnswer } from '../../../wire/cases/case-data-answers';
import type { ConsentExtension, Itemisation } from '../../../wire/cases/consent-answers';
import type { Finding } from '../../../wire/problem-answers';
import {
  CASE_CHANNEL,
  CLOSURE_STATE,
  DEPOSIT,
  DOCUMENT,
  PARTY,
  REASON,
  REFUND_STATE,
  REJECTION,
  STEP,
  STEP_UP,
  TERMINAL_STATE,
} from '../../../words/domain';
import { PAYEE } from '../../../words/operations';
import type { Session } from '../session';
import { factLines, indented, tableLines } from './tables';
import type { Words } from './words';

export type Shown = Pick<Session, 'words' | 'clock'>;

export function receiptLines({ words }: Shown, { caseId, status, revision }: Receipt): string[] {
  return [`${caseId}  ${words.status(status)}  ${words.say('revision')} ${revision}`];
}

export function findingLines({ words }: Shown, findings: readonly Finding[]): string[] {
  return tableLines(
    [{ head: words.say('field') }, { head: words.say('code') }, { head: words.say('message') }],
    findings.map(({ path, code, message }) => [words.field(path), code, message]),
  );
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...indented(lines)];
}

function flagsOf({ words }: Shown, view: ViewAnswer): string {
  const flags = {
    [words.say('overdue')]: view.overdue,
    [words.say('held')]: view.held,
    [words.say('partial')]: view.partial,
    [words.say('pointOfNoReturn')]: view.pointOfNoReturn,
    [words.say('refundReopened')]: view.refundReopened,
  };
  const set = Object.entries(flags).flatMap(([name, isSet]) => (isSet ? [name] : []));
  return [
    ...set,
    ...view.stepUp.map((reason) => `${words.say('stepUp')}: ${words.called(STEP_UP, reason)}`),
  ].join(', ');
}

type Offers = Pick<CaseAnswer, 'offers'>;

/** Commands that are not called as their decision. */
const COMMANDS: Readonly<Record<string, string>> = {
  recordConsent: 'consent',
  amendContact: 'contact',
};

/** A decision by the command that takes it. */
function commandOf(decision: string): string {
  return COMMANDS[decision] ?? decision.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);
}

/** What whoever asked may decide now. */
function mayNow({ offers }: Offers): string {
  return offers
    .flatMap(({ decision, refusedBy }) => (refusedBy === undefined ? commandOf(decision) : []))
    .join(', ');
}

/** What would be refused, and by which code. */
function refusedLine({ decision, refusedBy }: Offers['offers'][number]): string[] {
  return refusedBy === undefined ? [] : [`${commandOf(decision)} (${refusedBy})`];
}

function standingFacts(shown: Shown, answer: CaseAnswer): string[] {
  const { words, clock } = shown;
  const { view, people } = answer;
  const at = (moment: string | undefined): string | undefined =>
    moment === undefined ? undefined : clock.full(moment);
  const { claim, parked, consentExtension: extension } = view;
  const revisions =
    answer.latestRevision === view.revision
      ? String(view.revision)
      : `${view.revision} (${answer.latestRevision})`;
  return factLines([
    [words.say('since'), at(view.statusSince)],
    [words.say('waits'), words.called(PARTY, view.waitsFor)],
    [words.say('due'), at(view.nextDueAt)],
    [words.say('limit'), at(view.limitAt)],
    [words.say('ended'), at(view.endedAt)],
    [
      words.say('opened'),
      [
        clock.full(answer.openedAt),
        people[view.openedBy] ?? view.openedBy,
        words.called(CASE_CHANNEL, view.channel),
      ].join(', '),
    ],
    [
      words.say('reason'),
      [
        words.called(REASON, view.reason),
        ...(view.rejection === undefined ? [] : [words.called(REJECTION, view.rejection)]),
      ].join(', '),
    ],
    [words.say('revision'), revisions],
    [words.say('claim'), claim && `${people[claim.by] ?? claim.by}, → ${clock.full(claim.until)}`],
    [
      words.say('parked'),
      parked && `${words.called(STEP, parked.step)}, ${parked.code}, ${at(parked.since) ?? ''}`,
    ],
    [words.say('action'), parked?.actions.join(', ')],
    [words.say('may'), mayNow(answer)],
    [words.say('mayNot'), answer.offers.flatMap(refusedLine).join(', ')],
    [words.say('flags'), flagsOf(shown, view)],
    [words.say('warnings'), view.warnings.join(', ')],
    [words.say('requested'), view.requestedFields.map((path) => words.field(path)).join(', ')],
    [
      words.say('beyondConsent'),
      extension &&
        `${extension.paths.map((path) => words.field(path)).join(', ')}, → ${clock.full(extension.limitAt)}`,
    ],
    [
      words.say('account'),
      view.closeAccount ? words.called(CLOSURE_STATE, view.closure.state) : undefined,
    ],
  ]);
}

type Payee = NonNullable<RevealedAnswer['application']>['payee'];

function payeeText(words: Words, { kind, ...account }: Payee): string {
  return [kind && words.called(PAYEE, kind), ...Object.values(account)].filter(Boolean).join(' ');
}

type DepositItem = NonNullable<Consent['covers']>['items'][number];

/** Deposit items in one line: which terminal's, what kind, how much. */
export function depositsText(words: Words, items: readonly DepositItem[]): string {
  return items
    .map(
      (item) =>
        `${item.serialNumber} ${words.called(DEPOSIT, item.kind)} ${moneyText(item, words.lang)}`,
    )
    .join('; ');
}

/** Contact and application; masked or in full, as the API gave them. */
export function dataLines({ words }: Shown, data: RevealedAnswer): string[] {
  const { contact, application, terminals, boundPhone } = data;
  const entered =
    application &&
    ([
      [words.say('merchantName'), application.merchantName],
      [
        words.say('document'),
        [
          application.document.kind && words.called(DOCUMENT, application.document.kind),
          application.document.number,
        ]
          .filter(Boolean)
          .join(' '),
      ],
      [words.say('phone'), application.phone],
      [words.say('email'), application.email],
      [words.say('terminals'), application.terminals.map((t) => t.serialNumber).join(', ')],
      [words.say('deposits'), depositsText(words, application.deposits)],
      [words.say('payee'), payeeText(words, application.payee)],
      [words.say('account'), words.yesOrNo(application.closeAccount)],
    ] as const);
  return [
    ...(contact
      ? section(
          words.say('contact'),
          factLines([
            [words.say('merchant'), contact.merchantNumber],
            [words.say('name'), contact.contactName],
            [words.say('phone'), contact.phone],
            [words.say('email'), contact.email],
            ['', `${contact.locale}, ${contact.timeZone}`],
          ]),
        )
      : []),
    ...(entered ? section(words.say('application'), factLines(entered)) : []),
    ...(terminals && !entered
      ? section(words.say('terminals'), [terminals.map((t) => t.serialNumber).join(', ')])
      : []),
    ...(boundPhone === undefined
      ? []
      : section(words.say('boundPhone'), [boundPhone ?? words.say('notTold')])),
  ];
}

function progressLines(shown: Shown, { view, data }: CaseAnswer): string[] {
  const { words, clock } = shown;
  const serials = new Map(data.terminals.map((t) => [t.terminalId, t.serialNumber]));
  const why = (part: { code?: string | undefined; gate?: readonly string[] | undefined }) =>
    [part.code, ...(part.gate ?? [])].filter(Boolean).join(', ');
  const head = (...names: readonly string[]) => names.map((name) => ({ head: name }));
  const since = `${words.say('since')} (${clock.offset})`;
  const terminals = tableLines(
    head(words.say('terminal'), words.say('serial'), words.say('state'), since, words.say('code')),
    view.terminals.map((terminal) => [
      terminal.terminalId,
      serials.get(terminal.terminalId) ?? '',
      words.called(TERMINAL_STATE, terminal.state),
      clock.short(terminal.since),
      why(terminal),
    ]),
  );
  const deposits = tableLines(
    [
      ...head(words.say('item'), words.say('serial'), words.say('kind')),
      { head: words.say('amount'), right: true },
      ...head(words.say('refund'), since, words.say('code')),
    ],
    view.deposits.map((deposit) => [
      deposit.depositId,
      serials.get(deposit.terminalId) ?? '',
      words.called(DEPOSIT, deposit.kind),
      moneyText(deposit, words.lang),
      words.called(REFUND_STATE, deposit.refund),
      clock.short(deposit.since),
      why(deposit),
    ]),
  );
  return [
    ...section(words.say('terminals'), terminals),
    ...section(words.say('deposits'), deposits),
  ];
}

/** Everything that `show` shows. */
export function caseLines(shown: Shown, answer: CaseAnswer): string[] {
  const { words } = shown;
  const { findings } = answer;
  return [
    `${answer.caseId}  ${words.status(answer.status)}`,
    ...indented(standingFacts(shown, answer)),
    ...dataLines(shown, answer.data),
    ...progressLines(shown, answer),
    ...(findings
      ? [
          ...section(words.say('problems'), findingLines(shown, findings.problems)),
          ...section(words.say('warnings'), findingLines(shown, findings.warnings)),
          ...(findings.checkedAgainstAcquirer ? [] : ['', words.say('formOnly')]),
        ]
      : []),
  ];
}

export function listLines(shown: Shown, items: readonly CaseSummary[]): string[] {
  const { words, clock } = shown;
  return tableLines(
    [
      { head: words.say('case') },
      { head: words.say('status') },
      { head: words.say('waits') },
      { head: words.say('flags') },
      { head: words.say('terminals'), right: true },
      { head: `${words.say('due')} (${clock.offset})` },
      { head: `${words.say('opened')} (${clock.offset})` },
      { head: words.say('may') },
    ],
    items.map((item) => [
      item.caseId,
      words.status(item.status),
      words.called(PARTY, item.waitsFor),
      [
        item.overdue ? words.say('overdue') : '',
        item.parked ? item.parked.code : '',
        item.held ? words.say('held') : '',
        item.partial ? words.say('partial') : '',
      ]
        .filter(Boolean)
        .join(', '),
      String(item.terminals),
      item.nextDueAt === undefined ? '' : clock.short(item.nextDueAt),
      clock.short(item.openedAt),
      mayNow(item),
    ]),
  );
}

/** What a consent covers. */
/** What a consent covers, or what is to be added to one. */
export function itemisationLines(
  { words }: Shown,
  shown: Itemisation | ConsentExtension,
): string[] {
  const { lines, terminals, payeeKind, closeAccount, hash } = shown;
  const table = tableLines(
    [
      { head: words.say('serial') },
      { head: words.say('kind') },
      { head: words.say('amount'), right: true },
      { head: words.say('refundable') },
    ],
    lines.map((line) => [
      line.serialNumber,
      words.called(DEPOSIT, line.kind),
      moneyText(line, words.lang),
      words.yesOrNo(line.refundable),
    ]),
  );
  return [
    ...(table.length === 0 ? [words.say('nothing')] : table),
    '',
    ...factLines([
      [words.say('terminals'), terminals.join(' ')],
      [words.say('payee'), payeeKind && words.called(PAYEE, payeeKind)],
      [words.say('account'), words.yesOrNo(closeAccount)],
      [words.say('hash'), hash],
    ]),
  ];
}
