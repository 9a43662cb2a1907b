/**
 * Keeps one part of the desk running: starts it again, later each time, until it is stopped; and ends one that has
 * stopped answering, so that it is started again.
 */
import { setTimeout as delay } from 'node:timers/promises';

/** One life of a part. */
export interface Life {
  /** Settles when it has ended, with what to tell about it. */
  readonly ended: Promise<string>;
  /** Called twice: one end. */
  stop(): Promise<void>;
}

export interface Kept<T extends Life> {
  /** The life that runs, or the last one while it is being started again. */
  current(): T;
  stop(): Promise<void>;
}

export interface KeepOptions<T extends Life> {
  readonly name: string;
  /** `again`: not the first time. */
  readonly start: (again: boolean) => Promise<T>;
  readonly say: (line: string) => void;
  /** After every start but the first. */
  readonly onRestart?: () => void;
  /** False where it answers nothing at all; an answer that it cannot work just now is one. */
  readonly answers?: (life: T) => Promise<boolean>;
  /** Between two looks whether it answers, ms; default 10 s. A life that is silent six times running is ended. */
  readonly lookEveryMs?: number;
  /** Wait before the first restart, ms; doubles up to 30 times this. Default 1 s. */
  readonly backoffMs?: number;
}

/** A life as long as this shows that the last failure is over. */
const STEADY_MS = 60_000;

/** Counted, as a machine that slept for an hour finds every clock an hour later. */
const SILENT_LOOKS = 6;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Rejects where the first start fails; from then on it tells and tries again. */
export async function keepRunning<T extends Life>(options: KeepOptions<T>): Promise<Kept<T>> {
  const { name, start, say, onRestart, answers, backoffMs = 1_000, lookEveryMs = 10_000 } = options;
  const stopping = new AbortController();
  let life = await start(false);
  let startedAt = Date.now();

  /** Until the life has ended, by itself or as it answers nothing. */
  async function watch(watched: T): Promise<void> {
    if (!answers) return;
    const over = new AbortController();
    void watched.ended.then(() => over.abort());
    let silent = 0;
    while (silent < SILENT_LOOKS) {
      await delay(lookEveryMs, undefined, { signal: over.signal, ref: false }).catch(
        () => undefined,
      );
      if (over.signal.aborted) return;
      silent = (await answers(watched)) ? 0 : silent + 1;
    }
    if (over.signal.aborted || isStopping()) return;
    say(`${name} answers nothing for ${(SILENT_LOOKS * lookEveryMs) / 1_000} s; it is ended.`);
    await watched.stop();
  }

  async function restart(): Promise<void> {
    let waitMs = backoffMs;
    while (!stopping.signal.aborted) {
      void watch(life);
      const why = await life.ended;
      if (isStopping()) return;
      if (Date.now() - startedAt > STEADY_MS) waitMs = backoffMs;
      say(`${name} has ended (${why}); starting it again in ${waitMs / 1_000} s.`);
      for (;;) {
        await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        waitMs = Math.min(waitMs * 2, 30 * backoffMs);
        if (isStopping()) return;
        try {
          life = await start(true);
          break;
        } catch (error) {
          say(`${name} does not start: ${reasonOf(error)}`);
        }
      }
      startedAt = Date.now();
      if (isStopping()) return;
      // Before it is told, so that who reads the line finds the new process where it is looked up.
      onRestart?.();
      say(`${name} runs again.`);
    }
  }
  // Asked anew after each wait, as `stop` may have come meanwhile.
  const isStopping = (): boolean => stopping.signal.aborted;

  const supervision = restart();
  let ending: Promise<void> | undefined;
  return {
    current: () => life,
    stop: () =>
      (ending ??= (async () => {
        stopping.abort();
        await life.stop();
        await supervision;
        await life.stop(); // A start that was under way has brought a new one.
      })()),
  };
}
