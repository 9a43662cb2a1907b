/** Connections to Temporal and clients over them; nobody outside this folder makes one. */
import {
  Client,
  Connection,
  type ConnectionLike,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';

export type { Client, Connection };

/** What is called over, and where; `close` ends it. */
export interface LazyClient {
  readonly client: Client;
  /** Lets go of the connection, where one was made. Called twice: the same. */
  close(): Promise<void>;
}

/**
 * gRPC interceptors of the API's connection: few, quick retries, so that an outage is answered with
 * 503 in a second and not after the whole deadline.
 */
function quickRetries(): ReturnType<typeof makeGrpcRetryInterceptor>[] {
  return [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 }))];
}

/** A client that connects with its first call and reconnects by itself; Temporal may be away. */
export function connectLazily(options: ConnectionOptions, namespace: string): LazyClient {
  const connection = Connection.lazy({ ...options, interceptors: quickRetries() });
  return { client: clientOver(connection, namespace), close: () => connection.close() };
}

/** A client over a connection that somebody has, such as the worker's own. */
export function clientOver(connection: ConnectionLike, namespace: string): Client {
  return new Client({ connection, namespace });
}

/** Connects now, within `connectTimeout` ms; throws as the SDK does where nobody answers. */
export function connectNow(options: ConnectionOptions): Promise<Connection> {
  return Connection.connect(options);
}
