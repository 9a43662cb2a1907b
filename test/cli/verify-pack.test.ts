/** A stranger checks an evidence pack with the public key alone: every change in it is found and named. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '../../base/canonical-json';
import { sha256Hex } from '../../base/sha256';
import { verifyPack } from '../../client/verify/verify-pack';
import { commitmentTo } from '../../record/heads/commitments';
import { nextHead, proofFor } from '../../record/heads/head-format';
import { headSigner } from '../../record/heads/head-keys';
import { GENESIS_HASH, LEDGER_FORM, chainHash } from '../../record/heads/ledger-hash';
import {
  type EvidencePack,
  type SignedPack,
  hashOfPage,
  packFile,
} from '../../record/heads/pack-format';
import type { Leaf } from '../../record/port/desk-record';
import { loadedBy } from '../support/loaded-by';

function newSigner() {
  const { privateKey } = generateKeyPairSync('ed25519');
  return headSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}
const signer = newSigner();

const CASE = 'UC-0000000001';
const [BEFORE, AFTER] = ['<!doctype html><p>Refunded: 99.00</p>', '</html>'];

/** A pack of three rows, the second of which is withheld, under a head of three cases that has all three. */
function samplePack(): EvidencePack {
  const rows: EvidencePack['rows'] = [];
  for (const position of [1, 2, 3]) {
    const says = { caseId: CASE, event: 'status-changed', sequence: position };
    const content = sha256Hex(canonicalJson(says));
    const form = { form: LEDGER_FORM, viewHash: String(position).repeat(64) };
    const hash = chainHash(rows.at(-1)?.hash ?? GENESIS_HASH, position, content, form);
    rows.push({ position, content, hash, ...form, ...(position === 2 ? {} : { says }) });
  }
  const leaves: Leaf[] = [
    [CASE, 3, rows[2]!.hash],
    ['UC-0000000002', 7, '2'.repeat(64)],
    ['UC-0000000003', 9, '3'.repeat(64)],
  ];
  const head = nextHead(undefined, leaves, new Date(0));
  const { leaf, index, path } = proofFor(CASE, leaves)!;
  return {
    format: 'unbind-evidence-pack/1',
    packId: 'pack_1',
    caseId: CASE,
    madeAt: '2026-11-30T08:00:00.000Z',
    disclosure: 'merchant',
    page: hashOfPage(BEFORE, AFTER),
    head: { head, keyId: signer.keyId, signature: signer.sign(head) },
    proof: { leaf: [...leaf], index, path: [...path] },
    rows,
    papers: [],
    terms: [],
    shown: { merchantName: '<b>张三</b></script>' },
  };
}

function signed(pack: EvidencePack, by = signer): SignedPack {
  return { pack, keyId: by.keyId, signature: by.sign(pack) };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unbind-verify-'));
  writeFileSync(join(folder, 'heads.pub'), signer.publicPem);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function verify(content: string, ...more: string[]) {
  const file = join(folder, 'pack.html');
  writeFileSync(file, content);
  return verifyPack([file, '--key', join(folder, 'heads.pub'), ...more], 'en');
}

const whole = () => packFile(BEFORE, signed(samplePack()), AFTER);

/** The checks that find something in a pack whose signature was made after the change, or before it. */
function checksIn(content: string): string[] {
  const { out, code } = verify(content, '--json');
  const answer = JSON.parse(out) as { verified: boolean; faults: { check: string }[] };
  expect(answer.verified).toBe(code === 0);
  return answer.faults.map(({ check }) => check);
}

test('a pack that is what was signed is said to be so, with its case, its rows and its key', () => {
  const { out, err, code } = verify(whole());
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(
    [
      'This evidence pack is what the desk has signed.',
      `Case ${CASE}, made 2026-11-30T08:00:00.000Z, for the merchant of the case.`,
      'Rows of the ledger: 3, each chained to the one before; signed head 1 (1970-01-01T00:00:00.000Z) has them up to row 3.',
      'Papers beside the ledger (consents, revisions, notices …) that are what it commits to: 0.',
      'Rows that stand by their hash alone, as they are not for the holder: 1.',
      `Key ${signer.keyId}: compare it with the one that you were given by another way.`,
      '',
    ].join('\n'),
  );
});

test('the pack alone, taken out of its page, is checked too', () => {
  const { out, code } = verify(JSON.stringify(signed(samplePack())));
  expect(code).toBe(0);
  expect(out).toContain('There is no page in the file');
});

test('the verdict is in Chinese where that is asked for', () => {
  expect(verify(whole(), '--lang', 'zh-CN').out).toContain('此证据包与服务台签名时相同。');
});

test.each([
  ['words of the page', () => whole().replace('99.00', '100.00'), ['page']],
  ['what it shows as data', () => whole().replace('张三', '李四'), ['signature']],
  ['its key', () => packFile(BEFORE, signed(samplePack(), newSigner()), AFTER), ['unknown-key']],
])('a change of %s is found', (_what, content, checks) => {
  expect(checksIn(content())).toEqual(checks);
});

/** What the holder of the key could sign and a stranger still finds, as the parts contradict each other. */
test.each<[string, (pack: EvidencePack) => unknown, string[]]>([
  ['a head that was never signed', (pack) => (pack.head.head.cases = 4), ['head']],
  ['a proof of another case', (pack) => (pack.proof.leaf[0] = 'UC-0000000002'), ['inclusion']],
  ['a path that leads elsewhere', (pack) => pack.proof.path.reverse(), ['inclusion']],
  ['a row of other words', (pack) => (pack.rows[0]!.says!['event'] = 'none'), ['content']],
  ['a row of another case', (pack) => (pack.caseId = 'UC-0000000002'), ['inclusion', 'content']],
  ['a row that is missing', (pack) => pack.rows.splice(1, 1), ['order']],
  ['rows in another order', (pack) => pack.rows.reverse(), ['order']],
  ['another row under a hash', (pack) => (pack.rows[1]!.content = '5'.repeat(64)), ['order']],
  ['a chain that was cut off', (pack) => pack.rows.pop(), ['leaf']],
])('%s is found', (_what, change, checks) => {
  const pack = samplePack();
  change(pack);
  expect(checksIn(packFile(BEFORE, signed(pack), AFTER))).toEqual(checks);
  const { out, code } = verify(packFile(BEFORE, signed(pack), AFTER));
  expect(code).toBe(1);
  expect(out).toContain('Do not rely on this evidence pack:');
});

const PAPER = { table: 'notes', id: 'note_1', content: { text: 'Called.' } } as const;
const SALT = 'c2FsdA==';

/** A whole pack with a note to which its last row commits, or several, and the state of the case. */
function packWithPapers(times = 1): EvidencePack {
  const pack = samplePack();
  const view = '{"status": "completed"}';
  const facts = {
    table: 'notes',
    id: 'note_1',
    commitment: commitmentTo({ caseId: CASE, ...PAPER }, SALT),
    sealedSalt: 'AA==',
  };
  const rows: EvidencePack['rows'] = [];
  const committed = Array<string>(times).fill('paper-committed');
  for (const [index, event] of ['status-changed', ...committed].entries()) {
    const says = { caseId: CASE, event, ...(index > 0 && { facts }) };
    const form = { form: LEDGER_FORM, ...(index === 0 && { viewHash: sha256Hex(view) }) };
    const content = sha256Hex(canonicalJson(says));
    const hash = chainHash(rows.at(-1)?.hash ?? GENESIS_HASH, index + 1, content, form);
    rows.push({ position: index + 1, content, hash, ...form, says });
  }
  const leaves: Leaf[] = [[CASE, rows.length, rows.at(-1)!.hash]];
  const head = nextHead(undefined, leaves, new Date(0));
  const { leaf, index, path } = proofFor(CASE, leaves)!;
  const text = 'The terminal stops.';
  return {
    ...pack,
    disclosure: 'whole',
    head: { head, keyId: signer.keyId, signature: signer.sign(head) },
    proof: { leaf: [...leaf], index, path: [...path] },
    rows,
    view,
    papers: [{ ...PAPER, content: { ...PAPER.content }, salt: SALT }],
    terms: [{ kind: 'service', version: '1', locale: 'en', hash: sha256Hex(text), text }],
  };
}

/** What the holder of the key could sign though the ledger commits to something else. */
test.each<[string, (pack: EvidencePack) => unknown, string[]]>([
  ['what nobody has changed', () => undefined, []],
  ['a paper of other words', (pack) => (pack.papers[0]!.content = {}), ['paper-changed']],
  ['another salt', (pack) => (pack.papers[0]!.salt = 'AA=='), ['paper-changed']],
  ['a salt that is missing', (pack) => delete pack.papers[0]!.salt, ['paper-changed']],
  ['a paper that is missing', (pack) => (pack.papers = []), ['paper-gone']],
  [
    'a paper that nothing commits to',
    (pack) => pack.papers.push({ ...pack.papers[0]!, id: 'note_2' }),
    ['paper-changed'],
  ],
  ['another state of the case', (pack) => (pack.view = '{}'), ['view']],
  ['a state that is missing', (pack) => delete pack.view, ['view']],
  ['other words of the terms', (pack) => (pack.terms[0]!.text = 'Anything.'), ['terms']],
  [
    'what the desk itself has found',
    (pack) => (pack.broken = { position: 2, check: 'paper-gone' }),
    ['verification'],
  ],
])('a whole pack: %s gets the verdict that fits', (_what, change, checks) => {
  const pack = packWithPapers();
  change(pack);
  expect(checksIn(packFile(BEFORE, signed(pack), AFTER))).toEqual(checks);
});

test('a whole pack in which a commitment stands twice puts back a paper as it was once, and is named', () => {
  expect(checksIn(packFile(BEFORE, signed(packWithPapers(2)), AFTER))).toEqual(['paper-changed']);
});

test('of a masked pack papers without salts are counted, not checked', () => {
  const pack = packWithPapers();
  pack.disclosure = 'masked';
  pack.papers[0]!.content = { by: 's_1' };
  delete pack.papers[0]!.salt;
  const { out, code } = verify(packFile(BEFORE, signed(pack), AFTER));
  expect(code).toBe(0);
  expect(out).toContain(
    'come without salt, so that the signature of the pack alone proves them: 1.',
  );
});

test('rows that are younger than the head are said to stand by the signature alone', () => {
  const pack = samplePack();
  const last = pack.rows[2]!.hash;
  const content = '4'.repeat(64);
  const form = { form: LEDGER_FORM };
  pack.rows.push({ position: 4, content, hash: chainHash(last, 4, content, form), ...form });
  const { out, code } = verify(packFile(BEFORE, signed(pack), AFTER));
  expect(code).toBe(0);
  expect(out).toContain('From row 4 on no head has them');
});

test.each([
  ['no file', ['--key', 'heads.pub'], 'Usage: unbind-verify FILE'],
  ['no key', ['pack.html'], 'Usage: unbind-verify FILE'],
  ['a file that is not there', ['none.html', '--key', 'heads.pub'], 'none.html cannot be read.'],
  ['a key that is not there', ['pack.html', '--key', 'none.pub'], 'none.pub cannot be read.'],
  ['a key that is none', ['pack.html', '--key', 'pack.html'], 'pack.html has no public key'],
  ['a file that is no pack', ['heads.pub', '--key', 'heads.pub'], 'heads.pub is no evidence pack.'],
  ['an option that is none', ['pack.html', '--heads', 'x'], 'Usage: unbind-verify FILE'],
])('%s is a mistake of the command line', (_what, words, told) => {
  writeFileSync(join(folder, 'pack.html'), whole());
  const paths = words.map((word) => (word.includes('.') ? join(folder, word) : word));
  const { out, err, code } = verifyPack(paths, 'en');
  expect({ out, code }).toEqual({ out: '', code: 2 });
  expect(err).toContain(told);
});

test('the program loads nothing of the desk, its record or its settings', () => {
  const { files, packages } = loadedBy(['client/verify/main.ts']);
  const rooms = new Set(files.map((file) => file.split('/').slice(0, 2).join('/')));
  expect([...rooms].filter((room) => room.startsWith('record/')).sort()).toEqual([
    'record/heads',
    'record/port',
  ]);
  expect([...rooms].filter((room) => /^(activities|temporal|worker|local)\//.test(room))).toEqual(
    [],
  );
  expect(packages.filter((name) => !name.startsWith('node:'))).toEqual(['zod']);
});
