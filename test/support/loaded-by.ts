/** What sources load as they run, at once or late: files of ours and packages. Types leave no trace there. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const root = join(__dirname, '../..');

function importsOf(file: string): readonly string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const loads = /^(?:import|export)(?! type)\b[^;]*? from '([^']+)';|\bimport\('([^']+)'\)/gm;
  return [...source.matchAll(loads)].map(([, atOnce, late]) => atOnce ?? late ?? '');
}

/** The file of ours that an import names: what is loaded late is named as the compiled file. */
function sourceOf(file: string, from: string): string {
  const path = normalize(join(dirname(file), from)).replace(/\.js$/, '');
  const found = ['.ts', '.tsx', '/index.ts', ''].find((end) => existsSync(join(root, path + end)));
  if (found === undefined) throw new Error(`${file} loads ${from}, which is no source.`);
  return path + found;
}

/** Everything that is loaded with the files, and the packages among it. */
export function loadedBy(files: readonly string[]): { files: string[]; packages: string[] } {
  const seen = new Set(files);
  const packages = new Set<string>();
  for (const file of seen) {
    for (const from of importsOf(file)) {
      if (from.startsWith('.')) seen.add(sourceOf(file, from));
      else packages.add(from);
    }
  }
  return { files: [...seen], packages: [...packages] };
}
