/** How much of each paper the reader of an evidence pack may know. */
import { canonicalJson } from '../../base/canonical-json';
import { maskText } from '../../checks/mask-text';
import {
  maskCaseData,
  maskConsentScope,
  maskEmail,
  maskPhone,
  merchantCaseData,
} from '../../checks/masks';
import type { CaseEvidence, OpenedPaper } from '../../record/port/desk-record';
import type { CaseData } from '../../workflows/contract/case-data';
import { STAFF_NOTICE_KINDS } from '../../workflows/contract/notices';
import type { PackDisclosure, PaperTable } from '../../workflows/contract/verification';
import { type PaperOf, papersIn } from './paper-forms';

type Content = OpenedPaper['content'];
interface Case {
  readonly revisions: readonly CaseData[];
  readonly revision: number;
}
/** What a reader is told of a paper; undefined where it is not for them at all. */
type Reading = {
  readonly [Table in PaperTable]: (paper: PaperOf<Table>, one: Case) => Content | undefined;
};

/** Where a message went is masked; its text holds personal data that revisions have. */
function maskedNotice({ sent, ...notice }: PaperOf<'notices'>, { revisions }: Case): Content {
  if (!sent) return notice;
  const { to, subject, text } = sent;
  return {
    ...notice,
    sent: {
      to: notice.channel === 'sms' ? maskPhone(to) : maskEmail(to),
      ...(subject !== undefined && { subject: maskText(subject, revisions) }),
      text: maskText(text, revisions),
    },
  };
}

/** Words that people typed may hold anything, and are left out. */
const MASKED: Reading = {
  revisions: (paper) => ({ ...paper, data: maskCaseData(paper.data) }),
  consents: ({ evidence: _, scope, ...paper }) => ({
    ...paper,
    ...(scope && { scope: maskConsentScope(scope) }),
  }),
  notes: ({ text: _, ...paper }) => paper,
  attachments: ({ fileName: _, ...paper }) => paper,
  notices: maskedNotice,
  intents: ({ params: _, ...paper }) => paper,
};

/** Not how the desk works: no drafts, no notes, no word to its staff; their own consents and files whole. */
const MERCHANT: Reading = {
  revisions: ({ author: _, ...paper }, { revision }) =>
    paper.revision === revision ? { ...paper, data: merchantCaseData(paper.data) } : undefined,
  consents: (paper) => paper,
  notes: () => undefined,
  attachments: (paper) => (paper.by === 'merchant' ? paper : undefined),
  notices: (paper, one) =>
    STAFF_NOTICE_KINDS.some((kind) => kind === paper.kind) ? undefined : maskedNotice(paper, one),
  intents: (paper, one) => (isAtProvider(paper) ? MASKED.intents(paper, one) : undefined),
};

/** Messages stand among the notices. */
export function isAtProvider({ effect }: PaperOf<'intents'>): boolean {
  return !['sms', 'email'].includes(effect);
}

/** Papers as the reader is told of them; the salt is given with what is told in full, and with nothing else. */
export function papersFor(
  { papers, view }: Pick<CaseEvidence, 'papers' | 'view'>,
  disclosure: PackDisclosure,
): readonly OpenedPaper[] {
  if (disclosure === 'whole') return papers;
  const reading = disclosure === 'merchant' ? MERCHANT : MASKED;
  const one = {
    revisions: papersIn(papers, 'revisions').map(({ data }) => data),
    revision: view.revision,
  };
  return papers.flatMap((paper) => {
    const content = readBy(reading, paper.table, paper.content, one);
    if (content === undefined) return [];
    const { table, id, salt } = paper;
    const isFull = canonicalJson(content) === canonicalJson(paper.content);
    return [{ table, id, content, ...(isFull && salt !== undefined && { salt }) }];
  });
}

/** What was changed beyond its form is told to nobody who is not told everything. */
function readBy<Table extends PaperTable>(
  reading: Pick<Reading, Table>,
  table: Table,
  content: Content,
  one: Case,
): Content | undefined {
  const [paper] = papersIn([{ table, content }], table);
  return paper && reading[table](paper, one);
}
