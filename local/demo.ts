/** `npm run demo`: plays one more case against the desk that runs on the data folder. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { deskOptions } from './config';
import { playAnotherCase } from './example-case/first-case';
import { LOCALES, SCENARIO, SCENARIOS } from './example-case/scenarios';
import { credentialsFile, readCredentials } from './example-case/example-staff';
import { isAlive, startOf } from './lock-file';
import { isPlayed, readRunningFile } from './desk/running-file';

function help(): string {
  const scenarios = SCENARIOS.map((name) => `    ${name.padEnd(29)}${SCENARIO[name].title}`);
  return [
    'npm run demo [-- options]',
    '',
    'Plays one more case against the running desk, by its HTTP API, with a fresh merchant.',
    '',
    `  --scenario NAME   one of (default ${SCENARIOS[0]}):`,
    ...scenarios,
    `  --locale LOCALE   language of the merchant: ${LOCALES.join(' or ')} (default ${LOCALES[0]})`,
    '  --help            shows this',
    '',
    'The desk is the one on UNBIND_DATA_DIR (.data); start it with npm start.',
  ].join('\n');
}

const wishes = z.object({
  scenario: z.enum(SCENARIOS, { error: `--scenario is one of ${SCENARIOS.join(', ')}` }),
  locale: z.enum(LOCALES, { error: `--locale is one of ${LOCALES.join(', ')}` }),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string', default: SCENARIOS[0] },
      locale: { type: 'string', default: LOCALES[0] },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(help());
    return;
  }
  const wish = wishes.safeParse(values);
  if (!wish.success) throw new Error(wish.error.issues.map(({ message }) => message).join('\n'));
  const { dataDir } = deskOptions();
  const running = readRunningFile(dataDir);
  const [pid] = running?.pids['desk'] ?? [];
  if (!running || pid === undefined || !isAlive({ pid, startedAt: startOf(pid) ?? '' })) {
    throw new Error(`No desk runs on ${dataDir}. Start it with npm start, in another terminal.`);
  }
  if (!isPlayed(running) || running.credentialsFile === undefined) {
    throw new Error(
      `The desk on ${dataDir} has real providers or staff of its own: no example is played there. ` +
        'Start another on its own UNBIND_DATA_DIR, without settings of providers.',
    );
  }
  const credentials = readCredentials(dataDir);
  if (!credentials) throw new Error(`There are no sign-ins in ${credentialsFile(dataDir)}.`);
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort(new Error('Stopped. The case stays open.')));
  const { scenario, locale } = wish.data;
  await playAnotherCase(running, credentials, scenario, locale, stopping.signal);
}

/** What Node says of an address that does not answer says nothing to people. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof TypeError && error.message === 'fetch failed')) return error.message;
  return 'The desk stopped answering. The case stays open: the next npm start goes on with it.';
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`\n${inWords(error)}`);
    process.exit(1);
  },
);
