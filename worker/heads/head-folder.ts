/** Heads as files of a folder that lies elsewhere: one file a head, and the public key they are checked with. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../base/canonical-json';
import { hasCode } from '../../base/files';
import { headFileName, isHeadFile, keyFileName } from '../../record/heads/head-files';
import { signedHead } from '../../record/heads/head-format';
import type { HeadSigner } from '../../record/heads/head-keys';
import { RecordError, type SignedHead } from '../../record/port/desk-record';

/**
 * Writes a head. Called twice: the first file stands, as heads never change. `HEADS_BROKEN` where another one of its
 * number lies there: the record was taken back to before that one.
 */
export async function writeHead(folder: string, signed: SignedHead): Promise<void> {
  await writeOnce(folder, headFileName(signed.head.number), `${canonicalJson(signed)}\n`);
}

/** Writes the public key beside the heads. Called twice: the same. */
export async function writePublicKey(folder: string, signer: HeadSigner): Promise<void> {
  await writeOnce(folder, keyFileName(signer.keyId), signer.publicPem);
}

/** The last head of a folder; absent where there is none. `HEADS_BROKEN` where its file is no head. */
export async function lastHeadIn(folder: string): Promise<SignedHead | undefined> {
  const last = (await readdir(folder).catch(noneWithoutFolder)).filter(isHeadFile).sort().at(-1);
  if (last === undefined) return undefined;
  const text = await readFile(join(folder, last), 'utf8');
  try {
    return signedHead.parse(JSON.parse(text));
  } catch (cause) {
    throw new RecordError('HEADS_BROKEN', `${last} is no signed head.`, undefined, { cause });
  }
}

function noneWithoutFolder(error: unknown): string[] {
  if (hasCode(error, 'ENOENT')) return [];
  throw error;
}

async function writeOnce(folder: string, name: string, content: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${name}.${randomBytes(4).toString('hex')}`);
  await writeFile(draft, content, { mode: 0o644, flush: true });
  try {
    // A link is made whole or not at all, and fails where there is a file already.
    await link(draft, join(folder, name));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    if ((await readFile(join(folder, name), 'utf8')) !== content) {
      throw new RecordError('HEADS_BROKEN', `Another ${name} lies in the folder of the heads.`);
    }
  } finally {
    await unlink(draft);
  }
}
