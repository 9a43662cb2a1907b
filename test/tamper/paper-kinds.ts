/** Changes of what lies beside the ledger: consents and their terms, revisions, notes, files, notices, effects. */
import { append } from './ledger-kinds';
import {
  type Kind,
  PAPER_IDS,
  PAPER_TABLES,
  type PaperTable,
  type Target,
  twoPapers,
} from './target';

/** What pages show of each table, by how a value of the column is made another. */
const COLUMNS = {
  revisions: { texts: ['author'], moments: ['at'], sealed: ['sealed_data'], numbers: ['revision'] },
  consents: {
    texts: ['kind', 'terms_version', 'terms_hash', 'itemisation_hash', 'method', 'locale', 'by'],
    moments: ['at'],
    sealed: ['sealed_evidence', 'sealed_scope'],
    numbers: [],
  },
  notes: { texts: ['kind', 'by'], moments: ['at'], sealed: ['sealed_text'], numbers: [] },
  attachments: {
    texts: ['media_type', 'by'],
    moments: ['at'],
    sealed: ['sealed_meta', 'sealed_content'],
    numbers: ['size_bytes'],
  },
  notices: {
    texts: ['kind', 'channel', 'state', 'provider_ref', 'provider_code', 'planned_by'],
    moments: ['not_before', 'accepted_at', 'planned_at', 'changed_at'],
    sealed: ['sealed_sent'],
    numbers: ['occurrence', 'generation'],
  },
  intents: {
    texts: ['effect', 'state', 'provider_ref', 'provider_code'],
    moments: ['first_attempt_at', 'settled_at', 'created_at'],
    sealed: ['sealed_params'],
    numbers: [],
  },
} as const satisfies Readonly<Record<PaperTable, object>>;

/** Columns that are filled, and that a row may be without. */
const MAY_BE_EMPTY = {
  consents: ['sealed_evidence', 'sealed_scope'],
  notices: ['provider_ref', 'accepted_at', 'sealed_sent'],
  intents: ['provider_ref', 'first_attempt_at', 'settled_at'],
} as const;

function changed(table: PaperTable, column: string, to: string): Kind {
  return {
    name: `${column} of ${table}: ${to}`,
    tables: [table],
    change: async (target) => {
      const [one] = await twoPapers(target, table);
      const where = `case_id = $1 and ${PAPER_IDS[table]}::text = $2`;
      await target.sql(`update ${table} set ${column} = ${to} where ${where}`, target.caseId, one);
    },
  };
}

function fieldsOf(table: PaperTable): readonly Kind[] {
  const { texts, moments, sealed, numbers } = COLUMNS[table];
  return [
    ...texts.map((name) => changed(table, name, `coalesce(${name}, '') || '-forged'`)),
    ...moments.map((name) => changed(table, name, `coalesce(${name}, now()) - interval '1 day'`)),
    ...sealed.map((name) =>
      changed(table, name, `set_byte(${name}, 20, 255 - get_byte(${name}, 20))`),
    ),
    ...numbers.map((name) => changed(table, name, `${name} + 7`)),
  ];
}

/** Takes what `columns` hold from one paper to the other, and back. */
async function exchange(target: Target, table: PaperTable, column: string): Promise<void> {
  const [one, other] = await twoPapers(target, table);
  const id = PAPER_IDS[table];
  await target.sql(
    `update ${table} a set ${column} = b.${column} from ${table} b
     where a.case_id = $1 and b.case_id = $1 and a.${id}::text = any($2) and b.${id}::text = any($2) and a.${id} <> b.${id}`,
    ...[target.caseId, [one, other]],
  );
}

async function exchangeIds(target: Target, table: PaperTable): Promise<void> {
  const [one, other] = await twoPapers(target, table);
  const id = PAPER_IDS[table];
  const isNumber = table === 'revisions';
  const between = isNumber ? '-1' : 'between';
  const place = `update ${table} set ${id} = $2${isNumber ? '::int' : ''} where case_id = $1 and ${id}::text = $3`;
  await target.sql(place, target.caseId, between, one);
  await target.sql(place, target.caseId, one, other);
  await target.sql(place, target.caseId, other, between);
}

function rowsOf(table: PaperTable): readonly Kind[] {
  const id = PAPER_IDS[table];
  const forged = table === 'revisions' ? '9' : `'forged'`;
  const again = table === 'notices' ? `'${id}', ${forged}, 'occurrence', 9` : `'${id}', ${forged}`;
  return [
    {
      name: `one of ${table} gone`,
      tables: [table],
      change: async (target) => {
        const [one] = await twoPapers(target, table);
        const where = `case_id = $1 and ${id}::text = $2`;
        await target.sql(`delete from ${table} where ${where}`, target.caseId, one);
      },
    },
    {
      name: `all of ${table} gone`,
      tables: [table],
      change: ({ sql, caseId }) => sql(`delete from ${table} where case_id = $1`, caseId),
    },
    {
      name: `one put into ${table}`,
      tables: [table],
      change: async (target) => {
        const [one] = await twoPapers(target, table);
        await target.sql(
          `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object(${again}))).*
           from ${table} t where case_id = $1 and ${id}::text = $2`,
          ...[target.caseId, one],
        );
      },
    },
    {
      name: `one of ${table} moved to another case`,
      tables: [table],
      change: async (target) => {
        const [one] = await twoPapers(target, table);
        const to = table === 'revisions' ? 'case_id = $3, revision = 9' : 'case_id = $3';
        await target.sql(
          `update ${table} set ${to} where case_id = $1 and ${id}::text = $2`,
          ...[target.caseId, one, target.otherId],
        );
      },
    },
    {
      name: `two of ${table} exchanged`,
      tables: [table],
      change: (target) => exchangeIds(target, table),
    },
    ...COLUMNS[table].sealed.map((column) => ({
      name: `${column} of two of ${table} exchanged`,
      tables: [table],
      change: (target: Target) => exchange(target, table, column),
    })),
  ];
}

/** A paper put back as it was once (`once_…`), with the commitment that it had then put on at the end of the chain. */
function putBack(table: 'notices' | 'intents'): Kind {
  const id = PAPER_IDS[table];
  return {
    name: `one of ${table} as it was once, with its commitment of then`,
    tables: ['ledger', 'cases', table],
    change: async (target) => {
      const { sql, caseId, rows } = target;
      const [one] = await twoPapers(target, table);
      const own = `case_id = $1 and ${id} = $2`;
      await sql(`delete from ${table} where ${own}`, caseId, one);
      await sql(`insert into ${table} select * from once_${table} where ${own}`, caseId, one);
      await append(
        target,
        rows.find(({ facts }) => facts['id'] === one)!,
      );
    },
  };
}

function terms(name: string, change: string): Kind {
  return {
    name: `${name} of the terms`,
    tables: ['terms'],
    change: async ({ sql, chance }) => {
      const found = await sql('select hash from terms order by hash');
      await sql(`${change} where hash = $1`, chance.of(found)['hash']);
    },
  };
}

const TERMS: readonly Kind[] = [
  terms('text', `update terms set text = text || '-forged'`),
  terms(
    'text and hash',
    `update terms set text = 'forged', hash = encode(sha256('forged'::bytea), 'hex')`,
  ),
  terms('version', `update terms set version = version || '-forged'`),
  terms('kind', `update terms set kind = kind || '-forged'`),
  terms('language', `update terms set locale = locale || '-forged'`),
  terms('day', `update terms set in_force_from = in_force_from - interval '1 day'`),
  terms('all', 'delete from terms'),
];

export const PAPER_KINDS: readonly Kind[] = [
  ...PAPER_TABLES.flatMap((table) => [...fieldsOf(table), ...rowsOf(table)]),
  ...Object.entries(MAY_BE_EMPTY).flatMap(([table, columns]) =>
    columns.map((column) => changed(table as keyof typeof MAY_BE_EMPTY, column, 'null')),
  ),
  changed('notes', 'attachment_ids', `attachment_ids || '["a_FORGED"]'::jsonb`),
  putBack('notices'),
  putBack('intents'),
  ...TERMS,
];
