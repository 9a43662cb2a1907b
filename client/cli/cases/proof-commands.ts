/** Proof of who asks, the terms, and the merchant's consent. */
import type { Command } from 'commander';
import { proofProblems } from '../../../checks/people/identity-proof';
import { CONSENT_KIND } from '../../../words/domain';
import { messageFor } from '../../../words/errors';
import { type Phrase, inEvery, sayIn } from '../../../words/phrase';
import { DOCUMENT_KINDS, LOCALES } from '../../../workflows/contract/case-data';
import { DATA_CONSENTS, IDENTITY_METHODS } from '../../../workflows/contract/case-view';
import type { DataConsent, IdentityMethod } from '../../../workflows/contract/case-view';
import { does, doesToCase, given, required } from '../actions';
import { FORMS } from '../../../wire/forms';
import type { Receipt } from '../../../wire/cases/case-answers';
import type { Terms } from '../../../wire/cases/consent-answers';
import { consentLines } from '../text/consent-lines';
import { itemisationLines, receiptLines } from '../text/case-lines';
import { usage } from '../failures';
import type { CliIo } from '../io';
import {
  HASH,
  ID,
  PHONE,
  type Reader,
  TERMS_VERSION,
  TEXT,
  choice,
  reading,
  readingEach,
} from '../input/readers';
import type { Session } from '../session';
import { factLines } from '../text/tables';
import { harmless } from '../text/text-width';
import { pathOf } from '../../../wire/routes';

export function showReceipt(session: Session, receipt: Receipt): void {
  session.seen.remember(receipt.caseId, { revision: receipt.revision });
  session.show(receipt, () => receiptLines(session, receipt));
}

interface VerifyOptions {
  method: IdentityMethod;
  document?: readonly SeenDocument[];
  evidence?: string;
  called?: string;
  thirdParty?: boolean;
}

interface SeenDocument {
  readonly kind: string;
  readonly attachmentId?: string | undefined;
}

/** `passport` or `passport:att_…`. */
const DOCUMENT: Reader<SeenDocument> = {
  read(typed) {
    const [, kind = '', attachmentId] = /^([^:]*)(?::(.*))?$/.exec(typed) ?? [];
    const isKnown = DOCUMENT_KINDS.some((known) => known === kind);
    if (!isKnown || (attachmentId !== undefined && ID.read(attachmentId) === undefined)) {
      return undefined;
    }
    return { kind, ...given({ attachmentId }) };
  },
  form: {
    'zh-CN': `证件类型（${DOCUMENT_KINDS.join('、')}），可接“:附件编号”`,
    en: `a kind of document (${DOCUMENT_KINDS.join(', ')}), with its attachment behind a colon or without`,
  },
};

async function verifyIdentity(
  session: Session,
  caseId: string,
  options: VerifyOptions,
): Promise<void> {
  const { method, document = [], evidence, called, thirdParty } = options;
  const body = {
    method,
    documents: document,
    ...given({ evidence, calledNumber: called, thirdPartyCaller: thirdParty }),
  };
  if (proofProblems(body).length > 0) {
    throw usage(inEvery((locale) => messageFor('IDENTITY_PROOF_EMPTY', locale)));
  }
  const path = pathOf('verifyIdentity', { caseId });
  showReceipt(session, await session.client.post(path, FORMS.receipt, body));
}

function textLines({ words, clock }: Session, text: Omit<Terms, 'separate'>): string[] {
  return [
    ...factLines([
      [words.say('version'), `${text.version} (${text.locale})`],
      [words.say('since'), clock.full(text.inForceFrom)],
      [words.say('hash'), text.hash],
    ]),
    '',
    harmless(text.text),
  ];
}

export function termsLines(session: Session, { separate, ...terms }: Terms): string[] {
  const apart = separate.flatMap(({ kind, ...text }) => [
    '',
    session.words.tell(CONSENT_KIND[kind]),
    ...textLines(session, text),
  ]);
  return [...textLines(session, terms), ...apart];
}

async function terms(session: Session, { locale }: { locale?: string }): Promise<void> {
  const answer = await session
    .unsigned()
    .get(pathOf('readTerms'), FORMS.terms, { locale: locale ?? session.config.lang });
  session.show(answer, () => termsLines(session, answer));
}

async function itemisation(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('readItemisation', { caseId }), FORMS.itemisation);
  session.show(answer, () => itemisationLines(session, answer));
}

async function consents(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('listConsents', { caseId }), FORMS.consents);
  session.show(answer, () => consentLines(session, answer));
}

/** The texts of the separate consents that were given, as they are in force at this moment. */
async function separateOf(
  session: Session,
  locale: string,
  kinds: readonly DataConsent[] = [],
): Promise<readonly object[] | undefined> {
  if (kinds.length === 0) return undefined;
  const { separate } = await session.unsigned().get(pathOf('readTerms'), FORMS.terms, { locale });
  return kinds.map((kind) => {
    const text = separate.find((candidate) => candidate.kind === kind);
    if (text === undefined) {
      throw usage(inEvery((lang) => sayIn(lang)(NOT_PUBLISHED, { kind })));
    }
    return { kind, termsVersion: text.version, termsHash: text.hash };
  });
}

const NOT_PUBLISHED: Phrase = {
  'zh-CN': '未发布 {kind} 的条款。',
  en: 'No terms of kind {kind} are published.',
};

interface ConsentOptions {
  method: string;
  separate?: readonly DataConsent[];
  evidence: string;
  locale?: string;
  termsVersion?: string;
  termsHash?: string;
  itemisationHash?: string;
}

/** Names what was shown; where the command line does not, what is in force at this moment. */
async function consent(session: Session, caseId: string, options: ConsentOptions): Promise<void> {
  const { client } = session;
  const { method, evidence, termsVersion, termsHash, itemisationHash } = options;
  if ((termsVersion === undefined) !== (termsHash === undefined)) {
    throw usage({
      'zh-CN': '--terms-version 与 --terms-hash 须一起使用。',
      en: '--terms-version and --terms-hash belong together.',
    });
  }
  const locale =
    options.locale ??
    (await client.get(pathOf('readCase', { caseId }), FORMS.case)).data.contact.locale;
  const shown =
    termsVersion === undefined || termsHash === undefined
      ? await session.unsigned().get(pathOf('readTerms'), FORMS.terms, { locale })
      : { version: termsVersion, hash: termsHash };
  const items =
    itemisationHash ??
    (await client.get(pathOf('readItemisation', { caseId }), FORMS.itemisation)).hash;
  const body = {
    termsVersion: shown.version,
    termsHash: shown.hash,
    itemisationHash: items,
    method,
    evidence,
    ...given({ locale, separate: await separateOf(session, locale, options.separate) }),
  };
  const receipt = await client.post(pathOf('recordConsent', { caseId }), FORMS.receipt, body);
  showReceipt(session, receipt);
}

async function extension(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('readExtension', { caseId }), FORMS.extension);
  session.show(answer, () => [
    ...itemisationLines(session, answer),
    '',
    ...textLines(session, answer.terms),
  ]);
}

type ExtendOptions = Pick<ConsentOptions, 'method' | 'evidence' | 'itemisationHash'>;

/** Names the difference that was shown; where the command line does not, that of this moment. */
async function extendConsent(
  session: Session,
  caseId: string,
  { method, evidence, itemisationHash }: ExtendOptions,
): Promise<void> {
  const { client } = session;
  const shown = await client.get(pathOf('readExtension', { caseId }), FORMS.extension);
  const body = {
    revision: shown.revision,
    termsVersion: shown.terms.version,
    termsHash: shown.terms.hash,
    itemisationHash: itemisationHash ?? shown.hash,
    method,
    evidence,
    locale: shown.terms.locale,
  };
  const receipt = await client.post(pathOf('extendConsent', { caseId }), FORMS.receipt, body);
  showReceipt(session, receipt);
}

const PROOF_OF_CONSENT = 'where the proof is, e.g. the number of the recording';

function addExtensionCommands(program: Command, io: CliIo): void {
  program
    .command('consent-extension')
    .description('show what the application needs beyond the consent, under which terms')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, extension));
  program
    .command('extend-consent')
    .description('record that the merchant agreed to what the application needs beyond the consent')
    .argument('<case>', 'id of the case')
    .addOption(required(choice('--method <method>', 'how', ['recorded-call', 'in-person'])))
    .addOption(required(reading('--evidence <text>', PROOF_OF_CONSENT, TEXT)))
    .addOption(
      reading(
        '--itemisation-hash <hash>',
        'difference that was shown (default: that of this moment)',
        HASH,
      ),
    )
    .action(doesToCase<ExtendOptions>(io, extendConsent));
}

export function addProofCommands(program: Command, io: CliIo): void {
  program.commandsGroup('Identity and consent:');
  program
    .command('verify-identity')
    .description('record that the identity of who asks was proven')
    .argument('<case>', 'id of the case')
    .addOption(required(choice('--method <method>', 'how', IDENTITY_METHODS)))
    .addOption(
      readingEach(
        '--document <kind[:attachment]>',
        'a document that was seen; give one for each',
        DOCUMENT,
      ),
    )
    .addOption(reading('--evidence <text>', 'what was seen or said', TEXT))
    .addOption(reading('--called <number>', 'number that a callback went to', PHONE))
    .option('--third-party', 'somebody else than the merchant asks')
    .action(doesToCase<VerifyOptions>(io, verifyIdentity));
  program
    .command('terms')
    .description('show the terms in force')
    .addOption(choice('--locale <locale>', 'language of the terms', LOCALES))
    .action(does<{ locale?: string }>(io, terms));
  program
    .command('itemisation')
    .description('show the deposit items that the merchant has to hear before the consent')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, itemisation));
  program
    .command('consents')
    .description('show the consents of a case with the terms as they were read')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, consents));
  program
    .command('consent')
    .description("record the merchant's consent to the terms and the deposit items that were shown")
    .argument('<case>', 'id of the case')
    .addOption(required(choice('--method <method>', 'how', ['recorded-call', 'in-person'])))
    .addOption(required(reading('--evidence <text>', PROOF_OF_CONSENT, TEXT)))
    .addOption(
      choice('--locale <locale>', "language of the terms (default: the merchant's)", LOCALES),
    )
    .addOption(
      reading(
        '--terms-version <version>',
        'terms that were shown (default: those in force)',
        TERMS_VERSION,
      ),
    )
    .addOption(reading('--terms-hash <hash>', 'their hash', HASH))
    .addOption(
      reading(
        '--itemisation-hash <hash>',
        'items that were shown (default: those of this moment)',
        HASH,
      ),
    )
    .addOption(
      choice(
        '--separate <kind...>',
        'consents to the handling of data that were given apart',
        DATA_CONSENTS,
      ),
    )
    .action(doesToCase<ConsentOptions>(io, consent));
  addExtensionCommands(program, io);
}
