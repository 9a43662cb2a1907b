/** Holds signed heads that lie in a folder against the record as it is now. */
import { join } from 'node:path';
import {
  headsNotHeld,
  type HeldByRecord,
  rowsNotHeld,
} from '../../../record/heads/copies-elsewhere';
import { checkHeads } from '../../../record/heads/check-heads';
import { isHeadFile, isKeyFile } from '../../../record/heads/head-files';
import { signedHead } from '../../../record/heads/head-format';
import { publicKeysIn } from '../../../record/heads/head-keys';
import type { Leaf, SignedHead } from '../../../record/port/desk-record';
import { FORMS } from '../../../wire/forms';
import { pathOf } from '../../../wire/routes';
import { MOST_HASHES } from '../../../wire/operations/upkeep-requests';
import { HEAD_CHECK, headsVerdict } from '../../../words/ledger';
import { ShownEnding, usage } from '../failures';
import { namesInFolder, readNamedFile } from '../input/files';
import type { Session } from '../session';

/** Exit code 1 where the heads are not what was signed, or the record contradicts them. */
export async function verifyAgainstHeads(
  session: Session,
  folder: string,
  keyFile: string | undefined,
): Promise<void> {
  const { io } = session;
  const names = await namesInFolder(io, folder);
  const heads = await Promise.all(
    names
      .filter(isHeadFile)
      .map(async (name) => headIn(await readNamedFile(io, join(folder, name)), join(folder, name))),
  );
  if (heads.length === 0) {
    throw usage({
      'zh-CN': '该文件夹中没有台账签名头。',
      en: 'There is no signed head in this folder.',
    });
  }
  const keyFiles =
    keyFile === undefined ? names.filter(isKeyFile).map((name) => join(folder, name)) : [keyFile];
  const pems = await Promise.all(keyFiles.map((file) => readNamedFile(io, file)));
  const keys = publicKeysIn(pems.join('\n'));
  const { faults: wrong, leaves } = checkHeads(heads, keys);
  const held = await heldByRecord(session, heads, leaves);
  const faults = [...wrong, ...headsNotHeld(heads, held)];
  const contradictions = rowsNotHeld(leaves, held);
  const answer = {
    heads: heads.length,
    cases: leaves.length,
    last: heads.at(-1)?.head.at ?? '',
    keys: [...keys.keys()],
    faults,
    contradictions,
  };
  const { words } = session;
  session.show(answer, () => [
    ...faults.map(({ number, check }) =>
      words.tell(
        { 'zh-CN': '签名头 {number} {what}', en: 'head {number} {what}' },
        {
          number,
          what: words.tell(HEAD_CHECK[check]),
        },
      ),
    ),
    ...contradictions.map((one) => `${one.caseId}  ${words.tell(CONTRADICTED[one.found], one)}`),
    headsVerdict({ ...answer, wrong: faults.length + contradictions.length }, words.tell),
    `${words.say('keys')}: ${answer.keys.join(' ')}`,
  ]);
  if (faults.length + contradictions.length > 0) throw new ShownEnding('refused');
}

const CONTRADICTED = {
  gone: {
    'zh-CN': '第 {position} 行已不存在：台账被截断，或工单被整个删除',
    en: 'row {position} is not there any more: the ledger was cut off, or the case is gone',
  },
  other: {
    'zh-CN': '第 {position} 行与签名时不同：台账被重写',
    en: 'row {position} is another than was signed: the ledger was written anew',
  },
} as const;

function headIn(content: Buffer, path: string): SignedHead {
  try {
    return signedHead.parse(JSON.parse(content.toString('utf8')));
  } catch {
    // Whatever is wrong with the text, the file is not what the desk wrote.
    throw usage({
      'zh-CN': `${path} 不是台账签名头。`,
      en: `${path} is no signed head of the ledger.`,
    });
  }
}

async function heldByRecord(
  { client }: Session,
  copies: readonly SignedHead[],
  leaves: readonly Leaf[],
): Promise<HeldByRecord> {
  const heads = new Map<number, string>();
  const rows: Leaf[] = [];
  const numbers = copies.map(({ head }) => head.number);
  for (let from = 0; from < Math.max(numbers.length, leaves.length); from += MOST_HASHES) {
    const to = from + MOST_HASHES;
    const answer = await client.post(pathOf('readLedgerRows'), FORMS.ledgerRows, {
      rows: leaves.slice(from, to).map(([caseId, position]) => ({ caseId, position })),
      heads: numbers.slice(from, to),
    });
    for (const { number, hash } of answer.heads) heads.set(number, hash);
    rows.push(...answer.items.map((row): Leaf => [row.caseId, row.position, row.hash]));
  }
  return { heads, rows };
}
