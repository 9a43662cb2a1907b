// What the builds of both pages share: nothing is built where the sources are those of the last build,
// files that are served often are compressed once, and script over its budget fails the build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSED = new Set(['.js', '.css', '.svg', '.json']);

/** Every file below a folder, in order. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** One hash of everything that the build reads. */
function stampOf(root, sources, alone) {
  const hash = createHash('sha256');
  const files = [...sources.flatMap((folder) => filesBelow(join(root, folder)))];
  for (const file of [...files, ...alone.map((name) => join(root, name))]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** KB with one digit. */
export const roundKb = (kb) => Math.round(kb * 10) / 10;

/** Size of a file over the wire. */
export const gzipKb = (file) => roundKb(gzipSync(readFileSync(file), { level: 9 }).length / 1024);

/** Compresses once what the API serves often. */
function compressFiles(outDir) {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  for (const file of filesBelow(join(outDir, 'assets'))) {
    if (!COMPRESSED.has(extname(file))) continue;
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, brotli));
  }
}

/**
 * Sizes of the scripts that a page loads at once: those of `keys` of its manifest with all that they import,
 * and of those that are loaded when somebody goes there.
 */
export function sizesByLoad(outDir, keys) {
  const manifest = JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8'));
  const wanted = new Set();
  const add = (key) => {
    if (wanted.has(key)) return;
    wanted.add(key);
    for (const imported of manifest[key].imports ?? []) add(imported);
  };
  keys.forEach(add);
  const sizes = (files) =>
    Object.fromEntries(files.map((file) => [file, gzipKb(join(outDir, file))]));
  const firstLoad = sizes([...wanted].map((key) => manifest[key].file));
  const later = Object.values(manifest)
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.js') && !(file in firstLoad));
  const total = Object.values(firstLoad).reduce((sum, kb) => sum + kb, 0);
  return { firstLoadKb: roundKb(total), firstLoad, later: sizes([...new Set(later)]) };
}

/** Throws where a page loads as much script as its budget, or more. */
export function refuseOverBudget(name, firstLoadKb, budgetKb) {
  if (firstLoadKb < budgetKb) return;
  throw new Error(
    `The first load of ${name} is ${firstLoadKb} KB of script over the wire, and its budget is less ` +
      `than ${budgetKb} KB; dist/${name}/budget.json names the files.`,
  );
}

/**
 * Builds `dist/<name>` if needed, and calls `onBuild` before; answers what was measured.
 * `page`: name; sources and single files that the build reads; `bundle(root, outDir)`;
 * `measure(outDir)` with the size of the first load under `sizeKey`; `budgetKb`.
 */
export async function buildPage(root, page, onBuild = () => undefined) {
  const { name, sources, alone, bundle, measure, sizeKey, budgetKb } = page;
  const outDir = join(root, 'dist', name);
  const stampFile = join(root, 'dist', `${name}.stamp`);
  const budgetFile = join(outDir, 'budget.json');
  const stamp = stampOf(root, sources, ['scripts/page-build.mjs', ...alone]);
  const isCurrent =
    existsSync(budgetFile) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (!isCurrent) {
    onBuild();
    rmSync(stampFile, { force: true });
    mkdirSync(outDir, { recursive: true });
    await bundle(root, outDir);
    compressFiles(outDir);
    const measured = { ...measure(outDir), budgetKb };
    writeFileSync(budgetFile, `${JSON.stringify(measured, undefined, 2)}\n`);
  }
  const measured = JSON.parse(readFileSync(budgetFile, 'utf8'));
  refuseOverBudget(name, measured[sizeKey], budgetKb);
  writeFileSync(stampFile, stamp);
  return measured;
}
