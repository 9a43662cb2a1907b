// Builds the merchant's page to dist/merchant. Does nothing where the sources have not changed since the
// last build, and fails where its script outgrows its budget.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressFiles, filesBelow, gzipKb, stampOf } from './build-console.mjs';

/** All script of the page, KB of gzip over the wire: it is used on slow phones. */
const BUDGET_KB = 60;
const SOURCES = ['client/merchant', 'checks', 'workflows/contract'];
const ALONE = [
  'package-lock.json',
  'scripts/build-merchant.mjs',
  'scripts/build-console.mjs',
  'tsconfig.json',
];
/** Countries whose numbers the page judges while they are typed; the server judges all. */
const COUNTRIES = ['CN', 'HK', 'MO', 'TW', 'SG'];

/** Numbering plans of the countries alone, and the library's other build in their place. */
const nearPlans = (root) => ({
  name: 'near-plans',
  enforce: 'pre',
  resolveId: (source) =>
    source === 'libphonenumber-js/max' ? join(root, 'client/merchant/phone-numbers.ts') : null,
  transform(code, id) {
    if (!id.includes('metadata.max.json')) return null;
    const from = code.indexOf('{');
    const plans = JSON.parse(code.slice(from, code.lastIndexOf('}') + 1));
    const countries = Object.fromEntries(COUNTRIES.map((name) => [name, plans.countries[name]]));
    const callingCodes = Object.entries(plans.country_calling_codes).filter(([, names]) =>
      names.some((name) => COUNTRIES.includes(name)),
    );
    const cut = {
      version: plans.version,
      country_calling_codes: Object.fromEntries(callingCodes),
      countries,
    };
    return { code: `export default ${JSON.stringify(cut)}`, map: null, moduleType: 'js' };
  },
});

async function bundle(root, outDir) {
  const { build } = await import('vite');
  await build({
    root: join(root, 'client/merchant'),
    configFile: false,
    base: '/m/',
    logLevel: 'error',
    plugins: [nearPlans(root)],
    build: {
      outDir,
      emptyOutDir: true,
      target: ['es2020', 'chrome87', 'safari14'],
      cssTarget: ['chrome87', 'safari14'],
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
  });
}

function measure(outDir) {
  const scripts = filesBelow(join(outDir, 'assets')).filter((file) => file.endsWith('.js'));
  const files = Object.fromEntries(
    scripts.map((file) => [file.slice(outDir.length), gzipKb(file)]),
  );
  const total = Object.values(files).reduce((sum, kb) => sum + kb, 0);
  return { merchantFirstLoadKb: Math.round(total * 10) / 10, budgetKb: BUDGET_KB, files };
}

/** Builds if needed, and calls `onBuild` before; returns what was measured. */
export async function buildMerchant(root, onBuild = () => undefined) {
  const outDir = join(root, 'dist/merchant');
  const stampFile = join(root, 'dist/merchant.stamp');
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
  if (measured.merchantFirstLoadKb > BUDGET_KB) {
    throw new Error(
      `The merchant's page has ${measured.merchantFirstLoadKb} KB of script, over its budget of ` +
        `${BUDGET_KB} KB; dist/merchant/budget.json names the files.`,
    );
  }
  writeFileSync(stampFile, stamp);
  return measured;
}
