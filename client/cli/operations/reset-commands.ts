/** Operators: taking a case back to a point of its history, and the second operator's decision on repairs. */
import type { Command } from 'commander';
import { moneyText } from '../../../workflows/contract/money';
import { does, doesToCase, given, reasonMissing, required } from '../actions';
import { PAYMENT_STATE, PROPOSAL_STATE } from '../../../words/operations';
import { FORMS } from '../../../wire/forms';
import type { Proposal, ResetPoints } from '../../../wire/operations/repair-answers';
import { confirmVerb } from '../cases/decision-commands';
import type { CliIo } from '../io';
import { TEXT, argument, reading, readingEach, whole } from '../input/readers';
import { dryRunOption, planLines, repairWords, sendRepair, showDryRun } from '../text/repair-lines';
import type { Session } from '../session';
import { factLines, tableLines } from '../text/tables';
import { harmless } from '../text/text-width';
import { pathOf } from '../../../wire/routes';

function pointLines({ words, clock }: Session, { points }: ResetPoints): string[] {
  return tableLines(
    [
      { head: words.say('point'), right: true },
      { head: `${words.say('at')} (${clock.offset})` },
      { head: words.say('message') },
    ],
    points.map((point) => [String(point.eventId), clock.short(point.at), point.sentence]),
  );
}

async function resetPoints(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('listResetPoints', { caseId }), FORMS.resetPoints);
  session.show(answer, () => pointLines(session, answer));
}

interface ResetOptions {
  to: number;
  repeat?: readonly number[];
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
}

async function reset(session: Session, caseId: string, options: ResetOptions): Promise<void> {
  const { to: point, reason, dryRun, yes } = options;
  const wish = { point, ...given({ repeat: options.repeat }) };
  if (dryRun === true) return showDryRun(session, caseId, { repair: 'reset', ...wish });
  if (reason === undefined) throw reasonMissing();
  await confirmVerb(session, caseId, `reset ${point}`, yes);
  await sendRepair(session, caseId, 'reset', { ...wish, reason });
}

function proposalLines({ words, clock }: Session, proposal: Proposal): string[] {
  return factLines([
    [words.say('case'), `${proposal.caseId} ${proposal.number}`],
    [words.say('repair'), repairWords(words, proposal)],
    [words.say('by'), `${proposal.by.principalId} (${clock.short(proposal.at)})`],
    [
      words.say('state'),
      [words.called(PROPOSAL_STATE, proposal.state), proposal.code].filter(Boolean).join(' '),
    ],
    ...(proposal.payments ?? []).map(
      ({ key, state, code, ...money }) =>
        [
          words.say('payment'),
          [key, moneyText(money, words.lang), words.called(PAYMENT_STATE, state), code]
            .filter(Boolean)
            .join(' '),
        ] as const,
    ),
    [words.say('lapses'), clock.short(proposal.lapsesAt)],
  ]);
}

async function proposals(session: Session): Promise<void> {
  const answer = await session.client.get(pathOf('listProposals'), FORMS.proposals);
  const { words, clock } = session;
  session.show(answer, () =>
    answer.items.length === 0
      ? [words.say('nothing')]
      : tableLines(
          [
            { head: words.say('case') },
            { head: '#', right: true },
            { head: words.say('repair') },
            { head: words.say('state') },
            { head: words.say('by') },
            { head: `${words.say('lapses')} (${clock.offset})` },
          ],
          answer.items.map((one) => [
            one.caseId,
            String(one.number),
            repairWords(words, one),
            words.called(PROPOSAL_STATE, one.state),
            one.by.principalId,
            clock.short(one.lapsesAt),
          ]),
        ),
  );
}

async function proposal(
  session: Session,
  caseId: string,
  _options: object,
  [number = '']: readonly string[],
): Promise<void> {
  const answer = await session.client.get(
    pathOf('readProposal', { caseId, number }),
    FORMS.proposal,
  );
  session.show(answer, () => [
    ...proposalLines(session, answer.proposal),
    ...(answer.dryRun ? ['', ...planLines(session, answer.dryRun)] : []),
  ]);
}

/** Shows the dry run before it asks: who approves has seen what will happen. */
async function approve(
  session: Session,
  caseId: string,
  { yes }: { yes?: boolean },
  [number = '']: readonly string[],
): Promise<void> {
  const seen = await session.client.get(pathOf('readProposal', { caseId, number }), FORMS.proposal);
  if (session.io.isInteractive && seen.dryRun && !session.config.json) {
    session.io.err(`${planLines(session, seen.dryRun).join('\n')}\n`);
  }
  await confirmVerb(session, caseId, repairWords(session.words, seen.proposal), yes);
  const path = pathOf('approveProposal', { caseId, number });
  const answer = await session.client.post(path, FORMS.decided, null);
  session.show(answer, () => proposalLines(session, answer.proposal));
}

async function decline(
  session: Session,
  caseId: string,
  { reason }: { reason: string },
  [number = '']: readonly string[],
): Promise<void> {
  const path = pathOf('declineProposal', { caseId, number });
  const answer = await session.client.post(path, FORMS.proposal, { reason });
  session.show(answer, () => proposalLines(session, answer.proposal).map(harmless));
}

export function addResetCommands(ops: Command, io: CliIo): void {
  ops
    .command('reset-points')
    .description('points that a case can be taken back to, with what had happened by then')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, resetPoints));
  ops
    .command('reset')
    .description('take a case back to a point of its history; nothing that was done is done again')
    .argument('<case>', 'id of the case')
    .addOption(required(reading('--to <point>', 'number of the point', whole())))
    .addOption(
      readingEach(
        '--repeat <number>',
        'later decision to apply again, by its number in the dry run; give one for each',
        whole(),
      ),
    )
    .addOption(reading('--reason <text>', 'why the case goes back', TEXT))
    .addOption(dryRunOption())
    .action(doesToCase<ResetOptions>(io, reset));
}

export function addProposalCommands(ops: Command, io: CliIo): void {
  ops
    .command('proposals')
    .description('repairs of all cases that wait for a second operator')
    .action(does(io, proposals));
  ops
    .command('proposal')
    .description('one proposed repair, and what it would do now')
    .argument('<case>', 'id of the case')
    .addArgument(argument('<number>', 'its number', whole()))
    .action(doesToCase(io, proposal));
  ops
    .command('approve')
    .description('approve a repair that somebody else has proposed; it is carried out at once')
    .argument('<case>', 'id of the case')
    .addArgument(argument('<number>', 'its number', whole()))
    .action(doesToCase<{ yes?: boolean }>(io, approve));
  ops
    .command('decline')
    .description('decline a proposed repair, or take back your own')
    .argument('<case>', 'id of the case')
    .addArgument(argument('<number>', 'its number', whole()))
    .addOption(required(reading('--reason <text>', 'why not', TEXT)))
    .action(doesToCase<{ reason: string }>(io, decline));
}
