// Builds the agents' web console to dist/console. Does nothing where the sources have not changed since
// the last build, and fails where the first load outgrows its budget.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Script that somebody downloads before the first list of cases shows, KB of gzip over the wire. */
const FIRST_LOAD_BUDGET_KB = 350;
const SOURCES = ['client/console', 'checks', 'workflows/contract'];
const ALONE = ['package-lock.json', 'scripts/build-console.mjs', 'tsconfig.json'];
const COMPRESSED = new Set(['.js', '.css', '.svg', '.json']);

/** Every file below a folder, in order. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** One hash of everything that the build reads. */
export function stampOf(root, sources, alone) {
  const hash = createHash('sha256');
  const files = [...sources.flatMap((folder) => filesBelow(join(root, folder)))];
  for (const file of [...files, ...alone.map((name) => join(root, name))]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** The entry, what it loads at once, and the chunk of the first page with what that loads. */
function firstLoadFiles(manifest) {
  const wanted = new Set();
  const add = (key) => {
    if (wanted.has(key)) return;
    wanted.add(key);
    for (const imported of manifest[key].imports ?? []) add(imported);
  };
  add('index.html');
  add('queue/queue-page.tsx');
  return [...wanted].map((key) => manifest[key].file);
}

/** Size of a file over the wire. */
export const gzipKb = (file) => toKb(gzipSync(readFileSync(file), { level: 9 }).length);

const toKb = (bytes) => Math.round((bytes / 1024) * 10) / 10;

function measure(outDir) {
  const manifest = JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8'));
  const sizeKb = (file) => gzipKb(join(outDir, file));
  const firstLoad = Object.fromEntries(firstLoadFiles(manifest).map((f) => [f, sizeKb(f)]));
  const later = Object.values(manifest)
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.js') && !(file in firstLoad));
  const total = Object.values(firstLoad).reduce((sum, kb) => sum + kb, 0);
  return {
    consoleFirstLoadKb: Math.round(total * 10) / 10,
    budgetKb: FIRST_LOAD_BUDGET_KB,
    firstLoad,
    later: Object.fromEntries([...new Set(later)].map((file) => [file, sizeKb(file)])),
  };
}

/** Compresses once what the API serves often. */
export function compressFiles(outDir) {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  for (const file of filesBelow(join(outDir, 'assets'))) {
    if (!COMPRESSED.has(extname(file))) continue;
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, brotli));
  }
}

async function bundle(root, outDir) {
  const { build } = await import('vite');
  await build({
    root: join(root, 'client/console'),
    configFile: false,
    base: '/console/',
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

/** Builds if needed, and says so before; returns what was measured. */
export async function buildConsole(root, onBuild = () => undefined) {
  const outDir = join(root, 'dist/console');
  const stampFile = join(root, 'dist/console.stamp');
  const stamp = stampOf(root, SOURCES, ALONE);
  const isCurrent =
    existsSync(join(outDir, 'budget.json')) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp;
  if (!isCurrent) {
    onBuild();
    rmSync(stampFile, { force: true });
    mkdirSync(outDir, { recursive: true });
    await bundle(root, outDir);
    compressFiles(outDir);
    writeFileSync(
      join(outDir, 'budget.json'),
      `${JSON.stringify(measure(outDir), undefined, 2)}\n`,
    );
  }
  const measured = JSON.parse(readFileSync(join(outDir, 'budget.json'), 'utf8'));
  if (measured.consoleFirstLoadKb > FIRST_LOAD_BUDGET_KB) {
    throw new Error(
      `The console's first load is ${measured.consoleFirstLoadKb} KB of script, ` +
        `over its budget of ${FIRST_LOAD_BUDGET_KB} KB; dist/console/budget.json names the files.`,
    );
  }
  writeFileSync(stampFile, stamp);
  return measured;
}
