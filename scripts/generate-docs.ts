/** `npm run docs:generate` writes the generated pages; `npm run docs:check` fails if one is stale. */
import { stalePages, writePages } from './generated-pages';

const root = process.cwd();
if (process.argv.includes('--check')) {
  const stale = stalePages(root);
  if (stale.length > 0) {
    console.error(
      `Stale: ${stale.join(', ')}. Run \`npm run docs:generate\` and commit the result.`,
    );
    process.exitCode = 1;
  }
} else {
  writePages(root);
}
