// client/cli/: the command line as a program: its settings, its session with the API, how it ends.
/** Binds a command line to the function that does it, and options that several commands share. */
import { type Command, Option } from 'commander';
import { isIrreversible } from '../../workflows/contract/lifecycle';
import type { CommonOptions } from './config';
import { type CliFailure, usage } from './failures';
import type { CliIo } from './io';
import { caseIdOf, reading, whole } from './input/readers';
import { type Session, createSession } from './session';

/** What a command does; `args` are the words after its name. */
export type Handler<Options> = (
  session: Session,
  options: Options,
  args: readonly string[],
) => Promise<void>;

/** The action of a command that asks by itself before what cannot be undone. */
export function acts<Options extends object>(
  io: CliIo,
  handler: Handler<Options>,
): (this: Command) => Promise<void> {
  return async function act(this: Command): Promise<void> {
    const session = createSession(this.optsWithGlobals<CommonOptions>(), io);
    const args = (this.processedArgs as readonly unknown[])
      .flat()
      .filter((arg) => arg !== undefined);
    await handler(session, this.opts<Options>(), args.map(String));
  };
}

/** The action of a command. */
export function does<Options extends object>(
  io: CliIo,
  handler: Handler<Options>,
): (this: Command) => Promise<void> {
  const act = acts(io, handler);
  return async function actUnlessUnasked(this: Command): Promise<void> {
    refuseUnasked(this, io);
    await act.call(this);
  };
}

/** What a command does to one case; `rest` are the words after its id. */
export type CaseHandler<Options> = (
  session: Session,
  caseId: string,
  options: Options,
  rest: readonly string[],
) => Promise<void>;

/** The action of a command whose first word is a case. */
export function doesToCase<Options extends object>(
  io: CliIo,
  handler: CaseHandler<Options>,
): (this: Command) => Promise<void> {
  return does<Options>(io, async (session, options, [typed = '', ...rest]) =>
    handler(session, caseIdOf(typed), options, rest),
  );
}

export function required(option: Option): Option {
  return option.makeOptionMandatory();
}

export function revisionOption(): Option {
  return reading(
    '--revision <number>',
    'revision that you decide on (default: the one you saw last)',
    whole(),
  );
}

/** For repairs that are asked for without the words that go with them. */
export function reasonMissing(): CliFailure {
  return usage({
    'zh-CN': '必须填写 --reason（使用 --dry-run 时除外）。',
    en: '--reason is required, unless with --dry-run.',
  });
}

const YES = '--yes';

export function yesOption(): Option {
  return new Option(YES, 'do not ask before something that cannot be undone');
}

/** Gives `--yes` to every command below that cannot be undone. */
export function addYesOptions(command: Command): void {
  if (isIrreversible(command.name()) && command.commands.length === 0) {
    command.addOption(yesOption());
  }
  for (const child of command.commands) addYesOptions(child);
}

/** Where nobody can be asked, what cannot be undone is done only for those who have said so. */
function refuseUnasked(command: Command, io: CliIo): void {
  const { yes, dryRun } = command.opts<{ yes?: boolean; dryRun?: boolean }>();
  const asks = command.options.some(({ long }) => long === YES);
  if (asks && yes !== true && dryRun !== true && !io.isInteractive) throw unasked();
}

/** Nobody sits at a terminal to be asked. */
export function unasked(): CliFailure {
  return usage(
    {
      'zh-CN': '此操作不可撤销，而这里无法询问任何人，因此没有发送任何内容。',
      en: 'This cannot be undone, and nobody can be asked here: nothing was sent.',
    },
    { 'zh-CN': '确认要执行时，请加上 --yes。', en: 'Add --yes where it is meant.' },
  );
}

/** `undefined` members left out, as the API refuses unknown and empty ones alike. */
export function given<T extends object>(members: T): Partial<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
