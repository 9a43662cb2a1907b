/**
 * Calls of the record from a workflow. A worker that makes room in its cache, or stops, while such a call
 * runs reports it as cancelled, and the server keeps that as its outcome (SDK 1.24.0, seen on 2026-11-26).
 * Nobody here ever cancels one, so that is no answer: the call, which is idempotent, is made again.
 */
import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { recordActivities } from './activity-proxies';

/** Resolves with the record's own answer, or rejects with what it refused; never with a cancellation. */
export async function onRecord<Answer>(
  call: (record: typeof recordActivities) => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    try {
      // In a scope of its own: a write is shared by everyone who waits for it.
      return await CancellationScope.nonCancellable(() => call(recordActivities));
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }
}
