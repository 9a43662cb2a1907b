// base/env-file/: the file of settings beside a command, one of the few places that read the environment.
/**
 * The environment of this process and, below it, the file `.env` of the folder in which a command is given.
 * Every command that a person types reads both here; worker and API are given theirs by who starts them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Env, type SettingProblem, WrongSettings } from '../settings';

const DEFAULT_FILE = '.env';
const ASSIGNMENT = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*(.*)$/;

/** What is wrong with the file, for clients that say it in words of their own. */
export type EnvFileFault =
  | { readonly kind: 'absent'; readonly path: string }
  | { readonly kind: 'malformed'; readonly path: string; readonly line: number };

function problemOf(fault: EnvFileFault): SettingProblem {
  const { path } = fault;
  if (fault.kind === 'absent') {
    return { name: 'UNBIND_ENV_FILE', message: `names ${path}, which is not there` };
  }
  const form = 'NAME=value, with quotes closed; a comment begins with #';
  return { name: path, message: `line ${fault.line} is no setting: ${form}` };
}

/** The file of settings is not there or cannot be read. */
export class WrongEnvFile extends WrongSettings {
  constructor(readonly fault: EnvFileFault) {
    super([problemOf(fault)]);
  }
}

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
 * `UNBIND_ENV_FILE` names another file, which has to be there, or `off`. Throws `WrongEnvFile` with the line
 * that is malformed.
 */
export function withEnvFile(env: Env, folder: string): Env {
  const named = env['UNBIND_ENV_FILE'];
  if (named === 'off') return env;
  const path = resolve(folder, named ? named : DEFAULT_FILE);
  if (!existsSync(path)) {
    if (!named) return env;
    throw new WrongEnvFile({ kind: 'absent', path });
  }
  const text = readFileSync(path, 'utf8');
  const line = wrongLine(text);
  if (line !== undefined) throw new WrongEnvFile({ kind: 'malformed', path, line });
  return { ...parseEnv(text), ...env };
}

/** What a command that a person types is given. */
export function commandEnvironment(): Env {
  return withEnvFile(process.env, process.cwd());
}
