/**
 * The product's worker with an observer that kills it where UNBIND_TEST_FAULTS (a folder) says so. Run
 * as `node dist/test/faults/worker-with-faults.js` with the environment of the worker.
 */
import { runWorker } from '../../worker/run-worker';
import { deployedBundle } from './worker-bundle';
import { createKillObserver } from './kill-observer';

async function main(): Promise<void> {
  const folder = process.env['UNBIND_TEST_FAULTS'];
  if (!folder) throw new Error('UNBIND_TEST_FAULTS: name a folder');
  const bundle = deployedBundle(folder);
  const worker = await runWorker({
    observer: createKillObserver(folder),
    ...(bundle && { bundle }),
  });
  const stop = (): void => {
    worker.stop().catch(fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await worker.ended;
}

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}

main().then(() => process.exit(0), fail);
