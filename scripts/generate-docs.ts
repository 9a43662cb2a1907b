/** `npm run docs:generate` writes the generated pages; `npm run docs:check` fails if one is stale. */
import { stalePages, writePages } from './docs/generated-pages';

async function main(root: string): Promise<void> {
  if (!process.argv.includes('--check')) {
    await writePages(root);
    return;
  }
  const stale = await stalePages(root);
  if (stale.length === 0) return;
  console.error(`Stale: ${stale.join(', ')}. Run \`npm run docs:generate\` and commit the result.`);
  process.exitCode = 1;
}

void main(process.cwd());
