/** Checks an evidence pack on a machine that has neither desk nor database, and says so in plain words. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkPack } from '../../record/heads/check-pack';
import { publicKeysIn } from '../../record/heads/head-keys';
import { type ReadPack, readPackFile } from '../../record/heads/pack-format';
import { DISCLOSURE, PACK_CHECK } from '../../words/evidence';
import { type Phrase, type Say, sayIn } from '../../words/phrase';
import { LOCALES, type Locale } from '../../workflows/contract/case-data';
import type { PackFault } from '../../workflows/contract/verification';

/** As with `unbind`: 1 is a verdict, 2 a mistake of the command line. */
const EXIT = { proven: 0, refused: 1, usage: 2 } as const;

export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Reads the files that the arguments name, and nothing else. */
export function verifyPack(args: readonly string[], language: Locale): Ran {
  const typed = typedIn(args);
  const lang = LOCALES.find((locale) => locale === typed?.lang) ?? language;
  const say = sayIn(lang);
  const wrong = (said: string): Ran => ({ out: '', err: `${said}\n`, code: EXIT.usage });
  if (typed?.help === true) return { out: `${say(USAGE)}\n`, err: '', code: EXIT.proven };
  if (typed?.file === undefined || typed.key === undefined) return wrong(say(USAGE));
  const [file, pem] = [textOf(typed.file), textOf(typed.key)];
  if (file === undefined) return wrong(say(UNREADABLE, { name: typed.file }));
  if (pem === undefined) return wrong(say(UNREADABLE, { name: typed.key }));
  const keys = keysIn(pem);
  if (keys.size === 0) return wrong(say(NO_KEY, { name: typed.key }));
  const read = readPackFile(file);
  if (read === undefined) return wrong(say(NO_PACK, { name: typed.file }));
  const faults = checkPack(read, keys);
  const code = faults.length === 0 ? EXIT.proven : EXIT.refused;
  const lines = typed.json ? [JSON.stringify(answerOf(read, faults))] : verdict(read, faults, say);
  return { out: `${lines.join('\n')}\n`, err: '', code };
}

function typedIn(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        json: { type: 'boolean', default: false },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (positionals.length > 1) return undefined;
    return { ...values, file: positionals[0] };
  } catch {
    // What is wrong with it, the usage says better.
    return undefined;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function keysIn(pem: string): ReturnType<typeof publicKeysIn> {
  try {
    return publicKeysIn(pem);
  } catch {
    return new Map();
  }
}

function answerOf({ signed, page }: ReadPack, faults: readonly PackFault[]) {
  const { pack, keyId } = signed;
  const { number, at } = pack.head.head;
  const [, position] = pack.proof.leaf;
  const masked = pack.papers.filter(({ salt }) => salt === undefined).length;
  return {
    verified: faults.length === 0,
    caseId: pack.caseId,
    packId: pack.packId,
    madeAt: pack.madeAt,
    disclosure: pack.disclosure,
    keyId,
    page: page === undefined ? 'absent' : 'checked',
    rows: pack.rows.length,
    withheld: pack.rows.filter(({ says }) => says === undefined).length,
    papers: { shown: pack.papers.length - masked, masked },
    covered: { head: number, at, position },
    faults,
  };
}

function verdict(read: ReadPack, faults: readonly PackFault[], say: Say): readonly string[] {
  const { pack, keyId } = read.signed;
  if (faults.length > 0) {
    const told = faults.map(({ check, position = 0, paper = '' }) =>
      say(PACK_CHECK[check], { position, paper }),
    );
    return [say(BROKEN), ...told.map((line) => `- ${line}`), say(KEY, { key: keyId })];
  }
  const { covered, rows, withheld, papers } = answerOf(read, faults);
  return [
    say(PROVEN),
    say(ABOUT, { caseId: pack.caseId, at: pack.madeAt, how: say(DISCLOSURE[pack.disclosure]) }),
    say(CHAIN, { rows, ...covered }),
    say(PAPERS_SHOWN, papers),
    ...(papers.masked > 0 ? [say(PAPERS_MASKED, papers)] : []),
    ...(withheld > 0 ? [say(WITHHELD, { withheld })] : []),
    ...(rows > covered.position ? [say(UNCOVERED, { position: covered.position + 1 })] : []),
    ...(read.page === undefined ? [say(NO_PAGE)] : []),
    say(KEY, { key: keyId }),
  ];
}

const USAGE = {
  'zh-CN':
    '用法：unbind-verify FILE --key heads.pub [--json] [--lang zh-CN|en]\n仅凭公钥核对证据包，不需要服务台或数据库。退出码：0 与签名时相同，1 不同，2 命令行或文件有误。',
  en: 'Usage: unbind-verify FILE --key heads.pub [--json] [--lang zh-CN|en]\nChecks an evidence pack with the public key alone: no desk, no database. Exit code: 0 it is what was signed, 1 it is not, 2 the command line or a file is wrong.',
} as const satisfies Phrase;
const UNREADABLE = {
  'zh-CN': '{name} 无法读取。',
  en: '{name} cannot be read.',
} as const satisfies Phrase;
const NO_KEY = {
  'zh-CN': '{name} 中没有 Ed25519 公钥（PEM）。',
  en: '{name} has no public key of Ed25519 (PEM).',
} as const satisfies Phrase;
const NO_PACK = {
  'zh-CN': '{name} 不是证据包。',
  en: '{name} is no evidence pack.',
} as const satisfies Phrase;
const PROVEN = {
  'zh-CN': '此证据包与服务台签名时相同。',
  en: 'This evidence pack is what the desk has signed.',
} as const satisfies Phrase;
const BROKEN = {
  'zh-CN': '此证据包不可采信：',
  en: 'Do not rely on this evidence pack:',
} as const satisfies Phrase;
const ABOUT = {
  'zh-CN': '工单 {caseId}，制作于 {at}，{how}。',
  en: 'Case {caseId}, made {at}, {how}.',
} as const satisfies Phrase;
const CHAIN = {
  'zh-CN': '台账共 {rows} 行，逐行相连；签名头 {head}（{at}）覆盖至第 {position} 行。',
  en: 'Rows of the ledger: {rows}, each chained to the one before; signed head {head} ({at}) has them up to row {position}.',
} as const satisfies Phrase;
const PAPERS_SHOWN = {
  'zh-CN': '与台账所承诺的相同的旁存内容（同意、申请、通知等）：{shown} 项。',
  en: 'Papers beside the ledger (consents, revisions, notices …) that are what it commits to: {shown}.',
} as const satisfies Phrase;
const PAPERS_MASKED = {
  'zh-CN': '已遮盖或略去部分、未附盐值的旁存内容：{masked} 项，仅由证据包的签名证明。',
  en: 'Papers that are masked or left out in part and come without salt, so that the signature of the pack alone proves them: {masked}.',
} as const satisfies Phrase;
const WITHHELD = {
  'zh-CN': '其中 {withheld} 行仅有哈希，内容不向持有者公开。',
  en: 'Rows that stand by their hash alone, as they are not for the holder: {withheld}.',
} as const satisfies Phrase;
const UNCOVERED = {
  'zh-CN': '自第 {position} 行起尚未被签名头覆盖，仅由证据包的签名证明。',
  en: 'From row {position} on no head has them: the signature of the pack alone proves these.',
} as const satisfies Phrase;
const NO_PAGE = {
  'zh-CN': '文件中没有页面，仅核对了数据。',
  en: 'There is no page in the file: the data alone were checked.',
} as const satisfies Phrase;
const KEY = {
  'zh-CN': '密钥 {key}：请与通过其他途径得到的编号核对。',
  en: 'Key {key}: compare it with the one that you were given by another way.',
} as const satisfies Phrase;
