/** Reading the repository itself: its files and their text, for the tests that keep the house in order. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..', '..');

const binary = /\.(png|jpg|jpeg|webp|pdf|ico|gz|bin|woff2?)$/;

/** Every file that is or would be committed, relative to the root, sorted. */
export function repositoryFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0');
  return [...new Set(listed)].filter((file) => file !== '' && existsSync(join(root, file))).sort();
}

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function isText(file: string): boolean {
  return !binary.test(file);
}

export function isCode(file: string): boolean {
  return /\.(ts|tsx|js|mjs|cjs)$/.test(file);
}
