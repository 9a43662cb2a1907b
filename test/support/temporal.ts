/** A real Temporal server for tests, time skipping allowed, and a namespace of their own. */
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { prepareNamespace } from '../../local/temporal-server/run-server';
import { sharedTemporal } from './shared';

export interface TestTemporal {
  readonly address: string;
  readonly namespace: string;
  /** Of the server. */
  readonly pid: number;
  /** What the server logs, for other files too where they share it. */
  readonly logFile: string;
  /** For clients and raw calls; closed by `stop`. */
  readonly connection: Connection;
  /** For workers; closed by `stop`, after the workers have shut down. */
  readonly nativeConnection: NativeConnection;
  readonly client: Client;
  stop(): Promise<void>;
}

/** A namespace of the calling test file on the server of the run. */
export async function startTestTemporal(): Promise<TestTemporal> {
  const { address, pid, logFile, stop } = await sharedTemporal();
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const connection = await Connection.connect({ address });
  await prepareNamespace(connection, { namespace });
  const nativeConnection = await NativeConnection.connect({ address });
  return {
    address,
    namespace,
    pid,
    logFile,
    connection,
    nativeConnection,
    client: new Client({ connection, namespace }),
    stop: async () => {
      await nativeConnection.close();
      await connection.close();
      await stop?.();
    },
  };
}
