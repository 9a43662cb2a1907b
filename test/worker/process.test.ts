/** The worker as a process says in one line why it cannot work. Needs a build (`dist/`). */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../local/processes/run-program';
import { decisionKeyFiles } from '../support/decision-keys';
import { type TestRecord, startTestRecord } from '../support/record';
import { type TestTemporal, startTestTemporal } from '../support/temporal';

const MAIN = join(__dirname, '..', '..', 'dist', 'worker', 'main.js');

let temporal: TestTemporal;
let store: TestRecord;
const folder = mkdtempSync(join(tmpdir(), 'unbind-worker-'));
beforeAll(async () => {
  temporal = await startTestTemporal();
  store = await startTestRecord();
}, 180_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await store.stop();
  await temporal.stop();
});

/** The line of a worker that must not stay up. */
async function failed(change: Readonly<Record<string, string>>): Promise<string> {
  const { code, output } = await runProgram(process.execPath, [MAIN], {
    timeoutMs: 150_000,
    env: {
      PATH: process.env['PATH'] ?? '',
      TZ: 'UTC',
      DATABASE_URL: store.databaseUrl,
      UNBIND_MASTER_KEY: store.masterKey.toString('base64'),
      ...decisionKeyFiles(folder),
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      TWILIO_ACCOUNT_SID: 'AC0',
      TWILIO_AUTH_TOKEN: 'hunter2',
      TWILIO_FROM: '+15005550006',
      UNBIND_SMTP_URL: 'smtp://127.0.0.1:9',
      UNBIND_MAIL_FROM: 'desk@example.com',
      ...change,
    },
  });
  expect(code).toBe(1);
  expect(output).not.toContain('hunter2');
  expect(output).not.toMatch(/\n\s+at /);
  const said = output.split('\n').filter((line) => line.startsWith('worker: '));
  expect(said).toHaveLength(1);
  return said[0] ?? '';
}

const REASONS: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  [
    'no public key of the API',
    { UNBIND_DECISIONS_PUBLIC_KEYS_FILE: '' },
    /UNBIND_DECISIONS_PUBLIC_KEYS_FILE is missing/,
  ],
  [
    'a file of public keys that holds none',
    { UNBIND_DECISIONS_PUBLIC_KEYS_FILE: '/dev/null' },
    /UNBIND_DECISIONS_PUBLIC_KEYS_FILE names a file without a key/,
  ],
  ['a key that is missing', { UNBIND_MASTER_KEY: '' }, /KEY_MISSING.*UNBIND_MASTER_KEY_FILE/],
  [
    'a key that did not write the record',
    { UNBIND_MASTER_KEY: randomBytes(32).toString('base64') },
    /KEY_WRONG.*Configure the key that wrote it/,
  ],
  [
    'a record that is out of reach',
    { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:9/none' },
    /RECORD_UNAVAILABLE/,
  ],
  [
    'a Temporal that is out of reach',
    { TEMPORAL_ADDRESS: '127.0.0.1:9' },
    /127\.0\.0\.1:9 does not answer.*TEMPORAL_ADDRESS/,
  ],
  [
    'several settings that are not right',
    { UNBIND_WORKER_HEALTH_PORT: 'http', UNBIND_WORKER_MAX_ACTIVITIES: '0' },
    /UNBIND_WORKER_MAX_ACTIVITIES.*UNBIND_WORKER_HEALTH_PORT/,
  ],
];

test.each(REASONS)(
  '%s is said in one line that names what to set',
  async (_name, change, words) => {
    expect(await failed(change)).toMatch(words);
  },
  180_000,
);

test.each(['UNBIND_WORKER_HEALTH_PORT', 'UNBIND_WORKER_METRICS_PORT'])(
  'a port of %s that is taken is said with its setting',
  async (setting) => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    try {
      const said = await failed({ [setting]: String(port) });
      expect(said).toContain(`port ${port} of the worker is taken`);
      expect(said).toContain(setting);
    } finally {
      holder.close();
    }
  },
  180_000,
);
