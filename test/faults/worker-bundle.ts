/** Which bundle the worker of a test runs: that of the build, or one that a file in its folder names. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file that names the bundle to run. */
export function deployedBundleFile(folder: string): string {
  return join(folder, 'deployed-bundle');
}

/** Undefined: the bundle of the build. */
export function deployedBundle(folder: string): { readonly codePath: string } | undefined {
  const file = deployedBundleFile(folder);
  return existsSync(file) ? { codePath: readFileSync(file, 'utf8') } : undefined;
}
