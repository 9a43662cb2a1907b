/** The mail catcher as a process: prints one line when it is ready, stops on SIGTERM and SIGINT. */
import { pino } from 'pino';
import { standardLogOutput } from '../../base/log-output';
import { readConfig } from './config';
import { startMailCatcher } from './mail-catcher';

async function main(): Promise<void> {
  const catcher = await startMailCatcher(readConfig());
  const logger = pino({ name: 'mail-catcher' }, standardLogOutput());
  logger.info({ url: catcher.webUrl, smtpPort: catcher.smtpPort }, 'mail catcher ready');
  const stop = (): void => {
    catcher.close().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): never {
  process.stderr.write(`mail catcher: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
