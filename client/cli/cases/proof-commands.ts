/** Proof of who asks, the terms, and the merchant's consent. */
import type { Command } from 'commander';
import { proofProblems } from '../../../checks/people/identity-proof';
import { messageFor } from '../../../words/errors';
import { inEvery } from '../../../words/phrase';
import { DOCUMENT_KINDS, LOCALES } from '../../../workflows/contract/case-data';
import { IDENTITY_METHODS, type IdentityMethod } from '../../../workflows/contract/case-view';
import { does, doesToCase, given, required } from '../actions';
import { FORMS } from '../../../wire/forms';
import type { Receipt } from '../../../wire/cases/case-answers';
import type { Terms } from '../../../wire/cases/consent-answers';
import { itemisationLines, receiptLines } from '../text/case-lines';
import { usage } from '../failures';
import type { CliIo } from '../io';
import {
  HASH,
  ID,
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
  const { method, document = [], evidence, thirdParty } = options;
  const body = {
    method,
    documents: document,
    ...given({ evidence, thirdPartyCaller: thirdParty }),
  };
  if (proofProblems(body).length > 0) {
    throw usage(inEvery((locale) => messageFor('IDENTITY_PROOF_EMPTY', locale)));
  }
  const path = pathOf('verifyIdentity', { caseId });
  showReceipt(session, await session.client.post(path, FORMS.receipt, body));
}

export function termsLines({ words, clock }: Session, terms: Terms): string[] {
  return [
    ...factLines([
      [words.say('version'), `${terms.version} (${terms.locale})`],
      [words.say('since'), clock.full(terms.inForceFrom)],
      [words.say('hash'), terms.hash],
    ]),
    '',
    harmless(terms.text),
  ];
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

interface ConsentOptions {
  method: string;
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
    ...given({ locale }),
  };
  const receipt = await client.post(pathOf('recordConsent', { caseId }), FORMS.receipt, body);
  showReceipt(session, receipt);
}

async function extension(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('readExtension', { caseId }), FORMS.extension);
  session.show(answer, () => [
    ...itemisationLines(session, answer),
    '',
    ...termsLines(session, answer.terms),
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
    .action(doesToCase<ConsentOptions>(io, consent));
  addExtensionCommands(program, io);
}
