/**
 * Asked by `npm start` before it builds, of the build that is there: a build would change the programs of a desk
 * that runs. Judges no settings, as this build may know fewer than the next.
 */
import { dataDirOf } from './config';
import { refuseRunning } from './desk/desk-running';

try {
  refuseRunning(dataDirOf());
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
