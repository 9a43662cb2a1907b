// Builds the agents' web console to dist/console. Does nothing where the sources have not changed since
// the last build, and fails where the first load outgrows its budget.
import { join } from 'node:path';
import { buildPage, sizesByLoad } from './page-build.mjs';

/** Script that somebody downloads before the first list of cases shows: less than this, KB of gzip. */
const FIRST_LOAD_BUDGET_KB = 250;

/** The entry, and the chunk of the first page. */
function measure(outDir) {
  const { firstLoadKb, ...files } = sizesByLoad(outDir, ['index.html', 'queue/queue-page.tsx']);
  return { consoleFirstLoadKb: firstLoadKb, ...files };
}

/** Where Vite finds the page, and below which address it stands. */
export const consoleSite = (root) => ({
  root: join(root, 'client/console'),
  configFile: false,
  base: '/console/',
});

async function bundle(root, outDir) {
  const { build } = await import('vite');
  await build({
    ...consoleSite(root),
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      manifest: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      // A policy without data: scripts and styles, so nothing is folded into them.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1_500,
      reportCompressedSize: false,
    },
  });
}

const PAGE = {
  name: 'console',
  sources: ['client/console', 'checks', 'wire', 'words', 'workflows/contract'],
  alone: ['package-lock.json', 'scripts/build-console.mjs', 'tsconfig.json'],
  bundle,
  measure,
  sizeKey: 'consoleFirstLoadKb',
  budgetKb: FIRST_LOAD_BUDGET_KB,
};

/** Builds if needed, and calls `onBuild` before; returns what was measured. */
export const buildConsole = (root, onBuild) => buildPage(root, PAGE, onBuild);
