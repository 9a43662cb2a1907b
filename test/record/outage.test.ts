/** The record when its database is down, full or slow to come: codes that callers can act on. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { PoolClient } from 'pg';
import { SEARCH_FORMS } from '../../checks/references/search-forms';
import type { DeskRecord } from '../../record/port/desk-record';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../local/postgres/embedded';
import { isAlive } from '../../local/postgres/processes';
import { SILENT } from '../../record/port/log';
import { openRecord } from '../../record/postgres/open-record';
import { createPool, runTransaction } from '../../record/postgres/store/store';
import { eventually } from '../e2e/eventually';
import {
  entry,
  newCaseId,
  openedCase,
  query,
  sampleChange,
  sampleData,
  sampleView,
} from './samples';

let dataDir: string;
let server: EmbeddedPostgres;
let record: DeskRecord;
const masterKey = randomBytes(32);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'unbind-outage-'));
  server = await startEmbeddedPostgres({ dataDir });
  record = await openRecord({
    searchForms: SEARCH_FORMS,
    databaseUrl: server.databaseUrl,
    masterKey,
  });
});
afterAll(async () => {
  await record.close();
  await server.stop();
  await rm(dataDir, { recursive: true });
});

/** Kills the server; those of its processes that serve a connection may notice a moment later. */
async function kill(): Promise<void> {
  const rows = await query(
    server.databaseUrl,
    `select pid from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  const haveNoticed = () => rows.every(({ pid }) => !isAlive(Number(pid))) || undefined;
  await eventually('every connection has noticed', () => Promise.resolve(haveNoticed()));
}

describe('a record whose server was killed', () => {
  const caseId = newCaseId();
  const calls: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['ping', () => record.ping()],
    ['cases.read', () => record.cases.read(caseId)],
    ['cases.list', () => record.cases.list({})],
    ['revisions.read', () => record.revisions.read(caseId)],
    ['cases.change', () => record.cases.change(sampleChange(caseId))],
    [
      'cases.create',
      () =>
        record.cases.create({
          caseId,
          teamId: 'team-a',
          author: 's_AGENT',
          data: sampleData(),
          view: sampleView(caseId),
        }),
    ],
    ['cases.reserveTerminals', () => record.cases.reserveTerminals(caseId, [])],
    ['intents.fence', () => record.intents.fence('unbind:x')],
    ['notices.rank', () => record.notices.rank('n_x', { state: 'sent' })],
    ['idempotency.begin', () => record.idempotency.begin('s', 'k', 'b')],
    ['staff.findByApiKey', () => record.staff.findByApiKey('key')],
  ];

  it('answers every call with RECORD_UNAVAILABLE, and recovers by itself', async () => {
    const before = await openedCase(record);
    await kill();
    for (const [name, call] of calls) {
      const failure = await call().catch((error: unknown) => error);
      expect({ name, failure }).toMatchObject({ failure: { code: 'RECORD_UNAVAILABLE' } });
    }
    server = await startEmbeddedPostgres({ dataDir, port: server.port });
    await record.ping();
    expect((await record.cases.read(before.caseId))?.caseId).toBe(before.caseId);
    await record.cases.change(sampleChange(before.caseId, { entries: [entry(2)] }));
    expect((await record.ledger.verify(before.caseId)).broken).toBeUndefined();
  });

  it('breaks a transaction between two statements without ending the process', async () => {
    const pool = createPool(server.databaseUrl, 1, SILENT);
    const lent = await pool.connect();
    await lent.query('begin');
    const broken = new Promise((heard) => lent.once('end', heard));
    process.kill(server.pid, 'SIGKILL');
    await broken;
    await expect(lent.query('select 1')).rejects.toThrow();
    lent.release(true);
    await pool.end();
    server = await server.exited.then(() => startEmbeddedPostgres({ dataDir, port: server.port }));
  });

  it('gives back a connection on which no transaction can begin', async () => {
    const pool = createPool(server.databaseUrl, 1, SILENT);
    pool.once('acquire', (client: PoolClient) => void client.end());
    await expect(runTransaction({ pool }, () => Promise.resolve())).rejects.toThrow();
    expect(await runTransaction({ pool }, () => Promise.resolve('done'))).toBe('done');
    await pool.end();
  });

  it('writes a change that was under way whole or not at all', async () => {
    const { caseId: mine } = await openedCase(record);
    const changes = Array.from({ length: 40 }, (_, index) =>
      record.cases.change(
        sampleChange(mine, { entries: [entry(2 * index + 2), entry(2 * index + 3)] }),
      ),
    );
    await changes[0];
    process.kill(server.pid, 'SIGKILL');
    const results = await Promise.allSettled(changes);
    server = await server.exited.then(() => startEmbeddedPostgres({ dataDir, port: server.port }));
    const written = new Set((await record.ledger.read(mine)).map((row) => row.sequence));
    results.forEach((result, index) => {
      const pair = [2 * index + 2, 2 * index + 3].map((number) => written.has(number));
      expect(pair[0]).toBe(pair[1]);
      if (result.status === 'fulfilled') expect(pair[0]).toBe(true);
      else expect(result.reason).toMatchObject({ code: 'RECORD_UNAVAILABLE' });
    });
    expect((await record.ledger.verify(mine)).broken).toBeUndefined();
  });

  it('is not opened, so that the caller can try again', async () => {
    const address = new URL(server.databaseUrl);
    address.port = '1';
    await expect(
      openRecord({ searchForms: SEARCH_FORMS, databaseUrl: address.href, masterKey }),
    ).rejects.toMatchObject({
      code: 'RECORD_UNAVAILABLE',
    });
  });

  it('says nothing of address, password or values in what it throws', async () => {
    const address = new URL(server.databaseUrl);
    address.password = 'secret-canary';
    const failure = await openRecord({
      searchForms: SEARCH_FORMS,
      databaseUrl: address.href,
      masterKey,
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'RECORD_REFUSED' });
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('canary');
  });
});

describe('a record whose disk is full', () => {
  const full = `create function disk_is_full() returns trigger language plpgsql as $$
    begin raise exception '无法扩展文件：设备上没有空间' using errcode = '53100';
    end $$`;

  it('answers DISK_FULL, has written nothing, and goes on once there is space', async () => {
    const { caseId } = await openedCase(record);
    await query(server.databaseUrl, full);
    await query(
      server.databaseUrl,
      'create trigger full_disk before insert on ledger execute function disk_is_full()',
    );
    const change = sampleChange(caseId, {
      entries: [entry(2)],
      view: sampleView(caseId, { status: 'awaiting-consent' }),
    });
    await expect(record.cases.change(change)).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect((await record.cases.read(caseId))?.view.status).toBe('awaiting-identity');
    await query(server.databaseUrl, 'drop trigger full_disk on ledger');
    await record.cases.change(change);
    expect((await record.cases.read(caseId))?.view.status).toBe('awaiting-consent');
  });
});

describe('a failure that nobody foresaw', () => {
  it('is INTERNAL and repeats no value of the statement', async () => {
    const canary = '王小明-canary';
    await query(
      server.databaseUrl,
      `create function fails() returns trigger language plpgsql as $$
        begin raise exception 'division of % by zero', new.display_name using errcode = '22012'; end $$`,
    );
    await query(
      server.databaseUrl,
      'create trigger failing before insert on staff for each row execute function fails()',
    );
    const person = { principalId: 's_1', user: 'u', role: 'agent', teamId: 't' } as const;
    const failure: unknown = await record.staff
      .upsert({ ...person, displayName: canary })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'INTERNAL' });
    expect(String(failure)).toContain('22012');
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('canary');
  });
});
