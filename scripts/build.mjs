// Builds everything that runs: TypeScript to dist/, the files that are not TypeScript beside it, and
// the workflow bundle of the worker. Quiet unless something fails.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function run(title, args) {
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (result.status === 0) return;
  process.stderr.write(`${title} failed:\n${result.stdout ?? ''}${result.stderr ?? ''}\n`);
  process.exit(result.status ?? 1);
}

/** Folders whose files are read at run time and are not compiled, e.g. SQL and templates. */
const assetFolders = ['record/migrations', 'activities/notices/templates', 'activities/templates'];

run('Compiling', [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.']);
for (const folder of assetFolders) {
  const source = join(root, folder);
  if (existsSync(source)) cpSync(source, join(root, 'dist', folder), { recursive: true });
}
const bundler = join('dist', 'worker', 'build-bundle.js');
if (existsSync(join(root, bundler))) run('Bundling the workflows', [bundler]);
