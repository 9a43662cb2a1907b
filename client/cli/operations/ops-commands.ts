/** Operators: what needs attention and why; repair-commands.ts has the repairs. */
import type { Command } from 'commander';
import { type Place, closedSentence } from '../../../checks/problems/open-sentence';
import { doesToCase } from '../actions';
import type { Diagnosis } from '../../../wire/operations/diagnosis-answers';
import { FORMS } from '../../../wire/forms';
import { PARTY, STEP } from '../../../words/domain';
import { ACTIVITY, EFFECT_STATE, PROVIDER_STATE } from '../../../words/operations';
import type { CliIo } from '../io';
import { addAttentionCommand } from './attention-command';
import { addBulkCommands } from './bulk-commands';
import { addDeploymentCommands } from './deployment-commands';
import { addRebuildCommand } from './rebuild-command';
import { addReconcileCommand } from './reconcile-command';
import { addRepairCommands } from './repair-commands';
import { addReplayCommands } from './replay-commands';
import { addProposalCommands, addResetCommands } from './reset-commands';
import type { Session } from '../session';
import { indented, tableLines } from '../text/tables';
import { harmless } from '../text/text-width';
import { pathOf } from '../../../wire/routes';

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...indented(lines), ''];
}

/** A place of a sentence as a terminal shows it: ids and codes stand as the API names them. */
function shownPlace({ words, clock }: Session): (place: Place) => string {
  return ({ kind, value }) => {
    switch (kind) {
      case 'moment':
        return clock.full(value);
      case 'status':
        return words.status(value);
      case 'party':
        return words.called(PARTY, value);
      case 'step':
        return words.called(STEP, value);
      case 'effect-state':
        return words.called(EFFECT_STATE, value);
      case 'provider-state':
        return words.called(PROVIDER_STATE, value);
      case 'activity':
        return words.called(ACTIVITY, value);
      default:
        return value;
    }
  };
}

function diagnosisLines(session: Session, diagnosis: Diagnosis): string[] {
  const { words, clock } = session;
  const show = shownPlace(session);
  const effects = tableLines(
    [
      { head: words.say('key') },
      { head: words.say('state') },
      { head: words.say('attempt'), right: true },
      { head: words.say('provider') },
      { head: words.say('code') },
    ],
    diagnosis.effects.map((effect) => [
      effect.key,
      words.called(EFFECT_STATE, effect.state),
      String(effect.attempt),
      effect.providerSays === undefined ? '' : words.called(PROVIDER_STATE, effect.providerSays),
      [effect.providerCode, effect.providerSaysCode].filter(Boolean).join(', '),
    ]),
  );
  const trying = tableLines(
    [
      { head: words.say('trying') },
      { head: words.say('attempt'), right: true },
      { head: words.say('code') },
      { head: `${words.say('next')} (${clock.offset})` },
    ],
    diagnosis.trying.map((work) => [
      words.called(ACTIVITY, work.activityType),
      String(work.attempt),
      work.lastFailure ?? '',
      work.nextAttemptAt === undefined ? '' : clock.short(work.nextAttemptAt),
    ]),
  );
  const repairs = diagnosis.repairs.map(
    ({ action, what, recommended }) =>
      `${recommended ? '*' : '-'} ops ${action}${recommended ? ` (${words.say('recommended')})` : ''}: ${what}`,
  );
  return [
    diagnosis.caseId,
    ...indented(diagnosis.sentences.map((one) => harmless(closedSentence(one, show)))),
    '',
    ...section(words.say('effects'), effects),
    ...section(words.say('trying'), trying),
    ...section(words.say('repairs'), repairs),
    ...(diagnosis.remedy === undefined ? [] : [diagnosis.remedy]),
    ...(diagnosis.temporalUrl === undefined ? [] : [`Temporal: ${diagnosis.temporalUrl}`]),
  ];
}

async function diagnosis(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('diagnoseCase', { caseId }), FORMS.diagnosis);
  session.show(answer, () => diagnosisLines(session, answer));
}

export function addOpsCommands(program: Command, io: CliIo): void {
  program.commandsGroup('Operators:');
  const ops = program
    .command('ops')
    .description(
      'find what is stuck, understand it, repair it; each repair takes --dry-run and then only says what it would do',
    );
  addAttentionCommand(ops, io);
  ops
    .command('diagnosis')
    .alias('diagnose')
    .description('where a case stands and why, what the provider says now, what to do')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, diagnosis));
  addReconcileCommand(ops, io);
  addRebuildCommand(ops, io);
  addReplayCommands(ops, io);
  addDeploymentCommands(ops, io);
  addRepairCommands(ops, io);
  addBulkCommands(ops, io);
  addResetCommands(ops, io);
  addProposalCommands(ops, io);
}
