/** Where the master key comes from: the environment, a file, or (one machine) a file made on first use. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KEY_BYTES } from './crypto';
import { RecordError } from '../../port/desk-record';
import { hasCode } from '../../../base/files';

export interface KeySource {
  /** Base64 of 32 bytes. */
  readonly masterKey?: string | undefined;
  /** Path of a file that holds the same. */
  readonly masterKeyFile?: string | undefined;
}

/** Reads the master key. `KEY_MISSING` if neither is set, `KEY_WRONG` if it is not 32 bytes base64. */
export async function loadMasterKey(source: KeySource): Promise<Buffer> {
  if (source.masterKey) return decodeMasterKey(source.masterKey, 'UNBIND_MASTER_KEY');
  if (!source.masterKeyFile) {
    throw new RecordError('KEY_MISSING', 'Set UNBIND_MASTER_KEY or UNBIND_MASTER_KEY_FILE.');
  }
  return decodeMasterKey(await readKeyFile(source.masterKeyFile), source.masterKeyFile);
}

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new RecordError('KEY_MISSING', `The key file ${path} cannot be read.`, undefined, {
      cause,
    });
  }
}

function decodeMasterKey(text: string, from: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) {
    throw new RecordError('KEY_WRONG', `${from} must hold ${KEY_BYTES} bytes in base64.`);
  }
  return key;
}

/**
 * Makes a file with a new random key (mode 0600) unless there is one, and returns the key of the
 * file. Called twice, or by two processes at once: the first key stands.
 */
export async function ensureLocalKeyFile(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, {
    mode: 0o600,
    flush: true,
  });
  try {
    // A link is made whole or not at all, and fails where there is a file already.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
  return loadMasterKey({ masterKeyFile: path });
}
