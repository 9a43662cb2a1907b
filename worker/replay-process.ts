/**
 * Replays one history for a worker, as a process of its own: what the engine keeps of a replay goes with the
 * process. Takes one request over IPC, answers and ends; ends at once where the worker has gone.
 */
import { temporal } from '@temporalio/proto';
import { changesOf, DoesNotReplay } from './rebuild/changes-of';
import { quietReplays, replayOne } from './replay';
import { type ReplayAnswer, replayRequestForm } from './replay-messages';

async function answerTo(message: unknown): Promise<ReplayAnswer> {
  const { wanted, workflowId, history: bytes, bundle } = replayRequestForm.parse(message);
  const history = temporal.api.history.v1.History.decode(bytes);
  if (wanted === 'verdict') return { verdict: await replayOne({ workflowId, history }, bundle) };
  try {
    return { changes: await changesOf(history, bundle) };
  } catch (error) {
    if (!(error instanceof DoesNotReplay)) throw error;
    return { doesNotReplay: String(error.cause) };
  }
}

function fail(error: unknown): never {
  process.stderr.write(`replay: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

process.once('disconnect', () => process.exit(0));
process.once('message', (message) => {
  quietReplays();
  answerTo(message).then((answer) => process.send?.(answer, () => process.exit(0)), fail);
});
