/** Heads of a folder are held against the record: what was cut off, written anew or taken away shows. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../base/canonical-json';
import { hashOfHead, nextHead } from '../../record/heads/head-format';
import { headSigner } from '../../record/heads/head-keys';
import type { Leaf, SignedHead } from '../../record/port/desk-record';
import { playedCommandLine } from './command-line';

const { api, line } = playedCommandLine();

const { privateKey } = generateKeyPairSync('ed25519');
const signer = headSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
const FIRST: Leaf = ['UC-0000000001', 4, '1'.repeat(64)];
const SECOND: Leaf = ['UC-0000000002', 7, '2'.repeat(64)];

function signed(before: SignedHead | undefined, changed: readonly Leaf[]): SignedHead {
  const head = nextHead(before?.head, [...(before?.changed ?? []), ...changed], new Date(0));
  return { head, keyId: signer.keyId, signature: signer.sign(head), changed };
}
const one = signed(undefined, [FIRST]);
const two = signed(one, [SECOND]);

beforeEach(() => {
  const folder = join(line.folder, 'heads');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `key-${signer.keyId}.pem`), signer.publicPem);
  for (const head of [one, two]) {
    const name = `head-${String(head.head.number).padStart(10, '0')}.json`;
    writeFileSync(join(folder, name), canonicalJson(head));
  }
});

function recordHas(leaves: readonly Leaf[], has: readonly SignedHead[] = [one, two]): void {
  const items = leaves.map(([caseId, position, hash]) => ({ caseId, position, hash }));
  const heads = has.map(({ head }) => ({ number: head.number, hash: hashOfHead(head) }));
  api.answers('POST /ops/verify/rows', { body: { items, heads } });
}

test('a record that has every row that was signed passes', async () => {
  recordHas([FIRST, SECOND]);
  const ran = await line.run(['audit', 'verify', '--heads', 'heads']);
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toContain('The record agrees with every head of the folder. Heads: 2. Cases: 2.');
  expect(ran.out).toContain(signer.keyId);
});

test('a case that is gone, and a row that is another, are named and stop a script', async () => {
  recordHas([[SECOND[0], SECOND[1], '3'.repeat(64)]]);
  const ran = await line.run(['audit', 'verify', '--heads', 'heads']);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain(`${FIRST[0]}  row 4 is not there any more`);
  expect(ran.out).toContain(`${SECOND[0]}  row 7 is another than was signed`);
});

test('a head that somebody has changed in the folder is found before the record is believed', async () => {
  recordHas([FIRST, SECOND]);
  const forged = { ...two, head: { ...two.head, cases: 1 } };
  writeFileSync(join(line.folder, 'heads', 'head-0000000002.json'), canonicalJson(forged));
  const ran = await line.run(['audit', 'verify', '--heads', 'heads']);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain('head 2 is not what was signed');
});

test('heads that the record lost or made anew are named, though every row is there', async () => {
  recordHas([FIRST, SECOND], [signed(undefined, [SECOND])]);
  const ran = await line.run(['audit', 'verify', '--heads', 'heads']);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain(
    'head 1 has left the building, and the record has another of its number',
  );
  expect(ran.out).toContain(
    'head 2 has left the building, and the record does not have it any more',
  );
});

test('heads are checked with the key that is given, not with one that lies beside them', async () => {
  recordHas([FIRST, SECOND]);
  const { publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(line.folder, 'mine.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const ran = await line.run(['audit', 'verify', '--heads', 'heads', '--key', 'mine.pem']);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain('head 1 was signed by a key that is not accepted');
});

test.each([
  ['a folder that is not there', ['--heads', 'nowhere']],
  ['a folder without heads', ['--heads', '.']],
  ['heads and a case at once', ['UC-0000000001', '--heads', 'heads']],
  ['a key without heads', ['--key', 'mine.pem']],
])('%s is a mistake of the command line', async (_what, words) => {
  const ran = await line.run(['audit', 'verify', ...words]);
  expect(ran.code).toBe(2);
  expect(api.asked).toEqual([]);
});
