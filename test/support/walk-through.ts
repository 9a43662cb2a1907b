/** Scripts out of the pages, so that what a newcomer pastes is what is tested. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The script that stands between the marks `name: begin` and `name: end` of a page. */
export function walkThrough(name: string, page = 'README.md'): string {
  const text = readFileSync(join(__dirname, '..', '..', page), 'utf8');
  const begin = `<!-- ${name}: begin -->\n\`\`\`sh\n`;
  const [, rest] = text.split(begin);
  const [script] = rest?.split('```') ?? [];
  if (!script) throw new Error(`${page} has no ${name}.`);
  return script;
}
