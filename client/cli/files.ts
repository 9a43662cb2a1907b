/** Reads what a command line names as a file; `-` is stdin. */
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { utf8Text } from '../../checks/utf8';
import { usage } from './failures';
import { type CliIo, readAll } from './io';

const TO_UTF8 = ['iconv -f GBK -t UTF-8 …'];

/** Content of a file. Fails with the usage ending where it cannot be read. */
export async function readNamedFile(io: CliIo, path: string): Promise<Buffer> {
  try {
    return await readFile(resolve(io.cwd, path));
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return usage([`无法读取 ${path}（${code}）。`, `${path} cannot be read (${code}).`]);
}

/** Text of a file, or of stdin for `-`. Fails with the usage ending where it is not UTF-8. */
export async function readText(io: CliIo, path: string): Promise<string> {
  const bytes = path === '-' ? await readAll(io.stdin) : await readNamedFile(io, path);
  const text = utf8Text(bytes);
  if (text !== undefined) return text;
  const where = path === '-' ? 'stdin' : path;
  throw usage(
    [`${where} 不是 UTF-8 编码，没有发送任何内容。`, `${where} is not UTF-8. Nothing was sent.`],
    ...TO_UTF8,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object from a file or stdin. */
export async function readJsonObject(
  io: CliIo,
  path: string,
): Promise<Readonly<Record<string, unknown>>> {
  return objectIn(await readText(io, path), path === '-' ? 'stdin' : path);
}

/** The objects of a file that has one on each line; one line is in memory at a time. */
export async function* readJsonLines(
  io: CliIo,
  path: string,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  let file: FileHandle;
  try {
    file = await open(resolve(io.cwd, path));
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    let number = 0;
    for await (const line of file.readLines()) {
      number += 1;
      if (line.trim() !== '') yield objectIn(line, `${path}:${number}`);
    }
  } finally {
    await file.close();
  }
}

function objectIn(text: string, where: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The reason of the parser may quote the content, which may be personal.
    throw usage([`${where} 不是 JSON。`, `${where} is not JSON.`]);
  }
  if (isObject(value)) return value;
  throw usage([`${where} 不是 JSON 对象。`, `${where} is not a JSON object.`]);
}
