/**
 * Whatever the owner of the database changes of what signed heads cover is found, by the verification that runs
 * each night or by the copies of the heads that have left the building. `npm run tamper -- --full` tries 2,000.
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headsNotHeld, rowsNotHeld } from '../../record/heads/copies-elsewhere';
import { checkHeads } from '../../record/heads/check-heads';
import { headSigner, publicKeysIn, signingNext } from '../../record/heads/head-keys';
import type { DeskRecord, SignedHead } from '../../record/port/desk-record';
import { startTestRecord, type TestRecord } from '../support/record';
import { playDesk, type TamperedDesk } from './desk';
import { KINDS } from './kinds';
import { type Chance, chanceFrom, type Kind, TABLES } from './target';

const TRIES = Number(process.env['UNBIND_TAMPER_TRIES'] ?? KINDS.length);
const SEED = Number(process.env['UNBIND_TEST_SEED'] ?? Date.now() % 1_000_000_000);

const { privateKey } = generateKeyPairSync('ed25519');
const signer = headSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
const keys = publicKeysIn(signer.publicPem);

let store: TestRecord;
let record: DeskRecord;
let desk: TamperedDesk;
let copies: readonly SignedHead[];

beforeAll(async () => {
  store = await startTestRecord();
  record = store.record;
  desk = await playDesk(store, signingNext(signer));
  copies = await record.heads.page(0, 100);
}, 60_000);
afterAll(async () => {
  await desk.close();
  await store.stop();
});
jest.setTimeout(1_800_000);

/** The check that finds something; undefined where everything seems as it was written. */
async function found(): Promise<string | undefined> {
  const { broken } = await record.ledger.verifyPage();
  if (broken[0]) return broken[0].check;
  const [fault] = checkHeads(await record.heads.page(0, 100), keys).faults;
  if (fault) return `head ${fault.check}`;
  const { leaves } = checkHeads(copies, keys);
  const rows = await record.heads.rowHashes(
    leaves.map(([caseId, position]) => ({ caseId, position })),
  );
  if (rowsNotHeld(leaves, { rows }).length > 0) return 'copies: rows';
  const heads = await record.heads.hashes(copies.map(({ head }) => head.number));
  return headsNotHeld(copies, { heads }).length > 0 ? 'copies: heads' : undefined;
}

async function tamper(kind: Kind, chance: Chance): Promise<string | undefined> {
  const { caseIds, sql } = desk;
  const at = chance.below(caseIds.length);
  const caseId = caseIds[at]!;
  const otherId = caseIds[(at + 1) % caseIds.length]!;
  const rows = await record.ledger.read(caseId, 'whole');
  await kind.change({ caseId, otherId, rows, chance, heads: copies.length, sql });
  const check = await found();
  await desk.restore(kind.tables);
  return check;
}

test('what nobody has changed is whole', async () => {
  expect(await found()).toBeUndefined();
});

test(`every one of ${TRIES} changes is found`, async () => {
  const chance = chanceFrom(SEED);
  const byCheck: Record<string, number> = {};
  const missed: { at: number; kind: string }[] = [];
  for (let at = 0; at < TRIES; at += 1) {
    const kind = KINDS[at % KINDS.length]!;
    const check = await tamper(kind, chance);
    if (check === undefined) missed.push({ at, kind: kind.name });
    else byCheck[check] = (byCheck[check] ?? 0) + 1;
  }
  const report = {
    ...{ seed: SEED, kinds: KINDS.length, tried: TRIES, found: TRIES - missed.length },
    ...{ byCheck, missed },
  };
  const folder = join(__dirname, '../../reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tamper.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  process.stdout.write(
    `tamper: UNBIND_TEST_SEED=${SEED} tried ${report.tried}, found ${report.found}\n`,
  );
  expect(missed).toEqual([]);
  expect(await found()).toBeUndefined();
});

test('each table that heads cover is among what is changed, and no kind twice', () => {
  expect(new Set(KINDS.flatMap(({ tables }) => tables))).toEqual(new Set(TABLES));
  const names = KINDS.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
