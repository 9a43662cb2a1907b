/**
 * Runs a Temporal server on this machine: writes its configuration, starts it, waits until it
 * answers, creates the namespace. Knows nothing of where the executables come from.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { msToTs } from '@temporalio/common/lib/time';
import { type Connection, connectNow } from '../../temporal/connection';
import { registerSearchAttributes, searchAttributesReady } from '../../temporal/search-attributes';
import { type RunningChild, startChild } from '../processes/child-process';
import {
  type TemporalPorts,
  dynamicConfig,
  dynamicSettings,
  serverConfig,
  uiConfig,
} from './server-config';
import { type WantedPorts, choosePorts } from './server-ports';

/** Executables of a server: the official server with its UI, or the all-in-one CLI. */
export type ServerPrograms =
  | { readonly kind: 'server'; readonly server: string; readonly ui?: string }
  | { readonly kind: 'cli'; readonly cli: string };

export interface TemporalServerOptions {
  readonly programs: ServerPrograms;
  /** Folder of the store and its configuration; omitted: a temporary one, removed at the stop. */
  readonly dataDir?: string;
  /**
   * Ports of a fresh store, or the next free ones (0: any); a store that exists keeps its own. Omitted:
   * random free ones.
   */
  readonly ports?: WantedPorts;
  readonly namespace?: string;
  /** Days that ended workflows are kept. */
  readonly retentionDays?: number;
  readonly withUi?: boolean;
  /** Lets tests skip time, workflow by workflow. */
  readonly forTests?: boolean;
  /** Limit of the whole start, ms. */
  readonly startTimeoutMs?: number;
}

export interface NamespaceOptions {
  readonly namespace: string;
  /** Days that ended workflows are kept; default 30. */
  readonly retentionDays?: number;
  /** When waiting ends with the server's own error, ms since 1970; default: in a minute. */
  readonly deadline?: number;
}

export interface TemporalServer {
  /** `127.0.0.1:7233` */
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl?: string;
  readonly ports: TemporalPorts;
  readonly dataDir: string;
  readonly children: readonly RunningChild[];
  /** Settles when a process of the server has ended, by itself or by `stop`. */
  readonly ended: Promise<{ readonly logTail: string }>;
  stop(): Promise<void>;
}

/** Go programs read the home folder and the path; nothing else of our environment is theirs. */
function childEnvironment(dataDir: string): Record<string, string> {
  return { HOME: dataDir, PATH: '/usr/bin:/bin', TMPDIR: tmpdir() };
}

async function startServerProgram(
  programs: ServerPrograms,
  dataDir: string,
  ports: TemporalPorts,
  forTests: boolean,
  namespace: string,
): Promise<RunningChild> {
  const databaseFile = join(dataDir, 'temporal.db');
  const logFile = join(dataDir, 'server.log');
  const env = childEnvironment(dataDir);
  if (programs.kind === 'cli') {
    const settings = Object.entries(dynamicSettings(forTests)).flatMap(([name, value]) => [
      '--dynamic-config-value',
      `${name}=${JSON.stringify(value)}`,
    ]);
    const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--db-filename', databaseFile];
    args.push('--port', String(ports.frontend), '--ui-port', String(ports.ui));
    args.push('--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=1');
    args.push('--namespace', namespace, '--log-level', 'warn', ...settings);
    return startChild({ command: programs.cli, args, env, logFile });
  }
  const dynamicConfigFile = join(dataDir, 'dynamic-config.yaml');
  const configFile = join(dataDir, 'server.yaml');
  writeFileSync(dynamicConfigFile, dynamicConfig(forTests));
  writeFileSync(configFile, serverConfig({ ports, databaseFile, dynamicConfigFile }));
  const args = ['--config-file', configFile, '--allow-no-auth', 'start'];
  return startChild({ command: programs.server, args, env, logFile });
}

async function startUi(
  ui: string,
  dataDir: string,
  ports: TemporalPorts,
  namespace: string,
): Promise<RunningChild> {
  const configDir = join(dataDir, 'ui');
  mkdirSync(configDir, { recursive: true });
  writeFileSync(join(configDir, 'local.yaml'), uiConfig(ports, namespace));
  return startChild({
    command: ui,
    args: ['--root', dataDir, '--config', 'ui', '--env', 'local', 'start'],
    env: childEnvironment(dataDir),
    logFile: join(dataDir, 'ui.log'),
  });
}

/** Connects once the server answers; throws with the end of its log if it ends or the time is up. */
async function connectWhenReady(
  address: string,
  child: RunningChild,
  logFile: string,
  deadline: number,
): Promise<Connection> {
  const gone = (): boolean => child.process.exitCode !== null || child.process.signalCode !== null;
  let last: unknown;
  while (!gone() && Date.now() < deadline) {
    try {
      return await connectNow({ address, connectTimeout: 1000 });
    } catch (error) {
      last = error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const why = gone() ? 'ended while starting' : 'did not answer in time';
  throw new Error(`The Temporal server ${why}. End of ${logFile}:\n${child.lastLines(15)}`, {
    cause: last,
  });
}

/** Creates a namespace that takes workflows, search attributes included. Called twice: the same. */
export async function prepareNamespace(
  connection: Connection,
  { namespace, retentionDays = 30, deadline = Date.now() + 60_000 }: NamespaceOptions,
): Promise<void> {
  await ensureNamespace(connection, namespace, retentionDays, deadline);
  await registerSearchAttributes(connection, namespace);
  await searchAttributesReady(connection, namespace, Math.max(1000, deadline - Date.now()));
}

async function ensureNamespace(
  connection: Connection,
  namespace: string,
  retentionDays: number,
  deadline: number,
): Promise<void> {
  for (;;) {
    try {
      await connection.workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: msToTs(retentionDays * 86_400_000),
      });
      break;
    } catch (error) {
      const exists = error instanceof Error && 'code' in error && error.code === 6;
      if (exists) break;
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  // A fresh namespace becomes usable a moment later: the services read it from the store.
  for (;;) {
    try {
      await connection.workflowService.countWorkflowExecutions({ namespace });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/**
 * Starts a server and waits until its namespace takes workflows, search attributes included. Called
 * again with the same `dataDir` after a stop: the same store on the same ports. Throws
 * `StorePortTaken`, or with the end of the server's log.
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const temporary = options.dataDir === undefined;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'unbind-temporal-'));
  mkdirSync(dataDir, { recursive: true });
  const namespace = options.namespace ?? 'unbind-desk';
  const deadline = Date.now() + (options.startTimeoutMs ?? 60_000);
  const ports = await choosePorts(dataDir, options.ports);
  const address = `127.0.0.1:${ports.frontend}`;
  const { programs } = options;
  const children: RunningChild[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => child.stop(10_000)));
    if (temporary) rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const forTests = options.forTests ?? false;
    const server = await startServerProgram(programs, dataDir, ports, forTests, namespace);
    children.push(server);
    const logFile = join(dataDir, 'server.log');
    const connection = await connectWhenReady(address, server, logFile, deadline);
    try {
      await prepareNamespace(connection, {
        namespace,
        deadline,
        ...(options.retentionDays !== undefined && { retentionDays: options.retentionDays }),
      });
    } finally {
      await connection.close();
    }
    const hasUi = programs.kind === 'cli' || (options.withUi === true && programs.ui !== undefined);
    if (options.withUi === true && programs.kind === 'server' && programs.ui !== undefined) {
      children.push(await startUi(programs.ui, dataDir, ports, namespace));
    }
    const ended = Promise.race(children.map((child) => child.ended)).then(() => ({
      logTail: server.lastLines(15),
    }));
    return {
      address,
      namespace,
      ...(hasUi ? { uiUrl: `http://127.0.0.1:${ports.ui}` } : {}),
      ports,
      dataDir,
      children,
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
