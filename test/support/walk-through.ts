/** The walk-throughs of the README as scripts, so that what a newcomer pastes is what is tested. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function walkThrough(name: 'walk-through' | 'cli walk-through'): string {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const begin = `<!-- ${name}: begin -->\n\`\`\`sh\n`;
  const [, rest] = readme.split(begin);
  const [script] = rest?.split('```') ?? [];
  if (!script) throw new Error(`The README has no ${name}.`);
  return script;
}
