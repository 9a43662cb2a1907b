/**
 * The whole table of commands: whatever stands in the place of a value and is none is told before a request leaves,
 * and what cannot be undone is done for nobody who has not said so.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Argument, Command, Option } from 'commander';
import { NOWHERE } from '../../client/cli/io';
import { createProgram } from '../../client/cli/program';
import { isIrreversible } from '../../workflows/contract/lifecycle';
import { playedCommandLine } from './command-line';
import { CASE } from './samples';

const { api, line } = playedCommandLine();
beforeEach(() => {
  writeFileSync(join(line.folder, 'paper.pdf'), '%PDF-1.4');
});

interface Known {
  readonly name: string;
  readonly words: readonly string[];
  readonly command: Command;
}

function below(command: Command, words: readonly string[] = []): Known[] {
  return command.commands.flatMap((child) => {
    const path = [...words, child.name()];
    if (child.commands.length > 0) return below(child, path);
    return [{ name: path.join(' '), words: path, command: child }];
  });
}

const program = createProgram(NOWHERE);
/** `complete` is asked by the script of a shell, for words of every kind. */
const COMMANDS = below(program).filter(({ name }) => name !== 'complete');

/** A value that is right, by the name of its place. */
const RIGHT: Readonly<Record<string, string>> = {
  case: CASE,
  notice: 'n_1',
  attachment: 'att_1',
  file: 'paper.pdf',
  run: 'B-0000000001',
  number: '17',
  method: 'POST',
  path: '/cases',
  deployment: 'desk',
  build: 'unversioned',
  shell: 'bash',
  '--evidence': 'E',
  '--reason': 'r',
  '--message': 'm',
  '--field': 'merchantName',
  '--old': 'M1',
  '--new': 'M2',
  '--to': '3',
  '--cause': 'parked',
};

/** Too long, blank, and of no form: no value of any kind. */
const NONE = ' '.repeat(9_000);

function right(place: Argument | Option): string {
  const name = 'long' in place ? (place.long ?? '') : place.name();
  const value = place.argChoices?.[0] ?? RIGHT[name];
  if (value === undefined) throw new Error(`The test knows no value for ${name}.`);
  return value;
}

function argumentsOf({ command }: Known, wrong?: Argument): string[] {
  return command.registeredArguments
    .filter((argument) => argument.required || argument === wrong)
    .map((argument) => (argument === wrong ? NONE : right(argument)));
}

function optionsOf({ command }: Known, without?: Option): string[] {
  const isBulk = command.parent?.name() === 'bulk' && command.options.some(asks);
  const needed = command.options.filter(
    ({ long, mandatory }) => mandatory || (isBulk && ['--cause', '--reason'].includes(long ?? '')),
  );
  return needed
    .filter((option) => option !== without)
    .flatMap((option) => [option.long ?? '', right(option)]);
}

const asks = ({ long }: Option): boolean => long === '--yes';
const yesOf = ({ command }: Known): string[] => (command.options.some(asks) ? ['--yes'] : []);

async function refusedUnsent(words: readonly string[]): Promise<string> {
  const ran = await line.run(words);
  expect({ code: ran.code, out: ran.out, asked: api.asked }).toEqual({
    code: 2,
    out: '',
    asked: [],
  });
  return ran.err;
}

const WITH_VALUES = COMMANDS.filter(({ command }) =>
  command.options.some(({ required, optional }) => required || optional),
);

test.each(WITH_VALUES)('$name refuses no value of an option unsent', async (known) => {
  const valued = known.command.options.filter(({ required, optional }) => required || optional);
  for (const option of valued) {
    const { long = '' } = option;
    const others = [...argumentsOf(known), ...optionsOf(known, option), ...yesOf(known)];
    const said = await refusedUnsent([...known.words, ...others, long, NONE]);
    expect(said).not.toContain('error: missing');
  }
});

const WITH_ARGUMENTS = COMMANDS.filter(({ command }) => command.registeredArguments.length > 0);

test.each(WITH_ARGUMENTS)('$name refuses no value of an argument unsent', async (known) => {
  for (const argument of known.command.registeredArguments) {
    const words = [...argumentsOf(known, argument), ...optionsOf(known), ...yesOf(known)];
    await refusedUnsent([...known.words, ...words]);
  }
});

test.each(['--lang', '--as', '--api-url', '--idempotency-key'])(
  'the common option %s refuses no value unsent',
  async (option) => {
    await refusedUnsent(['list', option, NONE]);
  },
);

const ASKING = COMMANDS.filter(({ command }) => command.options.some(asks));

test.each(ASKING.filter(({ name }) => name !== 'api'))(
  '$name is not done where nobody can be asked and nobody has said yes',
  async (known) => {
    const words = [...known.words, ...argumentsOf(known), ...optionsOf(known)];
    const said = await refusedUnsent(words);
    expect(said).toContain('Add --yes where it is meant.');
  },
);

test('every verb that cannot be undone takes --yes', () => {
  const irreversible = COMMANDS.filter(
    ({ words }) => isIrreversible(words.at(-1) ?? '') || words.at(-2) === 'bulk',
  );
  const silent = irreversible.filter((known) => !ASKING.includes(known)).map(({ name }) => name);
  // What only looks at a run, or keeps it from going on, does nothing to a case.
  expect(silent).toEqual(['ops bulk show', 'ops bulk stop']);
});
