/** The keys by which the API of a desk on one machine signs: made once, and replaced without losing the old one. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decisionsEnv } from '../../local/desk/decisions-env';
import { deskOptions } from '../../local/config';
import { decisionKeys, decisionSigner } from '../../temporal/signing/config';
import { saidIn } from '../../workflows/contract/signing/statements';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'unbind-decisions-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const about = { kind: 'update', to: 'UC-0000000000', name: 'approve', id: '1' } as const;
const { statement } = saidIn(about, {});

async function signerAndKeys(given: Readonly<Record<string, string>> = {}) {
  const { publicKeys, privateKey } = decisionsEnv({ ...deskOptions({}), dataDir, env: given });
  const env = { ...given, ...publicKeys };
  return { signer: await decisionSigner({ ...env, ...privateKey }), keys: await decisionKeys(env) };
}

test('a desk makes a key that nobody else may read, and keeps it', async () => {
  const first = await signerAndKeys();
  expect(statSync(join(dataDir, 'decisions.key')).mode & 0o777).toBe(0o600);
  const { keyId } = first.signer.sign(statement);
  expect((await signerAndKeys()).signer.sign(statement).keyId).toBe(keyId);
  expect([...first.keys.inForce.keys()]).toEqual([keyId]);
});

test('the private key is told to the API alone', () => {
  const { publicKeys } = decisionsEnv({ ...deskOptions({}), dataDir, env: {} });
  const told = Object.values(publicKeys).map((file) => readFileSync(file, 'utf8'));
  expect(told.join()).not.toContain('PRIVATE');
});

test('another key in its place retires the one before: what it signed stands, and nothing new counts', async () => {
  const before = await signerAndKeys();
  const signed = before.signer.sign(statement);
  rmSync(join(dataDir, 'decisions.key'));
  const after = await signerAndKeys();
  expect([...after.keys.inForce.keys()]).not.toContain(signed.keyId);
  expect([...after.keys.all.keys()]).toContain(signed.keyId);
  expect(after.signer.wasProven({ statement, signed })).toBe(true);
  const again = await signerAndKeys();
  expect([...again.keys.all.keys()]).toEqual([...after.keys.all.keys()]);
});
