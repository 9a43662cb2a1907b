/** Heads of the ledger leave the building: as files that are whole or not there, and as mails. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVerificationActivities } from '../../activities/verification/create-verification-activities';
import type { EmailMessage } from '../../activities/email/email-sender';
import { checkHeads } from '../../record/heads/check-heads';
import { signedHead } from '../../record/heads/head-format';
import { headSigner, publicKeysIn } from '../../record/heads/head-keys';
import { headsConfig } from '../../worker/heads/config';
import { lastCopy, oneTurn } from '../../worker/heads/keep-heads';
import { openedCase, query } from '../record/samples';
import { startTestRecord, type TestRecord } from '../support/record';

const { privateKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const signer = headSigner(pem);

let store: TestRecord;
let folder: string;
const warned: object[] = [];
beforeEach(async () => {
  store = await startTestRecord();
  folder = mkdtempSync(join(tmpdir(), 'unbind-heads-'));
  warned.length = 0;
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await store.stop();
});

function keepingIn(
  way: { readonly folder?: string; readonly mail?: string },
  mailed: EmailMessage[] = [],
) {
  return {
    record: store.record,
    config: { signer, publicKeys: publicKeysIn(signer.publicPem), everyMs: 0, ...way },
    sender: {
      domain: 'desk.example',
      send: (message: EmailMessage) => {
        mailed.push(message);
        return Promise.resolve({ kind: 'accepted' as const, providerRef: '1' });
      },
    },
    log: { warn: (about: object) => void warned.push(about) },
  };
}
const signal = new AbortController().signal;

test('writes each head once, with the public key beside it, so that anybody can check them', async () => {
  const keeping = keepingIn({ folder });
  await openedCase(store.record);
  await oneTurn(keeping, signer, signal);
  await openedCase(store.record);
  await oneTurn(keeping, signer, signal);
  await oneTurn(keeping, signer, signal);
  const names = readdirSync(folder).sort();
  expect(names).toEqual([
    'head-0000000001.json',
    'head-0000000002.json',
    `key-${signer.keyId}.pem`,
  ]);
  const heads = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => signedHead.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
  const keys = publicKeysIn(readFileSync(join(folder, names[2]!), 'utf8'));
  const { faults, leaves } = checkHeads(heads, keys);
  expect(faults).toEqual([]);
  expect(leaves).toHaveLength(2);
  expect(warned).toEqual([]);
});

test('mails a head with its whole text as the last line', async () => {
  const mailed: EmailMessage[] = [];
  await openedCase(store.record);
  await oneTurn(keepingIn({ mail: 'auditor@example.com' }, mailed), signer, signal);
  expect(mailed).toHaveLength(1);
  const { to, text } = mailed[0]!;
  expect(to).toBe('auditor@example.com');
  const head = signedHead.parse(JSON.parse(text.trimEnd().split('\n').at(-1)!));
  expect(checkHeads([head], publicKeysIn(signer.publicPem)).faults).toEqual([]);
});

test('tries a way again that did not work, and the other one goes on', async () => {
  const mailed: EmailMessage[] = [];
  const blocked = join(folder, 'file');
  writeFileSync(blocked, '');
  await openedCase(store.record);
  await oneTurn(keepingIn({ folder: blocked, mail: 'a@example.com' }, mailed), signer, signal);
  expect(warned).toHaveLength(1);
  expect(mailed).toHaveLength(1);
  expect((await store.record.heads.standing()).last?.leftBy).toEqual(['mail']);
  await oneTurn(keepingIn({ folder }), signer, signal);
  expect((await store.record.heads.standing()).last?.leftBy.toSorted()).toEqual(['folder', 'mail']);
});

test('leaves a head that another desk or moment has written as it is, and tells of it', async () => {
  const other = '{"head":"of another moment"}';
  writeFileSync(join(folder, 'head-0000000001.json'), other);
  await openedCase(store.record);
  await oneTurn(keepingIn({ folder }), signer, signal);
  expect(readFileSync(join(folder, 'head-0000000001.json'), 'utf8')).toBe(other);
  expect(warned).toEqual([{ code: 'HEADS_BROKEN' }]);
  expect((await store.record.heads.standing()).last?.leftBy).toEqual([]);
});

describe('a verification by night', () => {
  const verified = async () => {
    const { verifyLedgerPage } = createVerificationActivities({
      record: store.record,
      publicKeys: publicKeysIn(signer.publicPem),
      lastCopy: () => lastCopy({ folder }, keepingIn({}).log),
    });
    await verifyLedgerPage({});
    return (await store.record.heads.standing()).fault?.check;
  };

  test('finds the last head gone by its copy elsewhere', async () => {
    for (let number = 1; number <= 2; number += 1) {
      await openedCase(store.record);
      await oneTurn(keepingIn({ folder }), signer, signal);
    }
    expect(await verified()).toBeUndefined();
    for (const table of ['ledger_leaves', 'ledger_heads']) {
      await query(store.databaseUrl, `delete from ${table} where number = 2`);
    }
    expect(await verified()).toBe('not-in-record');
    // The next head takes the number that the other had.
    await oneTurn(keepingIn({}), signer, signal);
    expect(await verified()).toBe('other-in-record');
    expect(warned).toEqual([]);
  });

  test('goes on where the folder elsewhere has none, or holds something else', async () => {
    await openedCase(store.record);
    expect(await verified()).toBeUndefined();
    expect(warned).toEqual([]);
    writeFileSync(join(folder, 'head-0000000001.json'), 'no head');
    expect(await verified()).toBeUndefined();
    expect(warned).toEqual([{ code: 'HEADS_BROKEN' }]);
  });
});

test.each([
  ['a key that is none', { UNBIND_HEADS_KEY_FILE: 'key' }, /KEY_WRONG|no PEM/],
  ['a key file that is not there', { UNBIND_HEADS_KEY_FILE: 'none' }, /UNBIND_HEADS_KEY_FILE/],
  ['a folder that is not absolute', { UNBIND_HEADS_FOLDER: 'heads' }, /UNBIND_HEADS_FOLDER/],
])('%s is named at the start', async (_what, env, said) => {
  writeFileSync(join(folder, 'key'), 'no key');
  const named = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      name.endsWith('FILE') ? join(folder, value) : value,
    ]),
  );
  await expect(headsConfig(named)).rejects.toThrow(said);
});
