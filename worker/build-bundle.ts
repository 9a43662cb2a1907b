/** `npm run build` runs this after compiling: builds the workflow bundle where it is not up to date. */
import { buildBundleFile } from './bundle';

buildBundleFile().then(
  (built) => process.stdout.write(built ? 'Workflow bundle built.\n' : ''),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
