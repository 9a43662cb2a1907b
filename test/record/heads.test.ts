/** Signed heads of the ledger: what they cover, and what they find that a chain alone cannot. */
import { generateKeyPairSync } from 'node:crypto';
import { checkHeads } from '../../record/heads/check-heads';
import { nextHead, proofFor, rootOf } from '../../record/heads/head-format';
import { headSigner, publicKeysIn } from '../../record/heads/head-keys';
import { chainHash, contentHash, GENESIS_HASH } from '../../record/heads/ledger-hash';
import type { DeskRecord, SignedHead } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { openedCase, query as queryIn, statusChange } from './samples';

const HOUR_MS = 3_600_000;

let test: TestRecord;
let record: DeskRecord;
beforeEach(async () => {
  test = await startTestRecord();
  record = test.record;
});
afterEach(() => test.stop());

const asOwner = (text: string, values: readonly unknown[] = []): Promise<unknown[]> =>
  queryIn(test.databaseUrl, text, values);

function newSigner() {
  const { privateKey } = generateKeyPairSync('ed25519');
  return headSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}
const signer = newSigner();
const keys = publicKeysIn(signer.publicPem);

function head(everyMs = 0, by = signer): Promise<SignedHead | undefined> {
  return record.heads.next((before, leaves) => {
    const made = nextHead(before, leaves, new Date());
    return { head: made, keyId: by.keyId, signature: by.sign(made) };
  }, everyMs);
}

/** A case of three rows: the commitment to its first revision, its opening, a change. */
async function changedCase(): Promise<string> {
  const { caseId } = await openedCase(record);
  await record.cases.change(statusChange(caseId, 2, 'awaiting-consent'));
  return caseId;
}

async function brokenCases() {
  return (await record.ledger.verifyPage()).broken;
}

/** Writes the chain of a case anew from a changed row on, as whoever owns the database can. */
async function forge(caseId: string): Promise<void> {
  const rows = await record.ledger.read(caseId, 'whole');
  let previous = GENESIS_HASH;
  for (const row of rows) {
    const by = { ...row.by, principalId: 's_FORGED' };
    const content = contentHash(caseId, row.runId, { ...row, by });
    previous = chainHash(previous, row.position, content, row);
    await asOwner(
      `update ledger set by_principal = $3, content_hash = $4, hash = $5
       where case_id = $1 and position = $2`,
      [caseId, row.position, by.principalId, content, previous],
    );
  }
  await asOwner('update cases set ledger_hash = $2 where case_id = $1', [caseId, previous]);
}

describe('a head', () => {
  it('has the end of every chain, proven for each case by its root and signature', async () => {
    const caseIds = [await changedCase(), await changedCase(), await changedCase()];
    const made = await head();
    expect(made?.head).toMatchObject({ number: 1, cases: 3 });
    const { leaves } = checkHeads([made!], keys);
    expect(rootOf(leaves)).toBe(made!.head.root);
    for (const caseId of caseIds) {
      const rows = await record.ledger.read(caseId);
      expect(proofFor(caseId, leaves)?.leaf).toEqual([caseId, 3, rows.at(-1)?.hash]);
    }
    expect(await record.ledger.verify(caseIds[0]!)).toMatchObject({
      rows: 3,
      covered: { head: 1, position: 3 },
    });
  });

  it('is made once a case has ended, else where something is new and its time has come', async () => {
    const caseId = await changedCase();
    expect((await head(HOUR_MS))?.head.number).toBe(1);
    expect(await head(0)).toBeUndefined();
    await record.cases.change(statusChange(caseId, 3, 'awaiting-application'));
    expect(await head(HOUR_MS)).toBeUndefined();
    expect(await record.ledger.verify(caseId)).toMatchObject({
      covered: { head: 1, position: 3 },
      uncoveredSince: (await record.ledger.read(caseId))[2]?.at,
    });
    await record.cases.change(statusChange(caseId, 4, 'withdrawn', { freeTerminals: true }));
    expect(await head(HOUR_MS)).toMatchObject({
      head: { number: 2, cases: 1 },
      changed: [[caseId, 5, expect.any(String)]],
    });
    expect(await record.ledger.verify(caseId)).not.toHaveProperty('uncoveredSince');
  });

  it('is made once where two workers come to it at the same moment', async () => {
    await changedCase();
    const made = await Promise.all([head(), head(), head()]);
    expect(made.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await record.heads.page(0, 10)).toHaveLength(1);
  });

  it('leaves by each way once', async () => {
    await changedCase();
    const made = await head();
    expect(await record.heads.toLeave('folder', 10)).toEqual([made]);
    await record.heads.noteLeft(1, 'folder');
    await record.heads.noteLeft(1, 'folder');
    expect(await record.heads.toLeave('folder', 10)).toEqual([]);
    expect(await record.heads.toLeave('mail', 10)).toEqual([made]);
    expect((await record.heads.standing()).last).toMatchObject({ number: 1, leftBy: ['folder'] });
  });
});

describe('what the owner of the database has done', () => {
  it.each([
    ['a whole chain that was written anew', forge],
    [
      'a chain that was cut off with its end',
      async (caseId: string) => {
        const [first] = await record.ledger.read(caseId);
        await asOwner('delete from ledger where case_id = $1 and position = 3', [caseId]);
        await asOwner('update cases set ledger_position = 2, ledger_hash = $2 where case_id = $1', [
          caseId,
          first?.hash,
        ]);
      },
    ],
    [
      'a case that is gone',
      async (caseId: string) => {
        await asOwner('delete from ledger where case_id = $1', [caseId]);
        await asOwner('delete from case_keys where case_id = $1', [caseId]);
        await asOwner('delete from cases where case_id = $1', [caseId]);
      },
    ],
  ])('is found by a head: %s', async (_what, attack) => {
    const caseId = await changedCase();
    const other = await changedCase();
    await head();
    await attack(caseId);
    const found = await brokenCases();
    expect(found).toMatchObject([{ caseId, check: 'head' }]);
    // What is forged stays found under every later head.
    await record.cases.change(statusChange(other, 3, 'awaiting-application'));
    await head();
    expect(await brokenCases()).toEqual(found);
  });

  it('to heads themselves is found by their signatures, order and root', async () => {
    const caseId = await changedCase();
    const made = [];
    for (let sequence = 3; sequence <= 5; sequence += 1) {
      made.push(await head());
      await record.cases.change(statusChange(caseId, sequence, 'awaiting-application'));
    }
    const [first, second, third] = made.map((one) => one!);
    const checksOf = (heads: readonly SignedHead[]) => checkHeads(heads, keys).faults;
    expect(checksOf(await record.heads.page(0, 10))).toEqual([]);
    expect(checksOf([first!, third!])).toEqual([{ number: 2, check: 'missing' }]);
    const later = { ...second!, head: { ...second!.head, at: third!.head.at } };
    expect(checksOf([first!, later])).toEqual([{ number: 2, check: 'signature' }]);
    const stranger = newSigner();
    const forged = { ...second!, keyId: stranger.keyId, signature: stranger.sign(second!.head) };
    expect(checksOf([first!, forged])).toEqual([{ number: 2, check: 'unknown-key' }]);
    const otherLeaf = { ...third!, changed: [[caseId, 4, GENESIS_HASH] as const] };
    expect(checksOf([first!, second!, otherLeaf])).toEqual([{ number: 3, check: 'root' }]);
    const unfollowed = nextHead(first!.head, checkHeads([first!], keys).leaves, new Date());
    const torn = { ...unfollowed, previous: GENESIS_HASH };
    const resigned = { ...second!, changed: [], head: torn, signature: signer.sign(torn) };
    expect(checksOf([first!, resigned])).toEqual([{ number: 2, check: 'previous' }]);
  });

  it('is told of a head until a verification finds it as it was signed', async () => {
    await changedCase();
    await head();
    await record.heads.noteFaults([{ number: 1, check: 'signature' }]);
    expect((await record.heads.standing()).fault).toEqual({ number: 1, check: 'signature' });
    await record.heads.noteFaults([]);
    expect(await record.heads.standing()).not.toHaveProperty('fault');
  });
});

it('accepts heads of an earlier key once another signs', async () => {
  const caseId = await changedCase();
  await head();
  const successor = newSigner();
  await record.cases.change(statusChange(caseId, 3, 'awaiting-application'));
  await head(0, successor);
  const heads = await record.heads.page(0, 10);
  const both = publicKeysIn(`${successor.publicPem}${signer.publicPem}`);
  expect(checkHeads(heads, both).faults).toEqual([]);
  expect(checkHeads(heads, publicKeysIn(successor.publicPem)).faults).toEqual([
    { number: 1, check: 'unknown-key' },
  ]);
});
