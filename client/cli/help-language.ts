/** Puts the help and the mistakes that the library tells into the language of the command line. */
import { type Command, Help, type Option } from 'commander';
import type { Locale } from '../../workflows/contract/case-data';
import { HELP_ZH } from './help-zh';
import { displayWidth } from './text-width';

/** A text of the help in a language; what has no Chinese stays as it is. */
export function helpText(text: string, lang: Locale): string {
  return lang === 'zh-CN' ? (HELP_ZH[text] ?? text) : text;
}

/** The ways in which the library names a mistake of a command line, and the Chinese for each. */
const MISTAKES: readonly (readonly [english: RegExp, chinese: string])[] = [
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
];

/** A mistake of the command line as the library says it, in Chinese. */
export function mistakeInChinese(text: string): string {
  return MISTAKES.reduce((said, [english, chinese]) => said.replace(english, chinese), text);
}

/** What stands between the words of the help, of the library itself. */
function libraryWords(text: string): string {
  return text
    .replace(/ ?\(choices: /, '（可选：')
    .replaceAll('[options]', '[选项]')
    .replaceAll('[command]', '[命令]')
    .replaceAll('<command>', '<命令>')
    .replace(/（可选：.*\)$/, (said) => `${said.slice(0, -1).replaceAll(', ', '、')}）`);
}

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
  const inLang = (text: string): string => (lang === 'zh-CN' ? libraryWords(text) : text);
  program
    .helpOption('-h, --help', helpText('display help for command', lang))
    .showHelpAfterError(
      lang === 'zh-CN' ? '（加 --help 查看用法）' : '(add --help for what it takes)',
    )
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
  if (lang !== 'en') translate(program, lang);
}
