// Builds everything that runs: TypeScript to dist/, the files that are not TypeScript beside it, the
// workflow bundle of the worker, the web console and the merchant's page. Says what it is at, as a first
// build takes up to a minute; the pages are built only where their sources have changed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyAssets } from './assets.mjs';
import { buildConsole } from './build-console.mjs';
import { buildDocs } from './build-docs.mjs';
import { underBuildLock } from './build-lock.mjs';
import { buildMerchant } from './build-merchant.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function run(title, args) {
  process.stdout.write(`${title} …\n`);
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (result.status === 0) return;
  process.stderr.write(`${title} failed:\n${result.stdout ?? ''}${result.stderr ?? ''}\n`);
  process.exit(result.status ?? 1);
}

async function build() {
  run('Compiling', [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.']);
  copyAssets(root);
  const bundler = join('dist', 'worker', 'build-bundle.js');
  if (existsSync(join(root, bundler))) run('Bundling the workflows', [bundler]);
  try {
    await buildConsole(root, () => process.stdout.write('Building the console …\n'));
    await buildMerchant(root, () => process.stdout.write("Building the merchant's page …\n"));
    await buildDocs(root, () => process.stdout.write('Building the page about the API …\n'));
  } catch (error) {
    process.stderr.write(`Building the pages failed:\n${error.message}\n`);
    process.exit(1);
  }
}

await underBuildLock(root, build, (pid) =>
  process.stdout.write(`Waiting for another build of this checkout (process ${pid}) …\n`),
);
