/**
 * Whatever the owner of the database changes of what signed heads cover is found, by the verification that runs
 * each night or by the copies of the heads that have left the building. `npm run tamper -- --full` tries 2,000.
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { checkHeads } from '../../record/heads/check-heads';
import { headSigner, publicKeysIn, signingNext } from '../../record/heads/head-keys';
import type { DeskRecord, SignedHead } from '../../record/port/desk-record';
import { openedCase, statusChange } from '../record/samples';
import { startTestRecord, type TestRecord } from '../support/record';
import { KINDS, type Chance, type Kind } from './kinds';

const TRIES = Number(process.env['UNBIND_TAMPER_TRIES'] ?? 3 * KINDS.length);
const SEED = Number(process.env['UNBIND_TEST_SEED'] ?? Date.now() % 1_000_000_000);
const CASES = 8;
const TABLES = ['cases', 'ledger', 'ledger_heads', 'ledger_leaves', 'revisions'] as const;

const { privateKey } = generateKeyPairSync('ed25519');
const signer = headSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
const keys = publicKeysIn(signer.publicPem);

/** A generator of 32 bits (mulberry32), the same numbers from the same seed. */
function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, of: (items) => items[below(items.length)]! };
}

let store: TestRecord;
let record: DeskRecord;
let owner: Client;
/** Columns of each table that are written; others are computed from these. */
const columns = new Map<string, string>();
let copies: readonly SignedHead[];
const caseIds: string[] = [];

beforeAll(async () => {
  store = await startTestRecord();
  record = store.record;
  owner = new Client({ connectionString: store.databaseUrl });
  await owner.connect();
  // Who owns the database is not held by the keys between its tables either.
  await owner.query('set session_replication_role = replica');
  for (let number = 0; number < CASES; number += 1) caseIds.push((await openedCase(record)).caseId);
  for (const sequence of [2, 3, 4, 5]) {
    for (const caseId of caseIds) {
      await record.cases.change(statusChange(caseId, sequence, 'awaiting-consent'));
    }
    await record.heads.next(signingNext(signer), 0);
  }
  copies = await record.heads.page(0, 100);
  for (const table of TABLES) {
    await owner.query(`create table kept_${table} as table ${table}`);
    const { rows } = await owner.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
      [table],
    );
    columns.set(table, rows[0]!.names);
  }
}, 60_000);
afterAll(async () => {
  await owner.end();
  await store.stop();
});
jest.setTimeout(1_800_000);

/** Everything as it was written. */
async function restore(tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const written = columns.get(table)!;
    await owner.query(`delete from ${table}`);
    await owner.query(`insert into ${table} (${written}) select ${written} from kept_${table}`);
  }
}

/** The check that finds something; undefined where everything seems as it was written. */
async function found(): Promise<string | undefined> {
  const { broken } = await record.ledger.verifyPage();
  if (broken[0]) return broken[0].check;
  const [fault] = checkHeads(await record.heads.page(0, 100), keys).faults;
  if (fault) return `head ${fault.check}`;
  const { leaves } = checkHeads(copies, keys);
  const asked = leaves.map(([caseId, position]) => ({ caseId, position }));
  const now = new Map((await record.heads.rowHashes(asked)).map(([id, , hash]) => [id, hash]));
  return leaves.every(([id, , hash]) => now.get(id) === hash) ? undefined : 'copies elsewhere';
}

async function tamper(kind: Kind, chance: Chance): Promise<string | undefined> {
  const at = chance.below(CASES);
  const caseId = caseIds[at]!;
  const otherId = caseIds[(at + 1) % CASES]!;
  const rows = await record.ledger.read(caseId, 'whole');
  await kind.change({
    ...{ caseId, otherId, rows, chance, heads: copies.length },
    sql: async (text, ...values) => {
      await owner.query(text, [...values]);
    },
  });
  const check = await found();
  await restore(kind.tables);
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
  const report = { seed: SEED, tried: TRIES, found: TRIES - missed.length, byCheck, missed };
  const folder = join(__dirname, '../../reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tamper.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  process.stdout.write(
    `tamper: UNBIND_TEST_SEED=${SEED} tried ${report.tried}, found ${report.found}\n`,
  );
  expect(missed).toEqual([]);
  expect(await found()).toBeUndefined();
});

test('each table that heads cover is among what is changed', () => {
  expect(new Set(KINDS.flatMap(({ tables }) => tables))).toEqual(new Set(TABLES));
});
