/** Decisions on a case; each names the revision that was seen, so that nobody decides on another. */
import type { Command } from 'commander';
import { REJECTION_REASONS } from '../../../workflows/contract/case-view';
import { moneyText } from '../../../workflows/contract/money';
import { doesToCase, given, required, revisionOption } from '../actions';
import { FORMS } from '../../../wire/forms';
import type { CliIo } from '../io';
import { showReceipt } from './proof-commands';
import { FIELD_PATH, ID, TEXT, choice, reading, readingEach } from '../input/readers';
import { type Session, confirm } from '../session';
import { factLines } from '../text/tables';
import { pathOf } from '../../../wire/routes';

interface DecisionOptions {
  revision?: number;
  yes?: boolean;
}

/**
 * The revision to decide on: as told, else as seen last, else as it is now. `latest` is the draft, which
 * may be ahead of what the review has.
 */
export async function revisionOf(
  { client, seen }: Session,
  caseId: string,
  told: number | undefined,
  which: 'revision' | 'latest',
): Promise<number> {
  const known = told ?? seen.of(caseId)?.[which];
  if (known !== undefined) return known;
  const answer = await client.get(pathOf('readCase', { caseId }), FORMS.case);
  const now = { revision: answer.view.revision, latest: answer.latestRevision };
  seen.remember(caseId, now);
  return now[which];
}

/** What somebody is about to decide, for the question. */
async function summary(session: Session, caseId: string, verb: string): Promise<string[]> {
  const { words } = session;
  const { view, data } = await session.client.get(pathOf('readCase', { caseId }), FORMS.case);
  const refunds = view.deposits.filter(({ kind }) => kind === 'refundable-deposit');
  return [
    `${verb} ${caseId}  ${words.status(view.status)}`,
    ...factLines([
      [words.say('merchant'), data.contact.merchantNumber],
      [words.say('merchantName'), data.application?.merchantName],
      [words.say('terminals'), String(view.terminals.length)],
      [words.say('refund'), refunds.map((owed) => moneyText(owed, words.lang)).join(' + ')],
      [words.say('account'), words.yesOrNo(view.closeAccount)],
      [words.say('revision'), String(view.revision)],
    ]),
  ];
}

/** Asks before a verb; the case is only read for the question. */
export async function confirmVerb(
  session: Session,
  caseId: string,
  verb: string,
  yes: boolean | undefined,
): Promise<void> {
  if (yes === true) return;
  await confirm(session, await summary(session, caseId, verb), yes);
}

type DecisionOnCase =
  | 'submitCase'
  | 'claimCase'
  | 'releaseCase'
  | 'approveCase'
  | 'rejectCase'
  | 'requestInformation'
  | 'withdrawCase';

async function decide(session: Session, caseId: string, of: DecisionOnCase, body: object) {
  showReceipt(session, await session.client.post(pathOf(of, { caseId }), FORMS.receipt, body));
}

async function submit(session: Session, caseId: string, options: DecisionOptions): Promise<void> {
  const revision = await revisionOf(session, caseId, options.revision, 'latest');
  await decide(session, caseId, 'submitCase', { revision });
}

async function claim(session: Session, caseId: string, options: DecisionOptions): Promise<void> {
  const revision = await revisionOf(session, caseId, options.revision, 'revision');
  await decide(session, caseId, 'claimCase', { revision });
}

async function approve(
  session: Session,
  caseId: string,
  options: DecisionOptions & { comment?: string },
): Promise<void> {
  const revision = await revisionOf(session, caseId, options.revision, 'revision');
  await confirmVerb(session, caseId, 'approve', options.yes);
  const { comment } = options;
  await decide(session, caseId, 'approveCase', { revision, ...given({ comment }) });
}

async function reject(
  session: Session,
  caseId: string,
  options: DecisionOptions & { reason: string; text?: string },
): Promise<void> {
  const revision = await revisionOf(session, caseId, options.revision, 'latest');
  await confirmVerb(session, caseId, 'reject', options.yes);
  const { reason, text } = options;
  await decide(session, caseId, 'rejectCase', { revision, reasonCode: reason, ...given({ text }) });
}

async function requestInformation(
  session: Session,
  caseId: string,
  options: DecisionOptions & { field: readonly string[]; message: string },
): Promise<void> {
  const revision = await revisionOf(session, caseId, options.revision, 'revision');
  const { field: fields, message } = options;
  await decide(session, caseId, 'requestInformation', { revision, fields, message });
}

async function withdraw(
  session: Session,
  caseId: string,
  options: DecisionOptions & { reason?: string; consent?: string },
): Promise<void> {
  await confirmVerb(session, caseId, 'withdraw', options.yes);
  const { reason, consent: consentId } = options;
  await decide(session, caseId, 'withdrawCase', given({ reason, consentId }));
}

function addReviewCommands(program: Command, io: CliIo): void {
  program
    .command('claim')
    .description('claim the review')
    .argument('<case>', 'id of the case')
    .addOption(revisionOption())
    .action(doesToCase<DecisionOptions>(io, claim));
  program
    .command('release')
    .description('give the claim back')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, async (session, caseId) => decide(session, caseId, 'releaseCase', {})));
  program
    .command('approve')
    .description('approve the application that you saw; the terminals are unbound then')
    .argument('<case>', 'id of the case')
    .addOption(reading('--comment <text>', 'why', TEXT))
    .addOption(revisionOption())
    .action(doesToCase<DecisionOptions & { comment?: string }>(io, approve));
  program
    .command('reject')
    .description('reject the request')
    .argument('<case>', 'id of the case')
    .addOption(required(choice('--reason <code>', 'why', REJECTION_REASONS)))
    .addOption(reading('--text <text>', 'why, in words', TEXT))
    .addOption(revisionOption())
    .action(doesToCase<DecisionOptions & { reason: string; text?: string }>(io, reject));
  program
    .command('request-information')
    .description('ask for corrections; the review clock stands still until they come')
    .argument('<case>', 'id of the case')
    .addOption(
      required(
        readingEach(
          '--field <path>',
          'field to correct, e.g. merchantName, document.number, terminals[0]; give one for each',
          FIELD_PATH,
        ),
      ),
    )
    .addOption(required(reading('--message <text>', 'what the merchant is told', TEXT)))
    .addOption(revisionOption())
    .action(
      doesToCase<DecisionOptions & { field: readonly string[]; message: string }>(
        io,
        requestInformation,
      ),
    );
}

export function addDecisionCommands(program: Command, io: CliIo): void {
  program
    .command('submit')
    .description('submit the application for review')
    .argument('<case>', 'id of the case')
    .addOption(revisionOption())
    .action(doesToCase<DecisionOptions>(io, submit));
  program
    .command('withdraw')
    .description('withdraw the request; possible until the first unbind request has been sent')
    .argument('<case>', 'id of the case')
    .addOption(
      reading(
        '--consent <id>',
        'the consent that is taken back, and the case with it; also while the case is held',
        ID,
      ),
    )
    .addOption(reading('--reason <text>', 'why', TEXT))
    .action(doesToCase<DecisionOptions & { reason?: string; consent?: string }>(io, withdraw));
  program.commandsGroup('Review:');
  addReviewCommands(program, io);
}
