/** Reads what a command line names as a file; `-` is stdin. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usage } from './failures';
import { type CliIo, readAll } from './io';

/** Content of a file. Fails with the usage ending where it cannot be read. */
export async function readNamedFile(io: CliIo, path: string): Promise<Buffer> {
  try {
    return await readFile(resolve(io.cwd, path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw usage(`${path} cannot be read (${code}).`);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object from a file or stdin. */
export async function readJsonObject(
  io: CliIo,
  path: string,
): Promise<Readonly<Record<string, unknown>>> {
  const text =
    path === '-' ? await readAll(io.stdin) : (await readNamedFile(io, path)).toString('utf8');
  const where = path === '-' ? 'stdin' : path;
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The reason of the parser may quote the content, which may be personal.
    throw usage(`${where} is not JSON.`);
  }
  if (isObject(value)) return value;
  throw usage(`${where} is not a JSON object.`);
}
