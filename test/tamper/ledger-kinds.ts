/** Changes of the rows of a ledger, and of whole chains that are written anew so that they fit by themselves. */
import { PAPER_COMMITTED } from '../../record/heads/commitments';
import { chainHash, contentHash, GENESIS_HASH } from '../../record/heads/ledger-hash';
import type { LedgerRow } from '../../record/port/desk-record';
import { type Kind, PAPER_TABLES, type Target } from './target';

function field(column: string, to: string, name = column): Kind {
  return {
    name: `${name} of a row`,
    tables: ['ledger'],
    change: ({ sql, caseId, rows, chance }) =>
      sql(
        `update ledger set ${column} = ${to} where case_id = $1 and position = $2`,
        ...[caseId, chance.of(rows).position],
      ),
  };
}

const FIELDS: readonly Kind[] = [
  field('at', `to_char(at::timestamptz + interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`),
  field('event', `event || '-forged'`),
  field('by_principal', `'s_FORGED'`),
  field('by_role', `case by_role when 'agent' then 'reviewer' else 'agent' end`),
  field('run_id', `'run-forged'`),
  field('sequence', 'sequence + 1000'),
  field('facts', `facts || '{"amountMinor": 1}'::jsonb`),
  field('facts', `jsonb_build_object('none', position)`, 'all facts'),
  field('content_hash', `encode(sha256(content_hash::bytea), 'hex')`),
  field('hash', `encode(sha256(hash::bytea), 'hex')`),
  field('form', '3 - form'),
  field('view_hash', `encode(sha256(coalesce(view_hash, '')::bytea), 'hex')`),
];

/** Writes a row in its place; its hash. */
async function write({ sql, caseId }: Target, row: LedgerRow, previous: string): Promise<string> {
  const content = contentHash(caseId, row.runId, row);
  const hash = chainHash(previous, row.position, content, row);
  await sql(
    `insert into ledger (case_id, position, run_id, sequence, at, event, by_principal, by_role, facts, content_hash, hash,
       form, view_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    ...[caseId, row.position, row.runId, row.sequence, row.at, row.event],
    ...[row.by.principalId, row.by.role, JSON.stringify(row.facts), content, hash],
    ...[row.form, row.viewHash ?? null],
  );
  return hash;
}

async function endAt({ sql, caseId }: Target, position: number, hash: string): Promise<void> {
  const end = 'update cases set ledger_position = $2, ledger_hash = $3 where case_id = $1';
  await sql(end, caseId, position, hash);
}

/** Writes the whole chain of these rows, which are numbered anew. */
export async function rewrite(target: Target, rows: readonly LedgerRow[]): Promise<void> {
  let previous = GENESIS_HASH;
  await target.sql('delete from ledger where case_id = $1', target.caseId);
  for (const [index, row] of rows.entries()) {
    previous = await write(target, { ...row, position: index + 1 }, previous);
  }
  await endAt(target, rows.length, previous);
}

/** Puts a row that no change of the case wrote on at the end, so that the chain stays one. */
export async function append(target: Target, row: LedgerRow): Promise<void> {
  const last = target.rows.at(-1)!;
  const position = last.position + 1;
  const added = { ...row, position, sequence: position };
  await endAt(target, position, await write(target, added, last.hash));
}

function written(what: string, otherwise: (rows: readonly LedgerRow[]) => LedgerRow[]): Kind {
  return {
    name: `a whole chain written anew, ${what}`,
    tables: ['ledger', 'cases'],
    change: (target) => rewrite(target, otherwise(target.rows)),
  };
}

function isApproval({ event }: LedgerRow): boolean {
  return event === 'case-approved';
}

export function byForger(rows: readonly LedgerRow[]): LedgerRow[] {
  return rows.map((row) => ({ ...row, by: { ...row.by, principalId: 's_FORGED' } }));
}

const WRITTEN_ANEW: readonly Kind[] = [
  written('by another person', byForger),
  written('with fewer rows', (rows) => rows.slice(1)),
  written('approved by another', (rows) =>
    rows.map((row) =>
      isApproval(row) ? { ...row, by: { principalId: 's_FORGED', role: 'reviewer' } } : row,
    ),
  ),
  written('with another amount', (rows) =>
    rows.map((row) => (isApproval(row) ? { ...row, facts: { amountMinor: 1 } } : row)),
  ),
  written('on another day', (rows) =>
    rows.map((row) => ({ ...row, at: row.at.replace(/^\d{4}/, '2020') })),
  ),
  written('never approved', (rows) => rows.filter((row) => !isApproval(row))),
  written('in the form from before commitments, and without them', (rows) =>
    rows
      .filter(({ event }) => event !== PAPER_COMMITTED)
      .map(({ viewHash: _, ...row }) => ({ ...row, form: 1 })),
  ),
  ...PAPER_TABLES.map((table): Kind => ({
    name: `a chain written anew, and all of ${table} gone with their commitments`,
    tables: ['ledger', 'cases', table],
    change: async (target) => {
      const { sql, caseId, rows } = target;
      await sql(`delete from ${table} where case_id = $1`, caseId);
      if (table === 'revisions') {
        await sql('update cases set latest_revision = 0 where case_id = $1', caseId);
      }
      await rewrite(
        target,
        rows.filter(({ facts }) => facts['table'] !== table),
      );
    },
  })),
];

const CHAINS: readonly Kind[] = [
  {
    name: 'a row deleted',
    tables: ['ledger'],
    change: ({ sql, caseId, rows, chance }) =>
      sql(
        'delete from ledger where case_id = $1 and position = $2',
        ...[caseId, chance.of(rows).position],
      ),
  },
  {
    name: 'a row deleted, the later ones moved up',
    tables: ['ledger', 'cases'],
    change: async ({ sql, caseId, rows, chance }) => {
      const { position } = chance.of(rows);
      await sql('delete from ledger where case_id = $1 and position = $2', caseId, position);
      const later = 'case_id = $1 and position > $2';
      await sql(`update ledger set position = -position where ${later}`, caseId, position);
      const moved = 'update ledger set position = -position - 1';
      await sql(`${moved} where case_id = $1 and position < 0`, caseId);
      const end = 'update cases set ledger_position = ledger_position - 1 where case_id = $1';
      await sql(end, caseId);
    },
  },
  {
    name: 'a row put in at the end',
    tables: ['ledger', 'cases'],
    change: async ({ sql, caseId, rows }) => {
      await sql(
        `insert into ledger (case_id, position, run_id, sequence, at, event, by_principal, by_role, facts,
         content_hash, hash, form, view_hash) select case_id, position + 1, run_id, 9999, at, 'case-approved', by_principal, by_role,
         facts, content_hash, hash, form, view_hash from ledger where case_id = $1 and position = $2`,
        ...[caseId, rows.length],
      );
      const end = 'update cases set ledger_position = ledger_position + 1 where case_id = $1';
      await sql(end, caseId);
    },
  },
  {
    name: 'two rows exchanged',
    tables: ['ledger'],
    change: async ({ sql, caseId, rows, chance }) => {
      const first = 1 + chance.below(rows.length - 1);
      const place = `update ledger set position = $3 where case_id = $1 and position = $2`;
      await sql(place, caseId, first, -1);
      await sql(place, caseId, first + 1, first);
      await sql(place, caseId, -1, first + 1);
    },
  },
  {
    name: 'the last rows cut off',
    tables: ['ledger'],
    change: ({ sql, caseId, rows, chance }) =>
      sql(
        'delete from ledger where case_id = $1 and position >= $2',
        ...[caseId, chance.of(rows).position],
      ),
  },
  {
    name: 'the last rows cut off with the end of the case',
    tables: ['ledger', 'cases'],
    change: async (target) => {
      const { sql, caseId, rows, chance } = target;
      const kept = chance.below(rows.length);
      await sql('delete from ledger where case_id = $1 and position > $2', caseId, kept);
      await endAt(target, kept, rows[kept - 1]?.hash ?? GENESIS_HASH);
    },
  },
];

export const LEDGER_KINDS: readonly Kind[] = [...FIELDS, ...CHAINS, ...WRITTEN_ANEW];
