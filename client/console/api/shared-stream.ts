/**
 * One stream of events for all windows of a browser, as a browser opens six connections at most to a server
 * without HTTP/2: the window that holds a lock listens and passes on, the others hear it from there. Where
 * it goes, the next one takes its place. Locks need a page over TLS or of this machine, as a session does.
 */
import { urlOf } from '../../../wire/http';
import { pathOf } from '../../../wire/routes';
import { EVENT_NAMES, type EventName } from '../../../wire/states';

export type Connection = 'connecting' | 'open' | 'broken' | 'refused';

/** What every window hears. */
export type Heard =
  | { readonly kind: 'event'; readonly name: EventName; readonly caseId: string }
  | { readonly kind: 'connection'; readonly connection: Connection };

/** Changes with the form of what windows say to each other, as those of an older page may be open still. */
const NAME = 'unbind-events-1';
/** A stream that was refused does not come back by itself; it is asked for again after so long, ms. */
const ASK_AGAIN_MS = 10_000;

/** The case that an event names; empty for what names none. */
function caseIdIn(data: unknown): string {
  if (typeof data !== 'string') return '';
  const read: unknown = JSON.parse(data);
  if (typeof read !== 'object' || read === null || !('caseId' in read)) return '';
  return typeof read.caseId === 'string' ? read.caseId : '';
}

/** Listens until it is called back; `hear` gets everything that comes, and how the stream stands. */
function listen(hear: (heard: Heard) => void, missedSome: boolean): () => void {
  let missed = missedSome;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;
  const open = (): void => {
    source = new EventSource(urlOf({ path: pathOf('watchEvents') }));
    source.onopen = () => {
      hear({ kind: 'connection', connection: 'open' });
      if (missed) hear({ kind: 'event', name: 'reset', caseId: '' });
      missed = false;
    };
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) {
        hear({ kind: 'connection', connection: 'broken' });
        return;
      }
      missed = true;
      timer = setTimeout(open, ASK_AGAIN_MS);
      hear({ kind: 'connection', connection: 'refused' });
    };
    for (const name of EVENT_NAMES) {
      source.addEventListener(name, ({ data }: MessageEvent<unknown>) => {
        hear({ kind: 'event', name, caseId: caseIdIn(data) });
      });
    }
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

type Said = Heard | { readonly kind: 'arrived' };

/** Joins the windows of this browser; the answer leaves them. */
export function joinStream(onHeard: (heard: Heard) => void): () => void {
  const channel = new BroadcastChannel(NAME);
  const leaving = new AbortController();
  const { signal } = leaving;
  let leads = false;
  let connection: Connection = 'connecting';
  let hasFollowed = false;
  const say = (said: Said): void => channel.postMessage(said);
  const hear = (heard: Heard): void => {
    if (heard.kind === 'connection') connection = heard.connection;
    say(heard);
    onHeard(heard);
  };
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.kind === 'arrived') {
      if (leads) say({ kind: 'connection', connection });
      return;
    }
    hasFollowed = true;
    onHeard(data);
  };
  const lead = (): Promise<void> =>
    new Promise((end) => {
      leads = true;
      // What came between the last word of the window before and now was heard by nobody.
      const stop = listen(hear, hasFollowed);
      signal.addEventListener('abort', () => {
        stop();
        end();
      });
    });
  navigator.locks.request(NAME, { signal }, lead).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  say({ kind: 'arrived' });
  return () => {
    leaving.abort();
    channel.close();
  };
}
