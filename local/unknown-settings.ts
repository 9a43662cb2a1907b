/** Settings of ours that somebody has set and no program reads: as a rule a slip of the pen. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../base/settings';
import { PROGRAMS } from './config';

/** Names every setting that a program reads, and a test holds it to that. Absent outside of a checkout. */
const EXAMPLE = join(PROGRAMS, '..', '.env.example');
const OFFERED = /^(?:# ?)?(UNBIND_[A-Z0-9_]+)=/gm;

/** Signs that may differ where one name is meant for another. */
const MOST_SLIPS = 4;

/** How many signs differ, are missing or too many (Levenshtein). */
function slips(typed: string, meant: string): number {
  let row = Array.from({ length: meant.length + 1 }, (_, index) => index);
  for (const [line, sign] of Array.from(typed).entries()) {
    const next = [line + 1];
    for (const [index, wanted] of Array.from(meant).entries()) {
      const [before = 0, above = 0, left = 0] = [row[index], row[index + 1], next[index]];
      next.push(Math.min(above + 1, left + 1, before + (sign === wanted ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function nearest(typed: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => [slips(typed, name), name] as const);
  const [best] = found.sort(([a], [b]) => a - b);
  return best && best[0] <= MOST_SLIPS ? best[1] : undefined;
}

/** One line for each name that begins as ours do and is not known, with the one that may be meant. */
export function unknownSettings(env: Env, example = exampleText()): readonly string[] {
  const known = [...example.matchAll(OFFERED)].flatMap(([, name]) => name ?? []);
  if (known.length === 0) return [];
  const unknown = Object.keys(env).filter(
    (name) => name.startsWith('UNBIND_') && !known.includes(name),
  );
  return unknown.map((name) => {
    const meant = nearest(name, known);
    const help = meant === undefined ? '.env.example lists them all' : `is ${meant} meant?`;
    return `${name} is set and is no setting of the desk: ${help}`;
  });
}

function exampleText(): string {
  return existsSync(EXAMPLE) ? readFileSync(EXAMPLE, 'utf8') : '';
}
