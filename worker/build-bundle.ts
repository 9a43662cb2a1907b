/** `npm run build` runs this after compiling: builds the workflow bundle where it is not up to date. */
import { buildBundleFile } from './bundle';

buildBundleFile().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
