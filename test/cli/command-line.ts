/** Runs the CLI inside a test: its own folder, its own environment, pauses that only move its clock. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runCli } from '../../client/cli/run-cli';
import { type StandIn, startStandIn } from './stand-in';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Pauses that were asked for, ms. */
  readonly pauses: readonly number[];
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly isInteractive?: boolean;
  /** Aborted to interrupt. */
  readonly signal?: AbortSignal;
  /** Called at each pause instead of waiting. */
  readonly onPause?: (ms: number) => void | Promise<void>;
}

export interface CommandLine {
  readonly folder: string;
  run(words: readonly string[], surroundings?: Surroundings): Promise<Ran>;
  remove(): void;
}

export const API_KEY = 'unbind_secret-key-of-the-test';

/** A command line whose environment names the API and a key. */
export function commandLineFor(apiUrl: string): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-cli-'));
  return {
    folder,
    async run(words, { env = {}, stdin = '', isInteractive = false, signal, onPause } = {}) {
      const out: string[] = [];
      const err: string[] = [];
      const pauses: number[] = [];
      let nowMs = Date.parse('2026-11-24T04:00:00Z');
      const code = await runCli(words, {
        env: {
          UNBIND_API_URL: apiUrl,
          UNBIND_API_KEY: API_KEY,
          UNBIND_CACHE_DIR: join(folder, 'cache'),
          LANG: 'en_US.UTF-8',
          ...env,
        },
        version: '1.2.3',
        cwd: folder,
        stdin: Readable.from([Buffer.from(stdin)]),
        isInteractive,
        timeZone: 'Asia/Shanghai',
        out: (text) => void out.push(text),
        err: (text) => void err.push(text),
        pause: async (ms, aborted) => {
          pauses.push(ms);
          nowMs += ms;
          await onPause?.(ms);
          aborted.throwIfAborted();
        },
        now: () => new Date(nowMs),
        signal: signal ?? new AbortController().signal,
      });
      return { code, out: out.join(''), err: err.join(''), pauses };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A server that stands in for the API and a command line that asks it, both new for every test of the file. */
export function playedCommandLine(): { readonly api: StandIn; readonly line: CommandLine } {
  let server: StandIn;
  let own: CommandLine;
  beforeEach(async () => {
    server = await startStandIn();
    own = commandLineFor(server.url);
  });
  afterEach(async () => {
    own.remove();
    await server.stop();
  });
  return {
    api: {
      get url() {
        return server.url;
      },
      get asked() {
        return server.asked;
      },
      answers: (...args) => server.answers(...args),
      provesBy: (...args) => server.provesBy(...args),
      stop: async () => server.stop(),
    },
    line: {
      get folder() {
        return own.folder;
      },
      run: async (...args) => own.run(...args),
      remove: () => own.remove(),
    },
  };
}
