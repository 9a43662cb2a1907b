/** Whether an evidence pack is what a desk has signed, by public keys alone. */
import type { KeyObject } from 'node:crypto';
import { canonicalJson } from '../../base/canonical-json';
import { leafHash, rootOfPath } from '../../base/merkle-tree';
import { sha256Hex } from '../../base/sha256';
import type { PackFault } from '../../workflows/contract/verification';
import { commitmentTo, commitmentsIn, inForce, paperName, repeatedIn } from './commitments';
import { signatureOf } from './head-keys';
import { GENESIS_HASH, chainHash } from './ledger-hash';
import type { EvidencePack, ReadPack } from './pack-format';

/** Everything that is wrong with a pack, in the order of its parts; empty where it is what was signed. */
export function checkPack(
  { signed, page }: ReadPack,
  keys: ReadonlyMap<string, KeyObject>,
): readonly PackFault[] {
  const { pack } = signed;
  const faults: PackFault[] = [];
  const verdict = signatureOf(pack, signed, keys);
  if (verdict !== 'valid') {
    faults.push({ check: verdict === 'unknown-key' ? 'unknown-key' : 'signature' });
  }
  if (page !== undefined && page !== pack.page) faults.push({ check: 'page' });
  if (signatureOf(pack.head.head, pack.head, keys) !== 'valid') faults.push({ check: 'head' });
  if (!isIncluded(pack)) faults.push({ check: 'inclusion' });
  const { broken } = pack;
  const chain = chainFaults(pack);
  const beside = [...viewFaults(pack), ...paperFaults(pack), ...termsFaults(pack)];
  const found = broken ? [{ check: 'verification', position: broken.position } as const] : [];
  return [...faults, ...chain, ...beside, ...found];
}

/** The merchant is not shown the whole state of the case. */
function viewFaults({ disclosure, rows, view }: EvidencePack): readonly PackFault[] {
  const written = rows.findLast(({ viewHash }) => viewHash !== undefined);
  if (written === undefined || (disclosure === 'merchant' && view === undefined)) return [];
  const isWritten = view !== undefined && sha256Hex(view) === written.viewHash;
  return isWritten ? [] : [{ check: 'view', position: written.position }];
}

/** Papers that are not what the chain commits to; a whole pack has them all, with their salts. */
function paperFaults({ caseId, disclosure, rows, papers }: EvidencePack): readonly PackFault[] {
  const isWhole = disclosure === 'whole';
  const all = commitmentsIn(rows.map(({ position, says }) => ({ ...says, position })));
  const repeated = repeatedIn(all);
  if (repeated) {
    return [{ check: 'paper-changed', paper: paperName(repeated), position: repeated.position }];
  }
  const commitments = inForce(all);
  const changed = papers.flatMap((paper): readonly PackFault[] => {
    const { salt } = paper;
    const name = paperName(paper);
    const said = commitments.get(name);
    const isShown =
      salt === undefined
        ? !isWhole
        : said && commitmentTo({ ...paper, caseId }, salt) === said.commitment;
    if (isShown) return [];
    return [{ check: 'paper-changed', paper: name, ...(said && { position: said.position }) }];
  });
  const there = new Set(papers.map(paperName));
  const gone = [...commitments].flatMap(([name, { position }]): readonly PackFault[] =>
    isWhole && !there.has(name) ? [{ check: 'paper-gone', paper: name, position }] : [],
  );
  return [...changed, ...gone];
}

function termsFaults({ terms }: EvidencePack): readonly PackFault[] {
  return terms.every(({ text, hash }) => sha256Hex(text) === hash) ? [] : [{ check: 'terms' }];
}

function isIncluded({ caseId, head: { head }, proof }: EvidencePack): boolean {
  const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
  const leaf = leafHash(canonicalJson(proof.leaf));
  const root = rootOfPath(leaf, proof.index, head.cases, path);
  return proof.leaf[0] === caseId && root?.toString('hex') === head.root;
}

/** The first row that does not fit; else whether the row is there that the head has. */
function chainFaults({ caseId, rows, proof }: EvidencePack): readonly PackFault[] {
  let previous = GENESIS_HASH;
  for (const [index, row] of rows.entries()) {
    const { position, content, hash, says } = row;
    if (position !== index + 1) return [{ check: 'order', position: index + 1 }];
    const isSaid = says === undefined || sha256Hex(canonicalJson(says)) === content;
    if (!isSaid || (says !== undefined && says['caseId'] !== caseId)) {
      return [{ check: 'content', position }];
    }
    if (hash !== chainHash(previous, position, content, row)) return [{ check: 'order', position }];
    previous = hash;
  }
  const [, position, hash] = proof.leaf;
  return rows[position - 1]?.hash === hash ? [] : [{ check: 'leaf', position }];
}
