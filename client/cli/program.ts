/** The command line as a whole: every command, the common options, and the help that explains them. */
import { Command, Option } from 'commander';
import { LOCALES } from '../../workflows/contract/case-data';
import { addYesOptions } from './actions';
import { addApplicationCommand } from './application-command';
import { addCaseCommands } from './case-commands';
import { addContactCommand } from './contact-command';
import { addDecisionCommands } from './decision-commands';
import { EXIT_CODES } from './exit-codes';
import type { CliIo } from './io';
import { addNoteCommands } from './note-commands';
import { addOpsCommands } from './ops-commands';
import { addProofCommands } from './proof-commands';
import { addWatchCommand } from './watch-command';

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

function helpAfter(): string {
  const exits = Object.values(EXIT_CODES).map(
    ({ code, meaning }) => [String(code), meaning] as const,
  );
  return `
Environment:
${rows(Object.entries(SETTINGS))}

Exit codes:
${rows(exits)}

Every POST carries an Idempotency-Key, so a request that got no answer is sent again without doing
anything twice. With --json the API's answer is printed as it came, and a refusal as JSON on stderr.
Decisions name the revision that you saw last (show, application); if the case has changed since, the
answer is UNBIND_STALE_REVISION and nothing happened.

Examples:
${EXAMPLE_LINES.map((line) => `  ${line}`).join('\n')}`;
}

function addCommonOptions(program: Command): void {
  const common = [
    new Option('--json', 'print the answer of the API as JSON'),
    new Option('--lang <language>', 'language of answers (default: from LANG)').choices([
      ...LOCALES,
    ]),
    new Option(
      '--as <name>',
      'sign in as one of the example staff: agent, agent2, reviewer, reviewer2, operator, operator2, auditor, admin',
    ),
    new Option('--api-url <url>', 'where the API is'),
    new Option('--idempotency-key <key>', 'send a POST again under the key of an earlier one'),
  ];
  for (const option of common) program.addOption(option);
}

/** All of it. Mistakes of the command line are thrown as `CommanderError`; nothing exits by itself. */
export function createProgram(io: CliIo): Command {
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
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help for what it takes)')
    .exitOverride();
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
  addYesOptions(program);
  program.addHelpText('after', helpAfter());
  return program;
}
