// Builds the page about the API to dist/docs: Swagger UI with what is ours around it. Does nothing where the
// sources have not changed since the last build, and fails where its script outgrows its budget.
import { join } from 'node:path';
import { buildPage, filesBelow, gzipKb, roundKb } from './page-build.mjs';

/** All script of the page: less than this, KB of gzip over the wire; nearly all of it is the viewer. */
const BUDGET_KB = 500;

async function bundle(root, outDir) {
  const { build } = await import('vite');
  await build({
    root: join(root, 'client/docs'),
    configFile: false,
    base: '/docs/',
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4096,
      reportCompressedSize: false,
    },
  });
}

function measure(outDir) {
  const scripts = filesBelow(join(outDir, 'assets')).filter((file) => file.endsWith('.js'));
  const total = scripts.reduce((sum, file) => sum + gzipKb(file), 0);
  return { docsFirstLoadKb: roundKb(total) };
}

const PAGE = {
  name: 'docs',
  sources: ['client/docs', 'wire', 'workflows/contract'],
  alone: ['package-lock.json', 'scripts/build-docs.mjs', 'tsconfig.json'],
  bundle,
  measure,
  sizeKey: 'docsFirstLoadKb',
  budgetKb: BUDGET_KB,
};

/** Builds if needed, and calls `onBuild` before; returns what was measured. */
export const buildDocs = (root, onBuild) => buildPage(root, PAGE, onBuild);
