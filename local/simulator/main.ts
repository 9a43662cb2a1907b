/** The simulator as a process: prints one line when it is ready, stops on SIGTERM and SIGINT. */
import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { readConfig } from './config';
import { startSimulator } from './simulator';

const STDOUT = 1;

/** At once, or not at all: on a disk that is full pino itself would wait, and answer nobody. */
const log = {
  write(line: string): void {
    try {
      writeSync(STDOUT, line);
    } catch {
      // A line less is no reason to stand still.
    }
  },
};

async function main(): Promise<void> {
  const { options, logLevel } = readConfig();
  const logger = pino({ level: logLevel, name: 'simulator' }, log);
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
