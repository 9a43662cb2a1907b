/**
 * The API as a process: stops in order on SIGTERM and SIGINT, at once on a second one; ends with 1 where it
 * cannot work.
 */
import { hasCode } from '../../base/files';
import { RecordError } from '../../record/port/desk-record';
import { explainRecordError } from '../../record/postgres/store/errors';
import { apiConfig } from './config';
import { runApi } from './run-api';

async function main(): Promise<void> {
  const config = await apiConfig();
  const api = await runApi(config);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      api.stop().then(() => process.exit(0), fail);
    });
  }
}

/** What happened and what to do, in one line; codes where they are ours. */
function explain(error: unknown): string {
  if (error instanceof RecordError) return explainRecordError(error);
  if (hasCode(error, 'EADDRINUSE')) {
    return 'The port of the API is taken. Stop what listens there or set UNBIND_API_PORT.';
  }
  return error instanceof Error ? error.message : String(error);
}

function fail(error: unknown): never {
  process.stderr.write(`api: ${explain(error)}\n`);
  process.exit(1);
}

main().catch(fail);
