/** A real Temporal server for tests: fresh store, random ports, time skipping allowed. */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { type TemporalServer, startTemporalServer } from '../../local/temporal-server/run-server';
import needTemporal, { TEST_SERVER } from './need-temporal';

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
  await needTemporal();
  const server = await startTemporalServer({
    programs: { kind: 'server', server: TEST_SERVER },
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
