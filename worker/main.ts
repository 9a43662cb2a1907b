/** The worker as a process: stops in order on SIGTERM and SIGINT, ends with 1 where it cannot work. */
import { hasCode } from '../base/files';
import { RecordError } from '../record/port/desk-record';
import { explainRecordError } from '../record/postgres/store/errors';
import { runWorker } from './run-worker';

async function main(): Promise<void> {
  const worker = await runWorker();
  const stop = (): void => {
    worker.stop().catch((error: unknown) => fail(error));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await worker.ended;
}

/** What happened and what to do, in one line; codes where they are ours. */
function explain(error: unknown): string {
  if (error instanceof RecordError) return explainRecordError(error);
  if (error instanceof Error && hasCode(error, 'EADDRINUSE')) {
    const port = 'port' in error ? ` ${String(error.port)}` : '';
    return (
      `The port${port} of the worker is taken. Stop what listens there or set ` +
      'UNBIND_WORKER_HEALTH_PORT or UNBIND_WORKER_METRICS_PORT.'
    );
  }
  return error instanceof Error ? error.message : String(error);
}

function fail(error: unknown): never {
  process.stderr.write(`worker: ${explain(error)}\n`);
  process.exit(1);
}

main().then(() => process.exit(0), fail);
