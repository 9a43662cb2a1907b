/** A case as the reader of an evidence pack is told it: the data that its page is printed from. */
import { merchantCaseData, maskCaseData } from '../../checks/masks';
import { BESIDE_STORY, PAPER_COMMITTED, paperName } from '../../record/heads/commitments';
import type {
  CaseEvidence,
  DeskRecord,
  LedgerRow,
  OpenedPaper,
} from '../../record/port/desk-record';
import type { CaseData } from '../../workflows/contract/case-data';
import type { BrokenLedger, PackDisclosure } from '../../workflows/contract/verification';
import { failure } from '../failures';
import { type PaperOf, papersIn } from './paper-forms';
import { papersFor } from './papers-for';
import { isToldToMerchant } from './told-to-merchant';

/** A consent that the case took, with what became of it. */
export interface ToldConsent extends PaperOf<'consents'> {
  /** It adds to those before it. */
  readonly adds: boolean;
  readonly withdrawn?: { readonly by: string; readonly at: string };
}

export interface ToldCase {
  readonly evidence: CaseEvidence;
  readonly disclosure: PackDisclosure;
  /** The latest data of the case. */
  readonly data: CaseData;
  readonly papers: readonly OpenedPaper[];
  /** Rows that the reader may read, commitments too. */
  readonly rows: readonly LedgerRow[];
  /** The same without what is no part of the story. */
  readonly story: readonly LedgerRow[];
  readonly consents: readonly ToldConsent[];
  /** Names of those of the desk who had a part in it, by their ids; nobody's for the merchant. */
  readonly people: Readonly<Record<string, string>>;
  /** What the desk found changed in its own ledger. */
  readonly broken?: Omit<BrokenLedger, 'caseId'>;
}

/** Reads the case at this moment. `CASE_NOT_FOUND`, `REVISION_LOST`. */
export async function toldCase(
  record: DeskRecord,
  caseId: string,
  disclosure: PackDisclosure,
): Promise<ToldCase> {
  const { broken } = await record.ledger.verify(caseId);
  // Papers from before commitments get theirs; not where somebody may have exchanged them.
  if (!broken) await record.ledger.takeInPapers([caseId]);
  const evidence = await record.packs.gather(caseId);
  const papers = papersFor(evidence, disclosure);
  const rows = rowsFor(evidence, papers, disclosure);
  const story = rows.filter(({ event }) => !BESIDE_STORY.some((one) => one === event));
  return {
    evidence,
    disclosure,
    data: dataOf(evidence, disclosure),
    papers,
    rows,
    story,
    consents: consentsOf(papers, story),
    people: disclosure === 'merchant' ? {} : await peopleOf(record, papers, story),
    ...(broken && { broken: withoutCase(broken) }),
  };
}

function withoutCase({ position, check, paper }: BrokenLedger): Omit<BrokenLedger, 'caseId'> {
  return { position, check, ...(paper !== undefined && { paper }) };
}

function dataOf({ papers, view }: CaseEvidence, disclosure: PackDisclosure): CaseData {
  const revisions = papersIn(papers, 'revisions');
  const latest = revisions.toSorted((a, b) => a.revision - b.revision).at(-1);
  const own = revisions.find(({ revision }) => revision === view.revision) ?? latest;
  const found = disclosure === 'merchant' ? own : latest;
  if (!found) throw failure('REVISION_LOST', { retryable: false });
  if (disclosure === 'whole') return found.data;
  return disclosure === 'merchant' ? merchantCaseData(found.data) : maskCaseData(found.data);
}

/** To the merchant what they did or were told of, and the commitments to what they are told in full. */
function rowsFor(
  { rows }: CaseEvidence,
  papers: readonly OpenedPaper[],
  disclosure: PackDisclosure,
): readonly LedgerRow[] {
  if (disclosure !== 'merchant') return rows;
  const full = new Set(papers.filter(({ salt }) => salt !== undefined).map(paperName));
  const isOfFull = ({ facts: { table, id } }: LedgerRow) =>
    full.has(paperName({ table: String(table), id: String(id) }));
  return rows.filter((row) =>
    row.event === PAPER_COMMITTED ? isOfFull(row) : isToldToMerchant(row),
  );
}

/** Consents that the ledger names, in its order; what was refused is not among them. */
function consentsOf(
  papers: readonly OpenedPaper[],
  story: readonly LedgerRow[],
): readonly ToldConsent[] {
  const given = papersIn(papers, 'consents');
  const naming = story.filter(({ facts }) => facts['consentId'] !== undefined);
  const isBack = ({ event }: LedgerRow) => event === 'consent-withdrawn';
  const ids = new Set(naming.filter((row) => !isBack(row)).map(({ facts }) => facts['consentId']));
  return [...ids].flatMap((id): readonly ToldConsent[] => {
    const consent = given.find(({ consentId }) => consentId === id);
    if (!consent) return [];
    const about = naming.filter(({ facts }) => facts['consentId'] === id);
    const back = about.find(isBack);
    return [
      {
        ...consent,
        adds: about.some(({ event }) => event === 'consent-extended'),
        ...(back && { withdrawn: { by: back.by.principalId, at: back.at } }),
      },
    ];
  });
}

async function peopleOf(
  record: DeskRecord,
  papers: readonly OpenedPaper[],
  story: readonly LedgerRow[],
): Promise<Readonly<Record<string, string>>> {
  const ids = [
    ...story.map(({ by }) => by.principalId),
    ...papers.flatMap(({ content: { author, by } }) => [author, by]),
  ];
  const named = new Set(ids.filter((id) => typeof id === 'string'));
  const found = await Promise.all([...named].map((id) => record.staff.find(id)));
  return Object.fromEntries(
    found.flatMap((person) => (person ? [[person.principalId, person.displayName]] : [])),
  );
}
