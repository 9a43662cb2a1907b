/** What every command works with: the client, words, times, and the two ways of answering. */
import { type ApiClient, createApiClient } from './api-client';
import { type CliConfig, type CommonOptions, cliConfig } from './config';
import { CliFailure } from './failures';
import { type CliIo, readLine } from './io';
import { type Clock, createClock } from './text/moments';
import { type SeenRevisions, createSeenRevisions } from './seen-revisions';
import { type Word, type Words, wordsIn } from './text/words';

export interface Session {
  readonly io: CliIo;
  readonly config: CliConfig;
  readonly client: ApiClient;
  readonly words: Words;
  readonly clock: Clock;
  readonly seen: SeenRevisions;
  /** Shows an answer: as JSON where that was asked for, else as the lines. */
  show(answer: unknown, lines: () => readonly string[]): void;
  /** The client without a key, for what nobody signs in for. */
  unsigned(): ApiClient;
}

/** A session by the flags of one command line. */
export function createSession(options: CommonOptions, io: CliIo): Session {
  const config = cliConfig(options, io);
  const { idempotencyKey } = options;
  return {
    io,
    config,
    client: createApiClient({ config, io, idempotencyKey }),
    words: wordsIn(config.lang),
    clock: createClock(io.timeZone, io.now()),
    seen: createSeenRevisions(config.cacheDir, `${config.apiUrl} ${config.who}`),
    show(answer, lines) {
      const text = config.json
        ? JSON.stringify(answer, undefined, 2)
        : lines().join('\n').trimEnd();
      if (text !== '') io.out(`${text}\n`);
    },
    unsigned: () => createApiClient({ config, io, idempotencyKey, signed: false }),
  };
}

/** Asks for something that must not stand on the command line; from a pipe the first line. */
export async function ask({ io, words }: Session, question: Word): Promise<string> {
  if (io.isInteractive) io.err(words.say(question));
  return (await readLine(io.stdin)).trim();
}

/** Asks somebody at a terminal before something that cannot be undone; goes on without asking with `--yes`. */
export async function confirm(
  { io, words }: Session,
  what: readonly string[],
  yes: boolean | undefined,
): Promise<void> {
  if (yes === true) return;
  io.err(`${what.join('\n')}\n${words.say('areYouSure')} [y/N] `);
  const answer = await readLine(io.stdin);
  if (/^(?:y|yes|是|好|确定)$/i.test(answer.trim())) return;
  throw new CliFailure('refused', words.both('notDone'));
}
