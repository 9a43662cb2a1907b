/** The simulator as a process: prints one line when it is ready, stops on SIGTERM and SIGINT. */
import { pino } from 'pino';
import { readConfig } from './config';
import { startSimulator } from './simulator';

async function main(): Promise<void> {
  const { options, logLevel } = readConfig();
  const logger = pino({ level: logLevel, name: 'simulator' });
  const simulator = await startSimulator({ ...options, logger });
  logger.info({ url: simulator.url }, 'simulator ready');
  const stop = (): void => {
    simulator.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ reason: reasonOf(error) }, 'simulator did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`simulator: ${reasonOf(error)}\n`);
  process.exit(1);
});
