/** A real Temporal server for tests: fresh store, random ports, time skipping allowed. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { type TemporalServer, startTemporalServer } from '../../local/temporal-server/run-server';

export interface TestTemporal {
  readonly address: string;
  readonly namespace: string;
  readonly server: TemporalServer;
  /** For clients and raw calls; closed by `stop`. */
  readonly connection: Connection;
  /** For workers; closed by `stop`, after the workers have shut down. */
  readonly nativeConnection: NativeConnection;
  readonly client: Client;
  stop(): Promise<void>;
}

/** Starts a server of its own for the calling test file; takes about two seconds. */
export async function startTestTemporal(): Promise<TestTemporal> {
  const cache = process.env['UNBIND_CACHE_DIR'] ?? join(homedir(), '.cache', 'unbind-desk');
  const bin = join(cache, 'temporal-server-1.32.0', 'bin', 'temporal-server');
  if (!existsSync(bin)) throw new Error(`No Temporal server in ${bin}`);
  const server = await startTemporalServer({
    programs: { kind: 'server', server: bin },
    forTests: true,
  });
  const { address, namespace } = server;
  const connection = await Connection.connect({ address });
  const nativeConnection = await NativeConnection.connect({ address });
  return {
    address,
    namespace,
    server,
    connection,
    nativeConnection,
    client: new Client({ connection, namespace }),
    stop: async () => {
      await nativeConnection.close();
      await connection.close();
      await server.stop();
    },
  };
}
