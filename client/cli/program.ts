/** The command line as a whole: every command, the common options, and the help that explains them. */
import { Command, Option } from 'commander';
import { LOCALES, type Locale } from '../../workflows/contract/case-data';
import { addYesOptions } from './actions';
import { addApiCommand } from './api-command';
import { addApplicationCommand } from './cases/application-command';
import { addAuditCommand } from './audit/audit-command';
import { addCaseCommands } from './cases/case-commands';
import { addCompletionCommands } from './completion-command';
import { addContactCommand } from './cases/contact-command';
import { addDecisionCommands } from './cases/decision-commands';
import { STAFF_NAMES } from './example-staff';
import { EXIT_CODES } from './exit-codes';
import type { Phrase } from '../../words/phrase';
import { helpText, mistakeText, prepareHelp, translateHelp } from './help/language';
import type { CliIo } from './io';
import { addNoteCommands } from './cases/note-commands';
import { addOpsCommands } from './operations/ops-commands';
import { addProofCommands } from './cases/proof-commands';
import { IDEMPOTENCY_KEY, choice, reading } from './input/readers';
import { addWatchCommand } from './cases/watch-command';

/** Settings that the CLI reads, with what they are for. */
export const SETTINGS = {
  UNBIND_API_URL:
    'where the API is (default: the desk of `npm start` here, once it has proven itself)',
  UNBIND_API_KEY: 'key to sign in with; never shown',
  UNBIND_AS: 'example staff to sign in as where there is no key, like --as',
  UNBIND_DATA_DIR: 'folder of the desk of `npm start` (default .data)',
  UNBIND_CACHE_DIR: 'where revisions that you saw are remembered (default ~/.cache/unbind-desk)',
  'LC_ALL, LC_MESSAGES, LANG': 'Chinese where they begin with zh, else English',
} as const;

/** A case from the first call to the end, as the help shows it. */
export const EXAMPLE_LINES = [
  'unbind --as agent open --merchant-number M1 --contact-name 林晓 --phone 13800138000 \\',
  '  --reason business-ended --serial SN123 --close-account',
  'unbind --as agent verify-identity UC-… --method callback --document resident-id',
  'unbind --as agent terms && unbind --as agent itemisation UC-…      # read both out',
  'unbind --as agent consent UC-… --method recorded-call --evidence "Recording 17"',
  'unbind --as agent application UC-… --file application.json && unbind --as agent submit UC-…',
  'unbind --as reviewer show UC-…',
  'unbind --as reviewer claim UC-… && unbind --as reviewer approve UC-…',
  'unbind --as agent watch UC-…',
  'unbind --as operator ops attention --json | jq .parked[].caseId',
  'echo 13800138000 | unbind --as agent search',
] as const;

function rows(entries: readonly (readonly [string, string])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n');
}

const NOTES: Readonly<Record<'environment' | 'exits' | 'examples' | 'words', Phrase>> = {
  environment: { 'zh-CN': '环境变量：', en: 'Environment:' },
  exits: { 'zh-CN': '退出码：', en: 'Exit codes:' },
  examples: { 'zh-CN': '示例：', en: 'Examples:' },
  words: {
    'zh-CN': `每个 POST 都带有 Idempotency-Key，未得到应答的请求可以重发而不会重复执行。加 --json 时原样输出接口应答，
被拒绝时在标准错误输出 JSON。决定会指明您最近查看的版本（show、application）；如工单其后有变化，应答为
UNBIND_STALE_REVISION，且什么都没有发生。`,
    en: `Every POST carries an Idempotency-Key, so a request that got no answer is sent again without doing
anything twice. With --json the API's answer is printed as it came, and a refusal as JSON on stderr.
Decisions name the revision that you saw last (show, application); if the case has changed since, the
answer is UNBIND_STALE_REVISION and nothing happened.`,
  },
};

function helpAfter(lang: Locale): string {
  const exits = Object.values(EXIT_CODES).map(
    ({ code, meaning }) => [String(code), helpText(meaning, lang)] as const,
  );
  const settings = Object.entries(SETTINGS).map(
    ([name, what]) => [name, helpText(what, lang)] as const,
  );
  return `
${NOTES.environment[lang]}
${rows(settings)}

${NOTES.exits[lang]}
${rows(exits)}

${NOTES.words[lang]}

${NOTES.examples[lang]}
${EXAMPLE_LINES.map((line) => `  ${line}`).join('\n')}`;
}

function addCommonOptions(program: Command): void {
  const common = [
    new Option('--json', 'print the answer of the API as JSON'),
    choice('--lang <language>', 'language of answers (default: from LANG)', LOCALES),
    choice('--as <name>', 'sign in as one of the example staff', STAFF_NAMES),
    new Option('--api-url <url>', 'where the API is'),
    reading(
      '--idempotency-key <key>',
      'send a POST again under the key of an earlier one',
      IDEMPOTENCY_KEY,
    ),
  ];
  for (const option of common) program.addOption(option);
}

/** All of it. Mistakes of the command line are thrown as `CommanderError`; nothing exits by itself. */
export function createProgram(io: CliIo, lang: Locale = 'en'): Command {
  const program = new Command('unbind')
    .description(
      "Works on the cases of Unbind Desk: takes POS terminals off a merchant's account.\n" +
        'The verbs are those of the HTTP API; `unbind help <command>` explains each.',
    )
    .version(io.version, '--version', 'print the version')
    .usage('[options] <command>')
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: (text, write) => {
        write(mistakeText(text, lang));
      },
    })
    .exitOverride();
  prepareHelp(program, lang);
  addCommonOptions(program);
  addCaseCommands(program, io);
  addWatchCommand(program, io);
  addProofCommands(program, io);
  program.commandsGroup('Application and request:');
  addApplicationCommand(program, io);
  addContactCommand(program, io);
  addDecisionCommands(program, io);
  addNoteCommands(program, io);
  addOpsCommands(program, io);
  addAuditCommand(program, io);
  addApiCommand(program, io);
  addCompletionCommands(program);
  addYesOptions(program);
  translateHelp(program, lang);
  program.addHelpText('after', helpAfter(lang));
  return program;
}
