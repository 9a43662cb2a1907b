/** The parts of the printed page of an evidence pack that say what a case was about: state, consents, application. */
import {
  CASE_CHANNEL,
  CLOSURE_STATE,
  CONSENT_KIND,
  CONSENT_METHOD,
  DEPOSIT,
  DOCUMENT,
  REASON,
  REFUND_STATE,
  REJECTION,
  STATUS,
  TERMINAL_STATE,
} from '../../words/domain';
import { PAYEE } from '../../words/operations';
import { type Phrase, known, named } from '../../words/phrase';
import type { ApplicationData, DepositData } from '../../workflows/contract/case-data';
import type { CaseView } from '../../workflows/contract/case-view';
import { publicCode } from '../../workflows/contract/errors';
import { type Html, facts, markup, table } from './html';
import type { Reader } from './page-reader';
import { PAGE } from './page-words';
import { papersIn } from './paper-forms';
import type { Printed } from './print-page';
import type { ToldCase } from './told-case';

/** What the case is about and how it stands, as a paper on its own: company, terminals, amounts. */
export function lifePart({ caseId, told }: Printed, reader: Reader): Html {
  const { say, moment } = reader;
  const { view } = told.evidence;
  const { contact, application } = told.data;
  const rejection = told.disclosure === 'merchant' ? undefined : view.rejection;
  return markup`<h2>${say(PAGE.case)}</h2>${facts([
    [say(PAGE.number), caseId],
    [say(PAGE.company), application?.merchantName],
    [say(PAGE.merchantNumber), contact.merchantNumber],
    [say(PAGE.document), application && documentText(application, reader)],
    [say(PAGE.contact), contact.contactName],
    [say(PAGE.phone), contact.phone],
    [say(PAGE.email), contact.email],
    [say(PAGE.reason), say(named(REASON, view.reason))],
    [say(PAGE.channel), say(named(CASE_CHANNEL, view.channel))],
    [say(PAGE.opened), moment(view.openedAt)],
    [say(PAGE.ended), view.endedAt && moment(view.endedAt)],
    [say(PAGE.status), say(named(STATUS, view.status))],
    [say(PAGE.rejection), rejection && say(rejectionTold(rejection))],
    [
      say(PAGE.account),
      `${say(named(CLOSURE_STATE, view.closure.state))} · ${moment(view.closure.since)}`,
    ],
  ])}${terminalsPart(told, reader)}`;
}

function terminalsPart({ evidence, data }: ToldCase, { say, moment, money }: Reader): Html {
  const { terminals, deposits } = evidence.view;
  const serials = serialsOf(data);
  const serial = (terminalId: string) => serials.get(terminalId) ?? terminalId;
  return markup`<h3>${say(PAGE.terminals)}</h3>${table(
    [
      [say(PAGE.serial), 40],
      [say(PAGE.state), 30],
      [say(PAGE.since), 30],
    ],
    terminals.map(({ terminalId, state, since }) => [
      serial(terminalId),
      say(named(TERMINAL_STATE, state)),
      moment(since),
    ]),
  )}<h3>${say(PAGE.money)}</h3>${table(
    [
      [say(PAGE.serial), 24],
      [say(PAGE.kind), 22],
      [say(PAGE.amount), 16],
      [say(PAGE.state), 14],
      [say(PAGE.since), 24],
    ],
    deposits.map(({ terminalId, kind, refund, since, ...amount }) => [
      serial(terminalId),
      say(named(DEPOSIT, kind)),
      money(amount),
      say(named(REFUND_STATE, refund)),
      moment(since),
    ]),
  )}${refundedOf(deposits).map(
    (sum) => markup`<p class="sum">${say(PAGE.refunded)} <strong>${money(sum)}</strong></p>`,
  )}`;
}

/** What came back in all, in each currency. */
function refundedOf(deposits: CaseView['deposits']) {
  const sums = new Map<string, number>();
  for (const { refund, currency, amountMinor } of deposits) {
    if (refund !== 'succeeded' && refund !== 'paid') continue;
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}

function rejectionTold(rejection: NonNullable<CaseView['rejection']>): Phrase {
  return REJECTION[rejection === 'OPERATOR_ENDED' ? publicCode(rejection) : rejection];
}

export function serialsOf({ terminals }: ToldCase['data']): ReadonlyMap<string, string> {
  return new Map(terminals.map((one) => [one.terminalId, one.serialNumber]));
}

function itemsText(
  items: readonly Omit<DepositData, 'depositId'>[],
  { say, money }: Reader,
): readonly Html[] {
  return items.map(
    (item) => markup`${item.serialNumber} · ${say(named(DEPOSIT, item.kind))} · ${money(item)}<br>`,
  );
}

function serialsText(terminals: readonly { readonly serialNumber: string }[]): string {
  return terminals.map(({ serialNumber }) => serialNumber).join(' · ');
}

export function consentPart({ consents, evidence }: ToldCase, reader: Reader): Html {
  const { say, moment, person } = reader;
  const inForce = evidence.view.consents?.map(({ consentId }) => consentId);
  return markup`<h2>${say(PAGE.consents)}</h2>${consents.map((consent) => {
    const { scope, withdrawn, adds } = consent;
    return markup`<section class="block"><h3>${say(CONSENT_KIND[consent.kind])}${
      adds ? ` · ${say(PAGE.adds)}` : ''
    }</h3>${facts([
      [say(PAGE.at), moment(consent.at)],
      [say(PAGE.method), say(CONSENT_METHOD[consent.method])],
      [say(PAGE.by), person(consent.by)],
      [say(PAGE.version), `${consent.termsVersion} (${consent.locale})`],
      [say(PAGE.hash), markup`<span class="hash">${consent.termsHash}</span>`],
      [say(PAGE.terminals), scope && serialsText(scope.terminals)],
      [say(PAGE.covers), scope && itemsText(scope.items, reader)],
      [say(PAGE.payee), scope?.payeeKind && say(PAYEE[scope.payeeKind])],
      [
        say(PAGE.closeAccount),
        scope && (scope.closeAccount || !adds) && say(scope.closeAccount ? PAGE.yes : PAGE.no),
      ],
      [say(PAGE.evidence), consent.evidence],
      [say(PAGE.inForce), inForce && say(inForce.includes(consent.consentId) ? PAGE.yes : PAGE.no)],
      [say(PAGE.withdrawn), withdrawn && `${moment(withdrawn.at)} · ${person(withdrawn.by)}`],
    ])}</section>`;
  })}<h2>${say(PAGE.terms)}</h2>${evidence.terms.map(
    ({ kind, version, locale, hash, text }) =>
      markup`<h3>${say(CONSENT_KIND[kind])} · ${version} (${locale})</h3><p class="hash">SHA-256 ${hash}</p><pre class="quote" lang="${locale}">${text}</pre>`,
  )}`;
}

export function revisionPart({ papers }: ToldCase, reader: Reader): Html {
  const { say, moment, person } = reader;
  const revisions = papersIn(papers, 'revisions').toSorted((a, b) => a.revision - b.revision);
  return markup`<h2>${say(PAGE.revisions)}</h2>${revisions.map(
    ({ revision, at, data, author }) =>
      markup`<section class="block"><h3>${say(PAGE.revision)} ${revision}</h3>${facts([
        [say(PAGE.at), moment(at)],
        [say(PAGE.by), author === undefined ? undefined : person(author)],
        [say(PAGE.contact), data.contact.contactName],
        [say(PAGE.phone), data.contact.phone],
        [say(PAGE.email), data.contact.email],
        ...(data.application
          ? applicationFacts(data.application, reader)
          : [[say(PAGE.terminals), serialsText(data.terminals)] as const]),
      ])}</section>`,
  )}`;
}

function documentText({ document }: ApplicationData, { say }: Reader): string {
  const kinds: Readonly<Record<string, Phrase>> = DOCUMENT;
  const kind = known(kinds, document.kind);
  return [kind ? say(kind) : document.kind, document.number].filter(Boolean).join(' ');
}

function applicationFacts(
  application: ApplicationData,
  reader: Reader,
): readonly (readonly [string, string | Html | readonly Html[] | undefined])[] {
  const { say } = reader;
  const { payee } = application;
  const account = [payee.accountName, payee.accountNumber, payee.bankCode];
  return [
    [say(PAGE.company), application.merchantName],
    [say(PAGE.document), documentText(application, reader)],
    [say(PAGE.terminals), serialsText(application.terminals)],
    [say(PAGE.money), itemsText(application.deposits, reader)],
    [
      say(PAGE.payee),
      [payee.kind === '' ? '' : say(named(PAYEE, payee.kind)), ...account]
        .filter(Boolean)
        .join(' · '),
    ],
    [say(PAGE.closeAccount), say(application.closeAccount ? PAGE.yes : PAGE.no)],
  ];
}
