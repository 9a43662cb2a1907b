/** `npm start`: brings the desk up, plays the example case on an empty store, stays up until Ctrl-C. */
import { parseArgs } from 'node:util';
import { RecordError } from '../record/port/desk-record';
import { ERRORS, publicCode } from '../workflows/contract/errors';
import { WrongSettings } from '../base/settings';
import type { DeskOptions } from './config';
import { type Desk, startDesk } from './desk/desk';
import { playExampleCase } from './example-case/first-case';
import { removeExampleCase } from './example-case/case-file';
import { providerLines } from './desk/providers';
import { showAddresses } from './desk/show-addresses';
import { startOptions } from './start-options';
import { unknownSettings } from './unknown-settings';

const HELP = `npm start [-- options]

Brings up the whole desk on this machine and stays up until Ctrl-C: Temporal with its Web UI, the record
(PostgreSQL), simulated providers, a mail catcher, worker and API. On an empty store it plays one example
case. Stopping and starting again goes on with every open case.

  --no-demo    plays no example case
  --watch      starts worker and API anew where their compiled files change
  --help       shows this

Settings are environment variables, or lines of the file .env: .env.example lists them. Data lies in UNBIND_DATA_DIR (.data).
`;

const startedMs = Date.now();

function say(line: string): void {
  const seconds = ((Date.now() - startedMs) / 1_000).toFixed(1).padStart(6);
  console.log(`${seconds} s  ${line}`);
}

function explain(error: unknown): string {
  if (error instanceof RecordError) {
    return `${error.message} ${ERRORS[error.code].remedy} (${publicCode(error.code)})`;
  }
  if (error instanceof WrongSettings) {
    const wrong = error.problems.map(({ name, message }) => `  ${name} ${message}.`);
    return `Nothing was started, as settings are wrong; .env.example says more:\n${wrong.join('\n')}`;
  }
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const known = code === undefined || error.message.includes(code) ? '' : ` (${code})`;
  return `${error.message}${known}`;
}

/** npm passes Ctrl-C on that the terminal has sent already: the same press, twice. */
const SAME_PRESS_MS = 1_500;
const PARENT_LOOK_MS = 1_000;
/** A start that is given up ends within this time, whatever it waits for. */
const GIVE_UP_MS = 10_000;

/** Calls `first` at the first wish to stop and `again` at a later one. */
function onStopWish(options: DeskOptions, first: (why: string) => void, again: () => void): void {
  let firstMs: number | undefined;
  const wish = (why: string): void => {
    if (firstMs === undefined) {
      firstMs = Date.now();
      first(why);
    } else if (Date.now() - firstMs > SAME_PRESS_MS) again();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => wish(signal === 'SIGINT' ? 'Ctrl-C' : signal));
  }
  // npm's shell does not pass signals on, so its end has to be noticed.
  const parent = process.ppid;
  if (options.underNpm) {
    setInterval(() => {
      if (process.ppid !== parent) wish('npm has ended');
    }, PARENT_LOOK_MS).unref();
  }
}

async function startOrGiveUp(options: DeskOptions, signal: AbortSignal): Promise<Desk> {
  let timer: NodeJS.Timeout | undefined;
  const giveUp = (): void => {
    timer = setTimeout(() => process.exit(130), GIVE_UP_MS);
  };
  signal.addEventListener('abort', giveUp);
  try {
    return await startDesk(options, say, signal);
  } finally {
    signal.removeEventListener('abort', giveUp);
    clearTimeout(timer);
  }
}

async function stopDesk(desk: Desk): Promise<void> {
  say('Stopping: work under way is finished or kept for the next start …');
  await desk.stop();
  say('All stopped. The next start goes on with every open case.');
}

/** Whoever read has gone, or the disk of a log is full: the desk goes on. */
function outliveOutput(): void {
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}

async function main(): Promise<void> {
  outliveOutput();
  const { values } = parseArgs({
    options: {
      'no-demo': { type: 'boolean' },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const options = { ...startOptions(), watch: values.watch };
  const stopping = new AbortController();
  const wished = new Promise<void>((resolve) => {
    onStopWish(
      options,
      (why) => {
        say(`${why}.`);
        stopping.abort(new Error('Stopped before the desk was up.'));
        resolve();
      },
      () => process.exit(130),
    );
  });
  say(`Unbind Desk starts; its data lies in ${options.dataDir}.`);
  for (const line of unknownSettings(options.env)) say(line);
  for (const line of providerLines(options.providers)) say(line);
  say(`Quiet hours for texts: ${options.quietHours} (UNBIND_QUIET_HOURS).`);
  const desk = await startOrGiveUp(options, stopping.signal);
  try {
    if (desk.wasEmpty) removeExampleCase(options.dataDir);
    if (!values['no-demo'] && desk.credentials) {
      await playExampleCase(options.dataDir, desk, stopping.signal);
    }
    if (!stopping.signal.aborted) {
      showAddresses(desk.running);
      say('The desk is up. Ctrl-C stops all of it; npm run demo plays another case.');
    }
    await wished;
  } finally {
    await stopDesk(desk);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`\n${explain(error)}`);
    process.exit(1);
  },
);
