/**
 * The environment of this process and, below it, the file `.env` of the folder in which a command is given.
 * Every command that a person types reads both here; worker and API are given theirs by who starts them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Env, WrongSettings } from '../settings';

const DEFAULT_FILE = '.env';
const ASSIGNMENT = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*(.*)$/;

/** Number of the first line that is no setting, comment or empty line; undefined where all are. */
function wrongLine(text: string): number | undefined {
  let open: { readonly quote: string; readonly line: number } | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (open) {
      // A value in quotes may go over several lines.
      if (line.includes(open.quote)) open = undefined;
      continue;
    }
    if (/^\s*(#|$)/.test(line)) continue;
    const value = ASSIGNMENT.exec(line)?.[1];
    if (value === undefined) return index + 1;
    const quote = /^["'`]/.exec(value)?.[0];
    if (quote !== undefined && !value.slice(1).includes(quote)) open = { quote, line: index + 1 };
  }
  return open?.line;
}

/**
 * The environment with what the file adds to it: a variable that is set, even to nothing, wins over the file.
 * `UNBIND_ENV_FILE` names another file, which has to be there, or `off`. Throws `WrongSettings` with the line
 * that is malformed.
 */
export function withEnvFile(env: Env, folder: string): Env {
  const named = env['UNBIND_ENV_FILE'];
  if (named === 'off') return env;
  const path = resolve(folder, named ? named : DEFAULT_FILE);
  if (!existsSync(path)) {
    if (!named) return env;
    throw new WrongSettings([
      { name: 'UNBIND_ENV_FILE', message: `names ${path}, which is not there` },
    ]);
  }
  const text = readFileSync(path, 'utf8');
  const line = wrongLine(text);
  if (line !== undefined) {
    const message = `line ${line} is no setting: NAME=value, with quotes closed; a comment begins with #`;
    throw new WrongSettings([{ name: path, message }]);
  }
  return { ...parseEnv(text), ...env };
}

/** What a command that a person types is given. */
export function commandEnvironment(): Env {
  return withEnvFile(process.env, process.cwd());
}
