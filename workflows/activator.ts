// workflows/: the life of a case as Temporal runs it: deterministic, importing itself alone.
/** What the SDK (1.24.0) tells a workflow of and offers no way to hear or to leave alone. */

type Job = 'updateRandomSeed' | 'cancelWorkflow';
type Take = (job: unknown) => void;

/** Puts another taker of a kind of job in the place of the SDK's, which it may call. Before the first await. */
export function takeJobs(kind: Job, by: (sdks: Take) => Take): void {
  const activator: unknown = Reflect.get(globalThis, '__TEMPORAL_ACTIVATOR__');
  if (!takes(activator, kind)) throw new Error(`the SDK has no ${kind} any more`);
  activator[kind] = by(activator[kind].bind(activator));
}

/**
 * A case takes no notice of a cancellation that somebody asks for in Temporal: people and rules decide how it ends,
 * and half of it cancelled could be told to nobody.
 */
export function ignoreCancellation(): void {
  takeJobs('cancelWorkflow', () => () => undefined);
}

function takes(value: unknown, kind: Job): value is Record<Job, Take> {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, kind) === 'function'
  );
}
