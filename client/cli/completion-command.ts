/**
 * Completion in a shell: its script, and the words that the script asks for. Both come from the table of commands
 * that the help is written from, so nothing here knows a command by its name.
 */
import type { RootCommand } from '@bomb.sh/tab';
import type { Argument, Command, Option } from 'commander';
import { choiceArgument } from './input/readers';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

type Told = ReturnType<RootCommand['command']>;

/** Tells the words of a list; of a place without one none, so that the shell offers nothing wrong. */
function wordsOf({ argChoices = [] }: Option | Argument) {
  return (tell: (word: string, about: string) => void): void => {
    for (const word of argChoices) tell(word, '');
  };
}

/** One line, as the script reads lines. */
function about({ description }: Option): string {
  return description.replace(/\s+/g, ' ');
}

function tellOption(told: Told, option: Option): void {
  const { long, short } = option;
  if (long === undefined || option.hidden) return;
  const name = long.slice(2);
  const alias = short?.slice(1);
  const takesValue = option.required || option.optional;
  if (takesValue) told.option(name, about(option), wordsOf(option), alias);
  else if (alias === undefined) told.option(name, about(option));
  else told.option(name, about(option), alias);
}

/** Options that every command takes stand beside its own: they may be typed anywhere. */
function tellCommand(told: Told, command: Command, common: readonly Option[]): void {
  for (const option of [...command.options, ...common]) tellOption(told, option);
  for (const argument of command.registeredArguments) {
    told.argument(argument.name(), wordsOf(argument), argument.variadic);
  }
}

function tellBelow(root: RootCommand, program: Command, command: Command, words: string): void {
  for (const child of command.createHelp().visibleCommands(command)) {
    for (const name of [child.name(), ...child.aliases()]) {
      const path = `${words} ${name}`.trim();
      const told = root.command(path, child.description().replace(/\s+/g, ' '));
      tellCommand(told, child, program.options);
      tellBelow(root, program, child, path);
    }
  }
}

/** The table as the library wants it; loaded only here, as every other command starts without it. */
async function completionOf(program: Command): Promise<RootCommand> {
  const { RootCommand: Root } = await import('@bomb.sh/tab');
  const root = new Root();
  tellCommand(root, program, []);
  tellBelow(root, program, program, '');
  return root;
}

/** Adds `completion`, for people, and `complete`, for the script. The library writes to stdout itself. */
export function addCompletionCommands(program: Command): void {
  program
    .command('completion')
    .description('print the script by which a shell completes commands, options and their values')
    .addArgument(choiceArgument('<shell>', 'the shell', SHELLS))
    .action(async (shell: string) => {
      const root = await completionOf(program);
      root.setup(program.name(), program.name(), shell);
    });
  program
    .command('complete', { hidden: true })
    .description('words that complete a command line')
    .argument('[words...]', 'what is typed so far')
    .action(async (words: readonly string[]) => {
      const root = await completionOf(program);
      root.parse([...words]);
    });
}
