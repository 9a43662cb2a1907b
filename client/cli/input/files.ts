// client/cli/input/: what a command line names, read: values of flags, files, bodies of requests.
/** Reads what a command line names as a file; `-` is stdin. */
import { constants, openAsBlob } from 'node:fs';
import {
  type FileHandle,
  access,
  mkdir,
  open,
  readFile,
  readdir,
  rm,
  stat,
} from 'node:fs/promises';
import { resolve } from 'node:path';
import { placeOfJsonFault } from '../../../checks/json-place';
import { utf8Text } from '../../../checks/utf8';
import type { Ending } from '../exit-codes';
import { CliFailure, usage } from '../failures';
import { type CliIo, readAll } from '../io';

const TO_UTF8 = ['iconv -f GBK -t UTF-8 …'];

/** Content of a file. Fails with the usage ending where it cannot be read. */
export async function readNamedFile(io: CliIo, path: string): Promise<Buffer> {
  try {
    return await readFile(resolve(io.cwd, path));
  } catch (error) {
    throw unreadable(path, fileCode(error));
  }
}

/** Names of the files in a folder, in order. Fails with the usage ending where it cannot be read. */
export async function namesInFolder(io: CliIo, path: string): Promise<readonly string[]> {
  try {
    return (await readdir(resolve(io.cwd, path))).sort();
  } catch (error) {
    throw unreadable(path, fileCode(error));
  }
}

/** The system's word for what went wrong, the same in every language. */
function fileCode(error: unknown): string {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  return isCoded ? String(error.code) : 'unknown';
}

function unreadable(path: string, code: string): CliFailure {
  return usage({
    'zh-CN': `无法读取 ${path}（${code}）。`,
    en: `${path} cannot be read (${code}).`,
  });
}

/** A file to send. Fails with the usage ending where it cannot be read. */
export async function openNamedFile(io: CliIo, path: string): Promise<Blob> {
  const file = resolve(io.cwd, path);
  let isFile: boolean;
  try {
    // A blob is read when it is sent, and says nothing of a fault before.
    await access(file, constants.R_OK);
    isFile = (await stat(file)).isFile();
  } catch (error) {
    throw unreadable(path, fileCode(error));
  }
  if (!isFile) throw unreadable(path, 'EISDIR');
  return openAsBlob(file);
}

/**
 * Makes a file, and asks for its content once there is a place for it: none is written over, and none is left
 * without its content. Fails with `ending` where there is no place.
 */
export async function writeNewFile(
  io: CliIo,
  path: string,
  ending: Ending,
  contentOf: () => Promise<Buffer>,
): Promise<Buffer> {
  const target = resolve(io.cwd, path);
  let file: FileHandle;
  try {
    file = await open(target, 'wx', 0o600);
  } catch (error) {
    throw unwritable(path, ending, error);
  }
  try {
    const content = await contentOf();
    await file.writeFile(content);
    return content;
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** Makes the folder where there is none. Fails with the usage ending. */
export async function namedFolder(io: CliIo, path: string): Promise<string> {
  const folder = resolve(io.cwd, path);
  try {
    await mkdir(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw unwritable(path, 'usage', error);
  }
}

function unwritable(path: string, ending: Ending, error: unknown): Error {
  const code = fileCode(error);
  return new CliFailure(
    ending,
    { 'zh-CN': `无法写入 ${path}（${code}）。`, en: `${path} cannot be written (${code}).` },
    [
      {
        'zh-CN': '请用 --output 或 --out 指定其他位置。',
        en: 'Name another place with --output or --out.',
      },
    ],
  );
}

/** Text of a file, or of stdin for `-`. Fails with the usage ending where it is not UTF-8. */
export async function readText(io: CliIo, path: string): Promise<string> {
  const bytes = path === '-' ? await readAll(io.stdin) : await readNamedFile(io, path);
  const text = utf8Text(bytes);
  if (text !== undefined) return text;
  const where = nameOf(path);
  throw usage(
    {
      'zh-CN': `${where} 不是 UTF-8 编码，没有发送任何内容。`,
      en: `${where} is not UTF-8. Nothing was sent.`,
    },
    ...TO_UTF8,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What people call it. */
export function nameOf(path: string): string {
  return path === '-' ? 'stdin' : path;
}

/** A JSON object from a file or stdin. */
export async function readJsonObject(
  io: CliIo,
  path: string,
): Promise<Readonly<Record<string, unknown>>> {
  return objectIn(await readText(io, path), nameOf(path));
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
    throw unreadable(path, fileCode(error));
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
  const value = jsonIn(text.replace(/^\uFEFF/, ''), where);
  if (isObject(value)) return value;
  throw usage({
    'zh-CN': `${where} 不是 JSON 对象，没有发送任何内容。`,
    en: `${where} is not a JSON object. Nothing was sent.`,
  });
}

/** By its place and not by the parser's words, which may quote the content. */
function jsonIn(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const { line, column } = placeOfJsonFault(text) ?? { line: 1, column: 1 };
    throw usage({
      'zh-CN': `${where} 不是 JSON：错在第 ${line} 行第 ${column} 列，没有发送任何内容。`,
      en: `${where} is not JSON: the fault is at line ${line}, column ${column}. Nothing was sent.`,
    });
  }
}
