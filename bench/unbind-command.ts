/** The command line as operators use it, as a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { BenchDesk } from './desk';

/** Runs one command as the operator of the desk; the JSON that it prints. Throws where it fails. */
export async function unbind<T>(desk: BenchDesk, ...args: readonly string[]): Promise<T> {
  const child = spawn(process.execPath, [join('bin', 'unbind.js'), ...args, '--json'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      UNBIND_ENV_FILE: 'off',
      UNBIND_API_URL: desk.apiUrl,
      UNBIND_API_KEY: desk.keys.operator,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => (text += part.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`unbind ${args.join(' ')} ended with ${code}: ${text}`);
  return JSON.parse(text) as T;
}
