/** The API as one member of staff uses it: JSON over HTTP, refusals by status and code. */
import { randomUUID } from 'node:crypto';

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly problems: readonly { readonly path: string; readonly code: string }[],
  ) {
    super(`${status} ${code}`);
  }
}

export interface DeskClient {
  get<T>(path: string): Promise<T>;
  /** Sends with an Idempotency-Key of its own unless one is given. */
  post<T>(path: string, body?: object, key?: string): Promise<T>;
  put<T>(path: string, body: object): Promise<T>;
}

/** A client of `/api/v1`; every refusal is thrown as `Refused`. */
export function createDeskClient(apiUrl: string, apiKey: string): DeskClient {
  async function call<T>(method: string, path: string, body?: object, key?: string): Promise<T> {
    const answer = await fetch(`${apiUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': key ?? randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const read: unknown = await answer.json();
    if (answer.ok) return read as T;
    const { code, problems } = read as { code: string; problems?: Refused['problems'] };
    throw new Refused(answer.status, code, problems ?? []);
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body, key) => call('POST', path, body, key),
    put: (path, body) => call('PUT', path, body),
  };
}
