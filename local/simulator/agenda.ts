// local/simulator/: the providers played on this machine, in one process with one ledger.
/**
 * What happens later: effects, settlements, statuses, callbacks. Jobs are rows of the ledger, so a
 * restart goes on with them; one timer waits for the earliest.
 */
import type { JobRow, JobWork } from './store/rows';
import type { Store } from './store/store';

/** `wait` keeps the job and tries again at that moment; `done` removes it. */
export type JobResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly attempt?: number };

const LONGEST_TIMER_MS = 60_000;
const RETRY_MS = 1_000;
const CALLBACKS_AT_ONCE = 64;

export class Agenda {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #run: (job: JobRow) => JobResult | Promise<JobResult>;
  readonly #onError: (error: unknown) => void;
  readonly #running = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #timerDueMs = Number.POSITIVE_INFINITY;
  #started = false;

  constructor(
    store: Store,
    now: () => number,
    run: (job: JobRow) => JobResult | Promise<JobResult>,
    onError: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#now = now;
    this.#run = run;
    this.#onError = onError;
  }

  start(): void {
    this.#started = true;
    this.wake();
  }

  stop(): void {
    this.#started = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timerDueMs = Number.POSITIVE_INFINITY;
  }

  add(dueAtMs: number, work: JobWork): void {
    const jobId = `job_${this.#store.next('jobs')}`;
    this.#store.put('jobs', jobId, { jobId, dueAtMs, ...work });
    this.#schedule(dueAtMs);
  }

  /** Runs everything that is due; called by the timer and after the clock was moved. */
  wake(): void {
    if (!this.#started) return;
    this.#timerDueMs = Number.POSITIVE_INFINITY;
    const now = this.#now();
    const waiting = [...this.#store.all('jobs')]
      .filter((job) => !this.#running.has(job.jobId))
      .sort((a, b) => a.dueAtMs - b.dueAtMs);
    for (const job of waiting) {
      if (job.dueAtMs > now) {
        this.#schedule(job.dueAtMs);
        return;
      }
      // A callback that ends wakes the agenda again, so none is forgotten.
      if (job.kind !== 'callback' || this.#running.size < CALLBACKS_AT_ONCE) this.#start(job);
    }
  }

  #start(job: JobRow): void {
    try {
      this.#store.transact(() => {
        const result = this.#run(job);
        if (result instanceof Promise) this.#follow(job, result);
        else this.#settle(job, result);
      });
    } catch (error) {
      this.#retryLater(error);
    }
  }

  #follow(job: JobRow, result: Promise<JobResult>): void {
    this.#running.add(job.jobId);
    result
      .then((end) => {
        this.#running.delete(job.jobId);
        this.#settle(job, end);
        this.#schedule(this.#now());
      })
      .catch((error: unknown) => {
        this.#running.delete(job.jobId);
        this.#retryLater(error);
      });
  }

  /** The journal could not be written (a full disk): the job is still there. */
  #retryLater(error: unknown): void {
    this.#onError(error);
    this.#schedule(this.#now() + RETRY_MS);
  }

  #settle(job: JobRow, result: JobResult): void {
    // A reset may have taken the job away meanwhile.
    if (this.#store.get('jobs', job.jobId) === undefined) return;
    if (result.kind === 'done') this.#store.remove('jobs', job.jobId);
    else this.#postpone(job, result.untilMs, result.attempt);
  }

  #postpone(job: JobRow, untilMs: number, attempt: number | undefined): void {
    const later = { ...job, dueAtMs: untilMs };
    const counts = later.kind === 'callback' && attempt !== undefined;
    this.#store.put('jobs', job.jobId, counts ? { ...later, attempt } : later);
    this.#schedule(untilMs);
  }

  #schedule(dueAtMs: number): void {
    if (!this.#started || dueAtMs >= this.#timerDueMs) return;
    clearTimeout(this.#timer);
    this.#timerDueMs = dueAtMs;
    const waitMs = Math.min(Math.max(0, dueAtMs - this.#now()), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => {
      this.wake();
    }, waitMs);
  }
}
