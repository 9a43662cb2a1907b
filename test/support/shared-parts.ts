/** Makes what the test files of one run share, each part when the first file asks for it (shared.ts). */
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger } from '@temporalio/worker';
import { startTemporalServer } from '../../local/temporal-server/run-server';
import { startEmbeddedPostgres } from '../../local/postgres/embedded';
import { migrateRecord } from '../../record/postgres/store/migrate';
import { bundleWorkflows } from '../../worker/bundle';
import { query } from '../record/samples';
import { runningAddress } from './running-address';
import { needTemporal, TEST_SERVER } from './need-temporal';
import {
  type OwnTemporal,
  type PartName,
  type SharedPostgres,
  type SharedTemporal,
  VARIABLE,
} from './shared';

const stops: (() => Promise<unknown>)[] = [];

/** Embedded unless TEST_DATABASE_URL names another server. */
async function startPostgres(): Promise<SharedPostgres> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { databaseUrl: given, template: await makeTemplate(given) };
  const dataDir = mkdtempSync(join(tmpdir(), 'unbind-desk-test-postgres-'));
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  const { databaseUrl, stop } = await startEmbeddedPostgres({ dataDir, ephemeral: true });
  stops.push(stop);
  const template = await makeTemplate(databaseUrl);
  return { databaseUrl, template, logFile: join(dataDir, 'postgres.log') };
}

async function makeTemplate(databaseUrl: string): Promise<string> {
  const name = `test_template_${randomBytes(6).toString('hex')}`;
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  await query(databaseUrl, `create database ${name}`);
  stops.push(() => query(databaseUrl, `drop database if exists ${name} with (force)`));
  const running = runningAddress(url.href);
  await migrateRecord(url.href, running);
  // What tests plant for the product to come upon is no table of the desk.
  await query(
    url.href,
    `alter default privileges grant all on tables to ${new URL(running).username}`,
  );
  return name;
}

/** For one who stops it, too. */
export async function startTemporal(): Promise<OwnTemporal> {
  await needTemporal();
  const programs = { kind: 'server', server: TEST_SERVER } as const;
  const server = await startTemporalServer({ programs, forTests: true });
  const { address, dataDir, stop } = server;
  const [child] = server.children;
  if (!child) throw new Error('the Temporal server has no process');
  return { address, pid: child.pid, logFile: join(dataDir, 'server.log'), stop };
}

async function startSharedTemporal(): Promise<SharedTemporal> {
  const { stop, ...server } = await startTemporal();
  stops.push(stop);
  return server;
}

/** Each is made at its first call; later calls get the same answer, a failure too. */
export const PARTS = {
  postgres: once(startPostgres),
  temporal: once(startSharedTemporal),
  bundle: once(() => bundleWorkflows(new DefaultLogger('ERROR'))),
} satisfies Record<PartName, unknown>;

function isPart(name: string): name is PartName {
  return name in PARTS;
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => (started ??= start());
}

/** From now on the workers of Jest ask here; called by Jest before it starts any of them. */
export async function share(): Promise<void> {
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const part = isPart(name) ? PARTS[name]() : Promise.reject(new Error(`no part ${name}`));
    part.then(
      (answer) => response.end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  // A file asks again after minutes; a line that is closed in that moment would fail it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  server.unref();
  process.env[VARIABLE] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends what was started. */
export async function stopShared(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}
