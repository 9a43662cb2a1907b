/** The Temporal of the desk: a server that somebody has, or one of our own that is kept running. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ChildRegistry } from '../processes/child-registry';
import type { DeskOptions, PortWish } from '../config';
import { type Kept, type Life, keepRunning } from '../processes/keep-running';
import { isPortFree } from '../../base/free-ports';
import { type Connection, connectNow } from '../../temporal/connection';
import { trimLog } from '../processes/service';
import { findServer } from '../temporal-server/find-server';
import { type TemporalServer, startTemporalServer } from '../temporal-server/run-server';

export interface DeskTemporal {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl?: string;
  pids(): readonly number[];
  stop(): Promise<void>;
}

const CONNECT_LIMIT_MS = 10_000;
const LOOK_LIMIT_MS = 5_000;

/** Proves that the server answers and has the namespace; says what is wrong otherwise. */
async function useGiven(
  address: string,
  options: DeskOptions,
  say: (line: string) => void,
): Promise<DeskTemporal> {
  const { connectionOptions } = loadClientConnectConfig({ overrideEnvVars: { ...options.env } });
  const { namespace } = options;
  let connection: Connection;
  try {
    connection = await connectNow({
      ...connectionOptions,
      connectTimeout: CONNECT_LIMIT_MS,
    });
  } catch (error) {
    throw new Error(
      `Temporal at ${address} (TEMPORAL_ADDRESS or profile) does not answer. ` +
        'Start it, correct the address, or leave it out: then a server of our own is started.',
      { cause: error },
    );
  }
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    throw new Error(
      `Temporal at ${address} does not show the namespace ${namespace} (TEMPORAL_NAMESPACE). ` +
        `Create it there: temporal operator namespace create ${namespace}`,
      { cause: error },
    );
  } finally {
    await connection.close();
  }
  say(`Temporal answers at ${address}, namespace ${namespace}.`);
  return { address, namespace, pids: () => [], stop: async () => undefined };
}

interface ServerLife extends Life {
  readonly server: TemporalServer;
}

async function oneLife(
  start: () => Promise<TemporalServer>,
  registry: ChildRegistry,
): Promise<ServerLife> {
  const server = await start();
  for (const child of server.children) {
    registry.add(child.pid);
    void child.ended.then(() => registry.remove(child.pid));
  }
  return {
    server,
    ended: server.ended.then(async () => {
      await server.stop(); // The UI and the server live and end together.
      return `see ${join(server.dataDir, 'server.log')}`;
    }),
    stop: () => server.stop(),
  };
}

/** True where the server says anything. */
async function temporalAnswers({ server }: ServerLife): Promise<boolean> {
  trimLog(join(server.dataDir, 'server.log'));
  trimLog(join(server.dataDir, 'ui.log'));
  try {
    const { address } = server;
    const connection = await connectNow({ address, connectTimeout: LOOK_LIMIT_MS });
    await connection.close();
    return true;
  } catch {
    return false; // Silence is what was asked for.
  }
}

async function demandFree({ port, setting, asked }: PortWish): Promise<void> {
  if (!asked || (await isPortFree(port))) return;
  throw new Error(
    `Port ${port} (${setting}) is taken. End what listens there or set another port.`,
  );
}

function sayMoved(what: string, wish: PortWish, port: number, say: (line: string) => void): void {
  if (wish.port === 0 || wish.port === port) return;
  say(`${what} listens on ${port} instead of ${wish.port} (${wish.setting}).`);
}

async function runOwn(
  options: DeskOptions,
  registry: ChildRegistry,
  say: (line: string) => void,
  onRestart: () => void,
): Promise<DeskTemporal> {
  const { ports, namespace } = options;
  const dataDir = join(options.dataDir, 'temporal');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { programs } = await findServer({
    cacheDir: options.cacheDir,
    env: options.env,
    say,
    mayDownload: options.mayDownload,
    mayBuild: options.mayBuild,
  });
  if (!existsSync(join(dataDir, 'ports.json'))) {
    await demandFree(ports.temporal);
    await demandFree(ports.temporalUi);
  }
  const start = (): Promise<TemporalServer> =>
    startTemporalServer({
      programs,
      dataDir,
      namespace,
      ports: { frontend: ports.temporal.port, ui: ports.temporalUi.port },
      withUi: true,
    });
  const kept: Kept<ServerLife> = await keepRunning({
    name: 'Temporal server',
    start: () => oneLife(start, registry),
    answers: temporalAnswers,
    say,
    onRestart,
  });
  const { server } = kept.current();
  sayMoved('Temporal', ports.temporal, server.ports.frontend, say);
  if (server.uiUrl) sayMoved("Temporal's Web UI", ports.temporalUi, server.ports.ui, say);
  say(`Temporal answers at ${server.address}.`);
  return {
    address: server.address,
    namespace,
    ...(server.uiUrl !== undefined && { uiUrl: server.uiUrl }),
    pids: () => kept.current().server.children.map(({ pid }) => pid),
    stop: () => kept.stop(),
  };
}

/** Answers once Temporal takes workflows. `NoTemporalServer`, `StorePortTaken`, or why not in words. */
export async function startDeskTemporal(
  options: DeskOptions,
  registry: ChildRegistry,
  say: (line: string) => void,
  onRestart: () => void,
): Promise<DeskTemporal> {
  return options.givenTemporal === undefined
    ? runOwn(options, registry, say, onRestart)
    : useGiven(options.givenTemporal, options, say);
}
