// client/cli/help/: the help in other languages than English.
/** Puts the help and the mistakes that the library tells into the language of the command line. */
import { type Command, Help, type Option } from 'commander';
import { BETWEEN_WORDS } from '../../../words/phrase';
import type { Locale, Phrase } from '../../../workflows/contract/case-data';
import { HELP_ZH } from './zh';
import { displayWidth } from '../text/text-width';

/** By the English text, in which the commands themselves are written. */
const HELP: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  'zh-CN': HELP_ZH,
  en: {},
};

/** A text of the help in a language; what has no translation stays as it is. */
export function helpText(text: string, lang: Locale): string {
  return HELP[lang][text] ?? text;
}

type Replacing = readonly [english: RegExp, translated: string];

/** The ways in which the library names a mistake of a command line, and what each language says instead. */
const MISTAKES: Readonly<Record<Locale, readonly Replacing[]>> = {
  'zh-CN': [
    [/^error: missing required argument '(.+)'$/m, '缺少参数 $1。'],
    [/^error: option '(.+)' argument missing$/m, '选项 $1 缺少取值。'],
    [/^error: required option '(.+)' not specified$/m, '缺少必填选项 $1。'],
    [/^error: unknown option '(.+)'$/m, '没有选项 $1。'],
    [
      /^error: too many arguments.*\. Expected (\d+) arguments? but got (\d+)\.$/m,
      '参数过多：应为 $1 个，实际 $2 个。',
    ],
    [/^error: unknown command '(.+)'$/m, '没有命令 $1。'],
    [/^\(Did you mean (?:one of )?(.+)\?\)$/m, '（是否想输入 $1？）'],
  ],
  en: [],
};

/** What stands between the words of the help, of the library itself. */
const LIBRARY: Readonly<Record<Locale, readonly Replacing[]>> = {
  'zh-CN': [
    [/ ?\(choices: (.*)\)$/, '（可选：$1）'],
    [/\[options\]/g, '[选项]'],
    [/\[command\]/g, '[命令]'],
    [/<command>/g, '<命令>'],
  ],
  en: [],
};

function replaced(text: string, lang: Locale, table: typeof MISTAKES): string {
  return table[lang].reduce(
    (said, [english, translated]) => said.replace(english, translated),
    text,
  );
}

/** A mistake of the command line as the library says it, in a language. */
export function mistakeText(text: string, lang: Locale): string {
  return replaced(text, lang, MISTAKES);
}

/** Choices stand in the list of the language. */
function libraryWords(text: string, lang: Locale): string {
  return replaced(text, lang, LIBRARY).replace(/（可选：.*）$/, (said) =>
    said.replaceAll(', ', BETWEEN_WORDS[lang]),
  );
}

const MORE: Phrase = {
  'zh-CN': '（加 --help 查看用法）',
  en: '(add --help for what it takes)',
};

function describe(thing: { description: string }, lang: Locale): void {
  thing.description = helpText(thing.description, lang);
}

/** Every description of a command and of those below it. */
function translate(command: Command, lang: Locale): void {
  command.description(helpText(command.description(), lang));
  for (const thing of [...command.options, ...command.registeredArguments]) describe(thing, lang);
  if (command.commands.length > 0) {
    command.helpCommand('help [command]', helpText('display help for command', lang));
  }
  for (const child of command.commands) translate(child, lang);
}

/** Before the commands are added, as they take this over. */
export function prepareHelp(program: Command, lang: Locale): void {
  const inLang = (text: string): string => libraryWords(text, lang);
  program
    .helpOption('-h, --help', helpText('display help for command', lang))
    .showHelpAfterError(MORE[lang])
    .configureHelp({
      showGlobalOptions: true,
      displayWidth,
      styleTitle: (title) => helpText(title, lang),
      commandUsage: (command) => inLang(new Help().commandUsage(command)),
      optionDescription: (option: Option) => inLang(new Help().optionDescription(option)),
      subcommandTerm: (command) => inLang(new Help().subcommandTerm(command)),
    });
}

/** After they are added. */
export function translateHelp(program: Command, lang: Locale): void {
  translate(program, lang);
}
