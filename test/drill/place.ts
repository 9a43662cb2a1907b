/** A desk that a drill breaks, and the operator's commands that repair it: the CLI as a process. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { FreshMerchant } from '../../local/simulator/acquirer/seed';
import type { People } from '../e2e/play';
import type { SimulatorClient } from '../e2e/simulator-client';

const ROOT = join(__dirname, '..', '..').replace(/\/dist$/, '');

export interface Ran {
  readonly code: number;
  readonly out: string;
}

export interface Place extends People {
  readonly simulator: SimulatorClient;
  /** `unbind WORDS --json` as one member of staff. */
  unbind(who: 'operator' | 'operator2' | 'agent', ...words: readonly string[]): Promise<Ran>;
}

/** A case of a drill and the merchant it is about. */
export interface DrillCase {
  readonly caseId: string;
  readonly merchant: FreshMerchant;
}

/** Runs the CLI of the build against an API. */
export async function runUnbind(
  apiUrl: string,
  apiKey: string,
  words: readonly string[],
): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'unbind.js'), ...words, '--json'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      UNBIND_ENV_FILE: 'off',
      UNBIND_API_URL: apiUrl,
      UNBIND_API_KEY: apiKey,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  }
  const code = await new Promise<number>((resolve) => {
    child.once('close', (ended) => resolve(ended ?? 1));
  });
  return { code, out };
}

/** Throws where a command that must pass did not. */
export async function must(running: Promise<Ran>): Promise<string> {
  const { code, out } = await running;
  if (code !== 0) throw new Error(`exit code ${code}: ${out}`);
  return out;
}
