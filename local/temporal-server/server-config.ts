/** Configuration files of a Temporal server and its Web UI for one machine: SQLite, loopback only. */
import { stringify } from 'yaml';
import { z } from 'zod';

/** Every port of one Temporal server; a store keeps its ports (stale membership otherwise). */
export const temporalPorts = z.object({
  frontend: z.int(),
  ui: z.int(),
  /** Internal gRPC of history, matching and worker, then membership of all four services. */
  internal: z.array(z.int()).readonly(),
});
export type TemporalPorts = Readonly<z.infer<typeof temporalPorts>>;

/** How many internal ports a server needs. */
export const INTERNAL_PORT_COUNT = 7;

export interface ServerConfigInput {
  readonly ports: TemporalPorts;
  readonly databaseFile: string;
  readonly dynamicConfigFile: string;
}

function sqliteStore(databaseFile: string): object {
  return {
    sql: {
      user: '',
      password: '',
      pluginName: 'sqlite',
      databaseName: databaseFile,
      connectAddr: 'localhost',
      connectProtocol: 'tcp',
      connectAttributes: {
        cache: 'private',
        setup: 'true',
        journal_mode: 'wal',
        synchronous: '1',
        busy_timeout: '10000',
      },
      maxConns: 1,
      maxIdleConns: 1,
      maxConnLifetime: '1h',
    },
  };
}

/**
 * Content of the server's configuration file. It opens no HTTP port (`httpPort`): any page in a browser
 * of this machine could post decisions to one.
 */
export function serverConfig(input: ServerConfigInput): string {
  const { frontend, internal } = input.ports;
  const rpc = (grpcPort: number, membership: number): object => ({
    rpc: { grpcPort, membershipPort: internal[membership], bindOnLocalHost: true },
  });
  const internalPort = (index: number): number => {
    const port = internal[index];
    if (port === undefined) throw new Error(`internal port ${index} is missing`);
    return port;
  };
  return stringify({
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'sqlite',
      visibilityStore: 'sqlite-visibility',
      numHistoryShards: 1,
      datastores: {
        sqlite: sqliteStore(input.databaseFile),
        'sqlite-visibility': sqliteStore(input.databaseFile),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: rpc(frontend, 3),
      history: rpc(internalPort(0), 4),
      matching: rpc(internalPort(1), 5),
      worker: rpc(internalPort(2), 6),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${frontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: input.dynamicConfigFile, pollInterval: '60s' },
  });
}

/** A host that nobody has (RFC 6761), so that no request can name it. */
const NOBODY = 'nobody.invalid';

/**
 * Settings that the server reads while it runs; `forTests` adds time skipping, and search attributes that are
 * known at once. They are read from the store at each call then, which a desk with a thousand open cases feels:
 * its scan for attention took seconds. Elsewhere a start is tried again for the second that they take.
 */
export function dynamicSettings(forTests: boolean): Readonly<Record<string, unknown>> {
  return {
    'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute': 2,
    // New search attributes are known within a second instead of half a minute.
    'system.namespaceCacheRefreshInterval': '1s',
    // The CLI's server opens an HTTP port whatever it is told: there it answers to nobody.
    'frontend.httpAllowedHosts': [NOBODY],
    ...(forTests
      ? {
          'frontend.WorkflowTimeSkippingEnabled': true,
          'system.forceSearchAttributesCacheRefreshOnRead': true,
        }
      : {}),
  };
}

/** Content of the dynamic configuration file. */
export function dynamicConfig(forTests: boolean): string {
  const settings = dynamicSettings(forTests);
  return stringify(
    Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, [{ value, constraints: {} }]]),
    ),
  );
}

/**
 * Content of the Web UI's configuration file. It shows and changes nothing: it asks for no host, so that a
 * page whose name leads to this machine would pass as its own; repairs are the desk's.
 */
export function uiConfig(ports: TemporalPorts, namespace: string): string {
  return stringify({
    temporalGrpcAddress: `127.0.0.1:${ports.frontend}`,
    host: '127.0.0.1',
    port: ports.ui,
    enableUi: true,
    disableWriteActions: true,
    defaultNamespace: namespace,
    disableNewsFetch: true,
    cors: { cookieInsecure: true, allowOrigins: [`http://127.0.0.1:${ports.ui}`] },
    auth: { enabled: false },
  });
}
