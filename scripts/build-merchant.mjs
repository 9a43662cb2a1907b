// Builds the merchant's page to dist/merchant. Does nothing where the sources have not changed since the
// last build, and fails where the script of its first load outgrows its budget.
import { join } from 'node:path';
import { buildPage, sizesByLoad } from './page-build.mjs';

/** Script that a merchant downloads before the case shows: less than this, KB of gzip; phones are slow. */
const BUDGET_KB = 60;
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

/** Where Vite finds the page, and below which address it stands. */
export const merchantSite = (root) => ({
  root: join(root, 'client/merchant'),
  configFile: false,
  base: '/m/',
  plugins: [nearPlans(root)],
});

async function bundle(root, outDir) {
  const { build } = await import('vite');
  await build({
    ...merchantSite(root),
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      manifest: true,
      target: ['es2020', 'chrome87', 'safari14'],
      cssTarget: ['chrome87', 'safari14'],
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
  });
}

function measure(outDir) {
  const { firstLoadKb, ...files } = sizesByLoad(outDir, ['index.html']);
  return { merchantFirstLoadKb: firstLoadKb, ...files };
}

const PAGE = {
  name: 'merchant',
  sources: ['client/merchant', 'checks', 'wire', 'words', 'workflows/contract'],
  alone: ['package-lock.json', 'scripts/build-merchant.mjs', 'tsconfig.json'],
  bundle,
  measure,
  sizeKey: 'merchantFirstLoadKb',
  budgetKb: BUDGET_KB,
};

/** Builds if needed, and calls `onBuild` before; returns what was measured. */
export const buildMerchant = (root, onBuild) => buildPage(root, PAGE, onBuild);
