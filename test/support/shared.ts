/**
 * What the test files of one run share: PostgreSQL, a Temporal server and the bundle of the workflows. They belong
 * to Jest's own process (shared-parts.ts); its workers, which come and go, ask there over loopback. A program
 * that Jest does not run, as the fault schedules, has its own.
 */

/** Where a worker of Jest asks. */
export const VARIABLE = 'UNBIND_TEST_SERVERS';

export type PartName = 'postgres' | 'temporal' | 'bundle';

export interface SharedPostgres {
  /** Of a user who may create databases. */
  readonly databaseUrl: string;
  /** A database with the tables of the record and nothing in them, for copies. */
  readonly template: string;
  /** Absent where the server is not ours. */
  readonly logFile?: string;
}

export interface SharedTemporal {
  readonly address: string;
  readonly pid: number;
  readonly logFile: string;
}

export interface OwnTemporal extends SharedTemporal {
  stop(): Promise<void>;
}

/** Loaded late: it brings the bundler and both servers along. */
const ownParts = () => import('./shared-parts.js');

async function ask<T>(what: PartName): Promise<T> {
  const response = await fetch(`${process.env[VARIABLE]}/${what}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

/** The PostgreSQL of the run; else one that ends with this process. */
export async function sharedPostgres(): Promise<SharedPostgres> {
  return process.env[VARIABLE] ? ask('postgres') : (await ownParts()).PARTS.postgres();
}

/** The Temporal server of the run; else one to `stop`. */
export async function sharedTemporal(): Promise<SharedTemporal & Partial<OwnTemporal>> {
  return process.env[VARIABLE] ? ask('temporal') : (await ownParts()).startTemporal();
}

/** The workflows as they are in this checkout. */
export async function sharedBundle(): Promise<{ readonly code: string }> {
  return process.env[VARIABLE] ? ask('bundle') : (await ownParts()).PARTS.bundle();
}
