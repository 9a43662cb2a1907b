/** Operators: what needs attention and why; ops-repair-commands.ts has the repairs. */
import type { Command } from 'commander';
import { messageFor } from '../../checks/messages';
import { type Place, closedSentence } from '../../checks/open-sentence';
import { publicCode } from '../../workflows/contract/errors';
import { does, doesToCase } from './actions';
import { type Attention, type Diagnosis, FORMS } from './answers';
import { listLines } from './case-lines';
import { CliFailure } from './failures';
import type { CliIo } from './io';
import { addRepairCommands, opsPath } from './ops-repair-commands';
import { addReplayCommands } from './ops-replay-commands';
import type { Session } from './session';
import { indented, tableLines } from './tables';
import { harmless } from './text-width';

/** Decided and documented, not built; the API answers 501. */
export const NOT_BUILT_OPERATIONS = ['reset', 'bulk'] as const;

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...indented(lines), ''];
}

function attentionLines(session: Session, { parked, overdue, other }: Attention): string[] {
  const { words, clock } = session;
  const others = tableLines(
    [
      { head: words.say('case') },
      { head: words.say('code') },
      { head: words.say('subject') },
      { head: `${words.say('since')} (${clock.offset})` },
    ],
    other.map(({ caseId, code, subject, since }) => [caseId, code, subject, clock.short(since)]),
  );
  const lines = [
    ...section(words.say('parked'), listLines(session, parked)),
    ...section(words.say('overdue'), listLines(session, overdue)),
    ...section(words.say('other'), others),
  ];
  return lines.length === 0 ? [words.say('nothingToDo')] : lines.slice(0, -1);
}

async function attention(session: Session): Promise<void> {
  const answer = await session.client.get('/ops/attention', FORMS.attention);
  session.show(answer, () => attentionLines(session, answer));
}

/** A place of a sentence as a terminal shows it: ids, codes and states stand as the API names them. */
function shownPlace({ words, clock }: Session): (place: Place) => string {
  return ({ kind, value }) => {
    switch (kind) {
      case 'moment':
        return clock.full(value);
      case 'status':
        return words.status(value);
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
      { head: 'key' },
      { head: words.say('state') },
      { head: words.say('attempt'), right: true },
      { head: words.say('provider') },
      { head: words.say('code') },
    ],
    diagnosis.effects.map((effect) => [
      effect.key,
      effect.state,
      String(effect.attempt),
      effect.providerSays ?? '',
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
      work.activityType,
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
  ];
}

async function diagnosis(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(opsPath(caseId, '/diagnosis'), FORMS.diagnosis);
  session.show(answer, () => diagnosisLines(session, answer));
}

function addNotBuilt(ops: Command, io: CliIo): void {
  for (const name of NOT_BUILT_OPERATIONS) {
    ops
      .command(name, { hidden: true })
      .description('not built yet')
      .argument('[words...]')
      .allowUnknownOption()
      .action(
        does(io, async ({ config }) => {
          const message = `ops ${name}: ${messageFor('NOT_BUILT', config.lang)}`;
          throw new CliFailure('fault', message, [publicCode('NOT_BUILT')]);
        }),
      );
  }
}

export function addOpsCommands(program: Command, io: CliIo): void {
  program.commandsGroup('Operators:');
  const ops = program
    .command('ops')
    .description('find what is stuck, understand it, repair it')
    .addHelpText(
      'after',
      `\nNot built yet, and refused: ${NOT_BUILT_OPERATIONS.map((name) => `ops ${name}`).join(', ')}.`,
    );
  ops
    .command('attention')
    .description('parked cases, late cases, and notices that reached nobody')
    .action(does(io, attention));
  ops
    .command('diagnosis')
    .alias('diagnose')
    .description('where a case stands and why, what the provider says now, what to do')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, diagnosis));
  addReplayCommands(ops, io);
  addRepairCommands(ops, io);
  addNotBuilt(ops, io);
}
