/** Requests as the browser of somebody sends them for a page of elsewhere, and as programs send them. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** An origin that nobody here has, and a name that its owner lets lead to this machine. */
export const ELSEWHERE = 'https://elsewhere.example';
export const REBOUND = 'rebound.example';

export interface Asking {
  readonly method?: string;
  /** What the browser took for the name of the host; by default the one of the address. */
  readonly host?: string;
  readonly origin?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request; a blind post carries text, as only that needs no leave of the other side. */
export async function ask(
  url: string,
  asking: Asking = {},
): Promise<{ status: number; text: string }> {
  const { method = 'GET', host, origin, body } = asking;
  const sent = request(url, {
    method,
    headers: {
      ...(host === undefined ? {} : { host }),
      ...(origin === undefined ? {} : { origin }),
      ...(body === undefined ? {} : { 'content-type': 'text/plain' }),
      ...asking.headers,
    },
  });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, text: await text(answer) };
}
