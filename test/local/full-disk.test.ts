/**
 * The programs of a desk on a disk that is full: they answer, refuse what they cannot keep, and go on. Needs a
 * build (`dist/`).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChildRegistry } from '../../local/processes/child-registry';
import { PROGRAMS } from '../../local/config';
import { startService } from '../../local/processes/service';
import { findFreePorts } from '../../base/free-ports';
import { eventually } from '../e2e/eventually';

/** Takes nothing, as a disk that is full. */
const FULL = '/dev/full';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unbind-full-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Starts a program whose log takes nothing, and waits until it answers; `stop` tells how it ended. */
async function startWithoutLog(
  program: string,
  env: Readonly<Record<string, string>>,
  url: string,
) {
  const log = openSync(FULL, 'w');
  const child = spawn(process.execPath, [join(PROGRAMS, 'local', program, 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', log, 'inherit'],
  });
  closeSync(log);
  const ended = once(child, 'exit');
  try {
    await eventually(`${program} answers`, async () => {
      if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}`);
      return (await fetch(url).catch(() => undefined))?.ok || undefined;
    });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** The simulator on the folder of the test. */
async function startSimulator() {
  const [port = 0] = await findFreePorts(1);
  const env = { UNBIND_SIMULATOR_PORT: String(port), UNBIND_SIMULATOR_DIR: folder };
  const control = `http://127.0.0.1:${port}/control`;
  const program = await startWithoutLog('simulator', env, `${control}/health`);
  return {
    ...program,
    newMerchant: async () => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${control}/merchants/fresh`, {
        method: 'POST',
        headers,
        body: '{}',
      });
      const { merchantNumber = '' } = (await answer.json()) as { merchantNumber?: string };
      return { status: answer.status, merchantNumber };
    },
    knows: async (merchant: string) => (await fetch(`${control}/merchants/${merchant}`)).ok,
  };
}

test('the simulator starts, refuses what it cannot write down, and goes on once there is space', async () => {
  const before = await startSimulator();
  const { merchantNumber: first } = await before.newMerchant();
  expect(await before.stop()).toEqual([0, null]);
  const draft = join(folder, 'ledger.jsonl.next');
  symlinkSync(FULL, draft);
  const full = await startSimulator();
  expect(await full.newMerchant()).toEqual({ status: 500, merchantNumber: '' });
  rmSync(draft);
  const { status, merchantNumber: second } = await full.newMerchant();
  expect(status).toBe(201);
  await full.stop();
  const after = await startSimulator();
  expect(await Promise.all([first, second].map(after.knows))).toEqual([true, true]);
  await after.stop();
});

test('the mail catcher neither stands still nor ends where its log is full', async () => {
  const [smtp = 0, web = 0] = await findFreePorts(2);
  const env = {
    UNBIND_SMTP_PORT: String(smtp),
    UNBIND_MAIL_PORT: String(web),
    UNBIND_MAIL_DIR: folder,
  };
  const url = `http://127.0.0.1:${web}/api/messages`;
  const catcher = await startWithoutLog('mail-catcher', env, url);
  expect(await catcher.stop()).toEqual([0, null]);
});

test('a part that is started again is left alone where it answers that it cannot work just now', async () => {
  const unready = createServer((_request, response) => response.writeHead(503).end());
  unready.listen(0, '127.0.0.1');
  await once(unready, 'listening');
  const { port } = unready.address() as AddressInfo;
  const program = join(folder, 'program.js');
  writeFileSync(program, 'setInterval(() => undefined, 1_000);');
  const options = {
    name: 'Part',
    program,
    env: {},
    logFile: join(folder, 'log'),
    readyUrl: `http://127.0.0.1:${port}/`,
    registry: createChildRegistry(folder),
    readyLimitMs: 0,
  };
  try {
    await expect(startService(options)).rejects.toThrow('does not become ready');
    const again = await startService({ ...options, mayBeUnready: true });
    await again.stop();
  } finally {
    unready.close();
  }
});
