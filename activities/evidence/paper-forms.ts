/** Papers of a case by their tables, as the page of an evidence pack reads them. */
import { z } from 'zod';
import type { OpenedPaper } from '../../record/port/desk-record';
import { type CaseData, type ConsentScope, LOCALES } from '../../workflows/contract/case-data';
import { CONSENT_KINDS, CONSENT_METHODS } from '../../workflows/contract/case-view';
import { CHANNELS, NOTICE_KINDS, NOTICE_STATES } from '../../workflows/contract/notices';
import { INTENT_STATES } from '../../workflows/contract/operations';
import type { PaperTable } from '../../workflows/contract/verification';
import { NOTE_KINDS } from '../../wire/states';

/** What the desk has sealed itself is as it sealed it; that it is so, the commitment to it tells. */
function sealed<Content extends object>() {
  return z.custom<Content>((value) => typeof value === 'object' && value !== null);
}

const forms = {
  revisions: z.looseObject({
    revision: z.int(),
    author: z.string().optional(),
    at: z.string(),
    data: sealed<CaseData>(),
  }),
  consents: z.looseObject({
    consentId: z.string(),
    kind: z.enum(CONSENT_KINDS),
    termsVersion: z.string(),
    termsHash: z.string(),
    method: z.enum(CONSENT_METHODS),
    locale: z.enum(LOCALES),
    by: z.string(),
    at: z.string(),
    evidence: z.string().optional(),
    scope: sealed<ConsentScope>().optional(),
  }),
  notes: z.looseObject({
    noteId: z.string(),
    kind: z.enum(NOTE_KINDS),
    text: z.string().optional(),
    by: z.string(),
    at: z.string(),
  }),
  attachments: z.looseObject({
    fileName: z.string().optional(),
    mediaType: z.string(),
    sizeBytes: z.int(),
    sha256: z.string(),
    by: z.string(),
    at: z.string(),
  }),
  notices: z.looseObject({
    kind: z.enum(NOTICE_KINDS),
    channel: z.enum(CHANNELS),
    state: z.enum(NOTICE_STATES),
    providerRef: z.string().optional(),
    plannedAt: z.string(),
    changedAt: z.string().optional(),
    sent: z
      .looseObject({ to: z.string(), subject: z.string().optional(), text: z.string() })
      .optional(),
  }),
  intents: z.looseObject({
    key: z.string(),
    effect: z.string(),
    state: z.enum(INTENT_STATES),
    providerRef: z.string().optional(),
    providerCode: z.string().optional(),
    createdAt: z.string(),
    settledAt: z.string().optional(),
  }),
} as const satisfies Readonly<Record<PaperTable, z.ZodType>>;

export type PaperOf<Table extends PaperTable> = z.output<(typeof forms)[Table]>;

/** A form for each table; what a form does not name is kept. What may be left out for a reader is optional. */
const PAPER_FORMS: { readonly [Table in PaperTable]: z.ZodType<PaperOf<Table>> } = forms;

/** The papers of one table, in the order in which they came; what was changed beyond its form is not among them. */
export function papersIn<Table extends PaperTable>(
  papers: readonly Pick<OpenedPaper, 'table' | 'content'>[],
  table: Table,
): readonly PaperOf<Table>[] {
  const form = PAPER_FORMS[table];
  return papers.flatMap((paper) => {
    if (paper.table !== table) return [];
    const read = form.safeParse(paper.content);
    return read.success ? [read.data] : [];
  });
}
