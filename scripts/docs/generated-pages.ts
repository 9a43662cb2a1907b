/** Every page and document that is generated, and whether the committed one is stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseLifePage } from './case-life-page';
import { cliPage } from './cli-page';
import { errorsPage } from './errors-page';
import { openApiDocument } from './openapi-document';
import { policyRows } from './policy-rows';

/** Path → text of every generated page. `root` is the folder of the repository. */
export async function generatedPages(root: string): Promise<ReadonlyMap<string, string>> {
  const policy = policyRows(readFileSync(join(root, 'workflows', 'policy.ts'), 'utf8'));
  return new Map([
    ['docs/case-life.md', caseLifePage(policy)],
    ['docs/errors.md', errorsPage()],
    ['docs/cli.md', cliPage()],
    ['docs/openapi.json', await openApiDocument()],
  ]);
}

/** Paths of the pages whose committed text differs from what would be generated. */
export async function stalePages(root: string): Promise<string[]> {
  const stale = [...(await generatedPages(root))].filter(([path, text]) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  return stale.map(([path]) => path);
}

/** Writes every page. Called twice: the same files. */
export async function writePages(root: string): Promise<void> {
  for (const [path, text] of await generatedPages(root)) writeFileSync(join(root, path), text);
}
