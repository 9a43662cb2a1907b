// activities/evidence/: the evidence pack of a case: gathered, printed as a page, signed.
/** Makes an evidence pack and keeps it in the record, sealed, until it is taken. */
import { proofFor } from '../../record/heads/head-format';
import { type HeadSigner, signingNext } from '../../record/heads/head-keys';
import { hashOfPage, packFile, packOf } from '../../record/heads/pack-format';
import { saidBy } from '../../record/heads/ledger-hash';
import type { DeskRecord, LedgerRow } from '../../record/port/desk-record';
import type { CaseView } from '../../workflows/contract/case-view';
import type { EvidencePort } from '../../workflows/contract/ports';
import {
  type MakePackInput,
  PACK_ASKED,
  PACK_DISCLOSURES,
  PACK_FORMAT,
  type PackDisclosure,
} from '../../workflows/contract/verification';
import { asFailure, failure } from '../failures';
import { printPage } from './print-page';
import { type ToldCase, toldCase } from './told-case';

export interface EvidenceDeps {
  readonly record: DeskRecord;
  /** Absent: this worker signs nothing. */
  readonly signer?: HeadSigner | undefined;
}

/** See `EvidencePort`. */
export function createEvidenceActivities(deps: EvidenceDeps): EvidencePort {
  return {
    makePack: async (input) => {
      try {
        await makePack(deps, input);
      } catch (error) {
        throw asFailure(error);
      }
    },
  };
}

async function makePack({ record, signer }: EvidenceDeps, input: MakePackInput): Promise<void> {
  const { caseId, packId } = input;
  if (signer === undefined) throw failure('HEADS_NOT_SIGNED', { retryable: false });
  const disclosure = disclosureAsked(await record.ledger.read(caseId), packId);
  if (disclosure === undefined) throw failure('NOT_FOUND', { retryable: false });
  if ((await record.packs.read(caseId, packId)) !== undefined) return;
  // So that no row of the case stands by the signature of the pack alone.
  await record.heads.next(signingNext(signer), 0);
  const cover = await record.heads.cover();
  const proof = cover && proofFor(caseId, cover.leaves);
  if (!cover || !proof) throw failure('HEADS_NOT_SIGNED', { retryable: true });
  const { head, keyId, signature } = cover.signed;
  const told = await toldCase(record, caseId, disclosure);
  const about = { packId, caseId, madeAt: new Date().toISOString() };
  const { before, after } = printPage({
    ...about,
    told,
    keyId: signer.keyId,
    head,
    position: proof.leaf[1],
  });
  const { leaf, index, path } = proof;
  const pack = packOf({
    format: PACK_FORMAT,
    ...about,
    disclosure,
    page: hashOfPage(before, after),
    head: { head, keyId, signature },
    proof: { leaf, index, path },
    ...contentOf(caseId, told),
  });
  const signed = { pack, keyId: signer.keyId, signature: signer.sign(pack) };
  await record.packs.keep({ packId, caseId, content: packFile(before, signed, after) });
}

/** What the row says that asks for the pack; whoever starts the workflow without one gets none. */
function disclosureAsked(rows: readonly LedgerRow[], packId: string): PackDisclosure | undefined {
  const asked = rows.find(({ event, facts }) => event === PACK_ASKED && facts['packId'] === packId);
  return PACK_DISCLOSURES.find((one) => one === asked?.facts['disclosure']);
}

function contentOf(caseId: string, told: ToldCase) {
  const { disclosure, evidence, papers, people, broken } = told;
  const isRead = new Set(told.rows.map(({ position }) => position));
  const rows = evidence.rows.map((row) => {
    const { position, hash, content, form, viewHash } = row;
    const says = isRead.has(position) ? saidBy(caseId, row.runId, row) : undefined;
    return { position, content, hash, form, viewHash, says };
  });
  const isMerchants = disclosure === 'merchant';
  return {
    rows,
    ...(isMerchants ? {} : { view: evidence.viewText }),
    papers,
    terms: evidence.terms.map(({ inForceFrom: _, ...terms }) => terms),
    ...(broken && { broken }),
    shown: { people, ...(isMerchants ? { case: lifeOf(evidence.view) } : {}) },
  };
}

/** Of the state of the case what its merchant may know. */
function lifeOf({ status, statusSince, openedAt, endedAt, ...view }: CaseView) {
  return {
    status,
    statusSince,
    openedAt,
    endedAt,
    terminals: view.terminals.map(({ terminalId, state, since }) => ({ terminalId, state, since })),
    deposits: view.deposits.map(
      ({ depositId, terminalId, kind, amountMinor, currency, refund, since }) => ({
        depositId,
        terminalId,
        kind,
        amountMinor,
        currency,
        refund,
        since,
      }),
    ),
    account: { state: view.closure.state, since: view.closure.since },
  };
}
