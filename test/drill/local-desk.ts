/** The desk of `npm start` on a folder of its own, as processes, with its backup and restore commands. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readRunningFile } from '../../local/desk/running-file';
import { createDeskClient } from '../e2e/desk-client';
import { createSimulatorClient } from '../e2e/simulator-client';
import { ANY_PORTS } from '../support/any-ports';
import { type Place, runUnbind } from './place';

const ROOT = join(__dirname, '..', '..').replace(/\/dist$/, '');

const credentials = z.record(z.string(), z.object({ apiKey: z.string() }));

export interface LocalDesk {
  readonly folder: string;
  /** Starts it on what the folder holds. */
  start(): Promise<Place>;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
  /** `npm run backup` or `npm run restore`; answers with what it printed. */
  command(...words: readonly string[]): Promise<string>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/** Nothing runs before `start`. */
export function createLocalDesk(): LocalDesk {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-drill-'));
  const env = {
    ...process.env,
    ...ANY_PORTS,
    UNBIND_ENV_FILE: 'off',
    UNBIND_DATA_DIR: folder,
    UNBIND_POLICY: '{"noticeWindowMs":300}',
  };
  const run = (script: string, words: readonly string[]) =>
    spawn(process.execPath, [join(ROOT, 'dist', 'local', script), ...words], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  let running: { stop(): Promise<void> } | undefined;
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  return {
    folder,
    async start() {
      running = await untilUp(run('start.js', ['--no-demo']));
      return placeAt(folder);
    },
    stop,
    async command(...words) {
      const child = run('backup-command.js', words);
      const { output, ended } = watched(child);
      if ((await ended) !== 0) throw new Error(`${words.join(' ')}: ${output()}`);
      return output();
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function watched(child: ReturnType<typeof spawn>): {
  readonly output: () => string;
  readonly ended: Promise<number>;
} {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? 1));
  });
  return { output: () => output, ended };
}

async function untilUp(child: ReturnType<typeof spawn>): Promise<{ stop(): Promise<void> }> {
  const { output, ended } = watched(child);
  const isUp = new Promise<boolean>((resolve) => {
    child.stdout?.on('data', () => {
      if (output().includes('The desk is up')) resolve(true);
    });
    void ended.then(() => resolve(false));
  });
  if (!(await isUp)) throw new Error(`the desk did not start:\n${output()}`);
  return {
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}

function placeAt(folder: string): Place {
  const desk = readRunningFile(folder);
  if (!desk) throw new Error(`no desk runs on ${folder}`);
  const people = credentials.parse(JSON.parse(readFileSync(desk.credentialsFile!, 'utf8')));
  const keyOf = (name: string): string => people[name]?.apiKey ?? '';
  const as = (name: string) => createDeskClient(desk.apiUrl, keyOf(name));
  return {
    agent: as('agent'),
    reviewer: as('reviewer'),
    operator: as('operator'),
    simulator: createSimulatorClient(desk.simulatorUrl!),
    unbind: (who, ...words) => runUnbind(desk.apiUrl, keyOf(who), words),
  };
}
