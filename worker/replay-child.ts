/** A process that replays one history and ends, and with it all memory that a replay keeps. */
import { temporal } from '@temporalio/proto';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { quietReplays, replayOne } from './replay';

/** What the worker asks; ids and codes only, as in every history. */
export interface ReplayAsked {
  readonly workflowId: string;
  /** Protobuf. */
  readonly history: Uint8Array;
  readonly bundle: WorkflowBundleOption;
}

async function replay({ workflowId, history, bundle }: ReplayAsked): Promise<void> {
  quietReplays();
  const decoded = temporal.api.history.v1.History.decode(history);
  const verdict = await replayOne({ workflowId, history: decoded }, bundle);
  process.send?.(verdict, () => process.exit(0));
}

// The worker has gone; nobody waits for the answer.
process.once('disconnect', () => process.exit(1));
process.once('message', (asked: ReplayAsked) => {
  replay(asked).catch((error: unknown) => {
    process.stderr.write(`a replay failed: ${error instanceof Error ? error.name : 'unknown'}\n`);
    process.exit(1);
  });
});
