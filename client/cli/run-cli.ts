/** Runs one command line to its exit code; every failure is told on stderr and none escapes. */
import { type Command, CommanderError } from 'commander';
import { readCaseId } from '../../checks/references/case-id';
import type { Locale } from '../../workflows/contract/case-data';
import { type CommonOptions, languageOfArgs } from './config';
import { EXIT_CODES, type Ending } from './exit-codes';
import { type Asked, failureLines, refusalLines } from './text/failure-lines';
import { ApiRefusal, CliFailure, ShownEnding, usage } from './failures';
import type { Phrase } from '../../words/phrase';
import type { CliIo } from './io';
import { createClock } from './text/moments';
import { createProgram } from './program';
import { harmless } from './text/text-width';
import { wordsIn } from './text/words';

interface Told {
  readonly ending: Ending;
  readonly lines: readonly string[];
  /** What stands on stderr with `--json`. */
  readonly json?: object;
}

function told(error: unknown, lang: Locale, asked: Asked, io: CliIo): Told {
  if (error instanceof ShownEnding) return { ending: error.ending, lines: [] };
  if (error instanceof ApiRefusal) {
    const shown = { words: wordsIn(lang), clock: createClock(io.timeZone, io.now()) };
    return {
      ending: error.ending,
      lines: refusalLines(error, shown, asked),
      json: error.problem,
    };
  }
  if (error instanceof CliFailure) {
    const lines = failureLines(error, lang);
    const [message, ...next] = lines.map((line) => line.trim());
    return { ending: error.ending, lines, json: { ending: error.ending, message, next } };
  }
  if (io.signal.aborted) return { ending: 'interrupted', lines: [] };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    ending: 'fault',
    lines: [FAULT[lang], message],
    json: { ending: 'fault', message },
  };
}

const FAULT: Phrase = {
  'zh-CN': '程序出现故障，请连同以下内容报告：',
  en: 'This is a fault of the program. Report it with what follows:',
};

/** The options are those of the whole line: they may stand anywhere in it. */
function askedBy(program: Command, args: readonly string[], io: CliIo): Asked {
  const { as } = program.opts<CommonOptions>();
  const signsInAs = io.env['UNBIND_API_KEY'] ? undefined : io.env['UNBIND_AS'] || undefined;
  return {
    caseId: args.flatMap((arg) => readCaseId(arg).value ?? [])[0],
    as: as ?? signsInAs,
    words: commandWords(program, args),
  };
}

/** The words of the command among those of the line. */
function commandWords(command: Command, args: readonly string[]): string[] {
  const at = args.findIndex((arg) => command.commands.some((child) => child.name() === arg));
  const child = command.commands.find((one) => one.name() === args[at]);
  return child ? [child.name(), ...commandWords(child, args.slice(at + 1))] : [];
}

/** Words of a shell in another encoding arrive with replacement signs, which nobody types. */
function refuseUnreadable(args: readonly string[]): void {
  if (!args.some((arg) => arg.includes('\uFFFD'))) return;
  throw usage(
    {
      'zh-CN': '命令行不是 UTF-8 编码，没有发送任何内容。',
      en: 'The command line is not UTF-8. Nothing was sent.',
    },
    'export LC_ALL=C.UTF-8',
  );
}

/** Runs the words after `unbind`; answers with the exit code. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const lang = languageOfArgs(args, io.env);
  const program = createProgram(io, lang);
  try {
    refuseUnreadable(args);
    await program.parseAsync(args, { from: 'user' });
    return EXIT_CODES.done.code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has written its message; help that was asked for is no mistake.
      return error.exitCode === 0 ? EXIT_CODES.done.code : EXIT_CODES.usage.code;
    }
    const options = program.opts<CommonOptions>();
    const { ending, lines, json } = told(error, lang, askedBy(program, args, io), io);
    const asJson = options.json === true && json !== undefined;
    const text = asJson ? JSON.stringify(json) : harmless(lines.join('\n'));
    if (text !== '') io.err(`${text}\n`);
    return EXIT_CODES[ending].code;
  }
}
