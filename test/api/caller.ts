/** The API as one caller uses it, with the whole answer: status, headers, body. What holds for every answer is checked here. */
import { bareCodesIn } from '../support/bare-codes';
import { untaughtIn } from '../support/helpful-words';
import { undocumented } from './documented-answers';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed where it is JSON. */
  readonly body: Body;
}

/** Any JSON object; tests look at what they care for. */
export type Body = Readonly<Record<string, unknown>>;

export interface Call {
  /** Sent as JSON, unless it is text, bytes or a form. */
  readonly body?: object | string | Buffer | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Idempotency-Key. */
  readonly key?: string;
}

export interface Caller {
  call(method: string, path: string, call?: Call): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: Call['body'], key?: string): Promise<Answer>;
  put(path: string, body: Call['body']): Promise<Answer>;
}

/** Paths are below `/api/v1`, or whole where they begin with two slashes. */
export function createCaller(url: string, headers: Readonly<Record<string, string>> = {}): Caller {
  async function call(method: string, path: string, request: Call = {}): Promise<Answer> {
    const { body } = request;
    const isJson =
      typeof body === 'object' && !Buffer.isBuffer(body) && !(body instanceof FormData);
    const address = path.startsWith('//') ? `${url}${path.slice(1)}` : `${url}/api/v1${path}`;
    const response = await fetch(address, {
      method,
      headers: {
        'accept-language': 'en',
        ...headers,
        ...(isJson && { 'content-type': 'application/json' }),
        ...(request.key !== undefined && { 'idempotency-key': request.key }),
        ...request.headers,
      },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as string) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const read = (type.includes('json') && text !== '' ? JSON.parse(text) : {}) as Body;
    expect({ path, bare: bareCodesIn(read) }).toEqual({ path, bare: [] });
    expect({ path, untaught: untaughtIn(read) }).toEqual({ path, untaught: [] });
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    const { status } = response;
    const code = type.includes('problem') ? String(read['code']) : undefined;
    // What is special about this occurrence is more than what its code says of all of them.
    if (code !== undefined) expect(read['detail']).not.toBe(read['title']);
    expect(await undocumented(url, { method, address, status, code })).toBeUndefined();
    return { status: response.status, headers: response.headers, text, body: read };
  }
  return {
    call,
    get: (path) => call('GET', path),
    post: (path, body, key) =>
      call('POST', path, {
        ...(body !== undefined && { body }),
        ...(key !== undefined && { key }),
      }),
    put: (path, body) => call('PUT', path, body === undefined ? {} : { body }),
  };
}
