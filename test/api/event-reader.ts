/** Reads a stream of server-sent events as a browser would. */
import { eventually } from '../e2e/eventually';

export interface ReadEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly id?: string;
}

export interface EventReader {
  readonly status: number;
  readonly headers: Headers;
  /** Every event so far, in order. */
  readonly events: readonly ReadEvent[];
  /** Waits for an event that fits. */
  next(fits: (event: ReadEvent) => boolean): Promise<ReadEvent>;
  /** Waits for the other side to end the stream. */
  ended(): Promise<void>;
  /** Whether the other side broke it off instead of ending it. */
  wasCut(): boolean;
  close(): Promise<void>;
}

function parse(block: string): ReadEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name !== '') fields.set(name, value);
  }
  const [name, data, id] = [fields.get('event'), fields.get('data'), fields.get('id')];
  if (name === undefined || data === undefined) return undefined;
  return { name, data: JSON.parse(data) as ReadEvent['data'], ...(id !== undefined && { id }) };
}

/** Opens `/api/v1/events`; answers once the stream has begun. */
export async function readEvents(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<EventReader> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/v1/events`, { headers, signal: abort.signal });
  const events: ReadEvent[] = [];
  let isOver = false;
  let wasCut = false;
  let begun = false;
  const reading = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        begun = true;
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        events.push(...blocks.flatMap((block) => parse(block) ?? []));
      }
    } catch {
      // Closed by us, or cut: over either way.
      wasCut = true;
    }
    isOver = true;
  })();
  await eventually('the stream begins', async () => (begun || isOver ? true : undefined));
  return {
    status: response.status,
    headers: response.headers,
    events,
    next: (fits) => eventually('an event', async () => events.find(fits)),
    ended: async () => {
      await eventually('the stream ends', async () => (isOver ? true : undefined));
    },
    wasCut: () => wasCut,
    close: async () => {
      abort.abort();
      await reading;
    },
  };
}
