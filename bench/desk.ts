/**
 * The whole desk as processes of its own for one run: the product's own worker and limits, a record that
 * forces to the disk as in production, providers that answer without faults.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../local/postgres/embedded';
import { startSystem, type System } from '../test/e2e/system';
import { patient } from './patience';

export interface BenchDesk extends System {
  /** Processes that a case keeps busy, by name. */
  readonly pids: Readonly<Record<string, number>>;
  /** Creates an empty database beside that of the desk. */
  createDatabase(name: string): Promise<string>;
}

/** No limit of the product may be what is measured. */
const WITHOUT_LIMITS = {
  UNBIND_API_REQUESTS_PER_MINUTE: '1000000',
  UNBIND_SMS_DAILY_BUDGET: '1000',
  UNBIND_LOG_LEVEL: 'warn',
};
/** The window of the product; the end of a case closes it. */
const POLICY = { noticeWindowMs: 120_000 };

/**
 * Starts everything: about ten seconds. `stop` ends all of it and removes its folder. `policy` overrides
 * durations of the cases, ms.
 */
export async function startBenchDesk(
  policy: Readonly<Record<string, number>> = {},
): Promise<BenchDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-desk-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'record') });
  const stopRecord = async (): Promise<void> => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const createDatabase = async (name: string): Promise<string> => {
    const client = new Client({ connectionString: postgres.databaseUrl });
    try {
      await client.connect();
      await client.query(`create database ${client.escapeIdentifier(name)}`);
    } finally {
      await client.end();
    }
    const url = new URL(postgres.databaseUrl);
    url.pathname = `/${name}`;
    return url.href;
  };
  try {
    const system = await startSystem({
      databaseUrl: postgres.databaseUrl,
      workerScript: 'worker/main.js',
      env: WITHOUT_LIMITS,
      policy: { ...POLICY, ...policy },
      searchAtStop: false,
    });
    const { api, simulator } = system.programs;
    const { agent, reviewer, operator } = system.staff;
    return {
      ...system,
      staff: {
        ...system.staff,
        agent: patient(agent),
        reviewer: patient(reviewer),
        operator: patient(operator),
      },
      pids: {
        bench: process.pid,
        api: api.pid,
        worker: system.worker().pid,
        simulator: simulator.pid,
        record: postgres.pid,
        temporal: system.temporal.pid,
      },
      createDatabase,
      stop: async () => {
        await system.stop();
        await stopRecord();
      },
    };
  } catch (error) {
    await stopRecord();
    throw error;
  }
}
