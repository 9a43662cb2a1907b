/** Every kind of change to what heads cover, as whoever owns the database can make it by SQL. */
import { chainHash, contentHash, GENESIS_HASH } from '../../record/heads/ledger-hash';
import type { LedgerRow } from '../../record/port/desk-record';

/** Draws by chance, and the same again from the same seed. */
export interface Chance {
  /** A whole number from 0 up to, but not with, `below`. */
  below(below: number): number;
  of<T>(items: readonly T[]): T;
}

/** The desk as its database's owner finds it. */
export interface Target {
  sql(text: string, ...values: readonly unknown[]): Promise<void>;
  /** Rows of the case that is changed, as they were written. */
  readonly rows: readonly LedgerRow[];
  readonly caseId: string;
  /** Another case, with a chain as good as this one's. */
  readonly otherId: string;
  /** Numbers of the signed heads. */
  readonly heads: number;
  readonly chance: Chance;
}

export interface Kind {
  readonly name: string;
  readonly tables: readonly ('ledger' | 'cases' | 'ledger_heads' | 'ledger_leaves' | 'revisions')[];
  change(target: Target): Promise<void>;
}

/** A row anywhere, with its position. */
function someRow({ rows, chance }: Target): LedgerRow {
  return chance.of(rows);
}

function field(column: string, to: string): Kind {
  return {
    name: `${column} of a row`,
    tables: ['ledger'],
    change: async (target) => {
      const { position } = someRow(target);
      const where = 'where case_id = $1 and position = $2';
      await target.sql(`update ledger set ${column} = ${to} ${where}`, target.caseId, position);
    },
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
  field('facts', `'{}'::jsonb || jsonb_build_object('none', position)`),
  field('content_hash', `encode(sha256(content_hash::bytea), 'hex')`),
  field('hash', `encode(sha256(hash::bytea), 'hex')`),
];

/** Writes the chain anew from a changed row on, so that it fits by itself. */
async function rewrite(
  { sql, caseId }: Target,
  rows: readonly LedgerRow[],
  by: string,
): Promise<void> {
  let previous = GENESIS_HASH;
  await sql('delete from ledger where case_id = $1', caseId);
  for (const [index, row] of rows.entries()) {
    const position = index + 1;
    const actor = { ...row.by, principalId: by };
    const content = contentHash(caseId, row.runId, { ...row, by: actor });
    previous = chainHash(previous, position, content, row);
    await sql(
      `insert into ledger (case_id, position, run_id, sequence, at, event, by_principal, by_role, facts, content_hash, hash,
       form, view_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      ...[caseId, position, row.runId, row.sequence, row.at, row.event],
      ...[by, row.by.role, JSON.stringify(row.facts), content, previous],
      ...[row.form, row.viewHash ?? null],
    );
  }
  const end = 'update cases set ledger_position = $2, ledger_hash = $3 where case_id = $1';
  await sql(end, caseId, rows.length, previous);
}

const CHAINS: readonly Kind[] = [
  {
    name: 'a row deleted',
    tables: ['ledger'],
    change: async (target) => {
      const { position } = someRow(target);
      const { sql, caseId } = target;
      await sql('delete from ledger where case_id = $1 and position = $2', caseId, position);
    },
  },
  {
    name: 'a row deleted, the later ones moved up',
    tables: ['ledger', 'cases'],
    change: async (target) => {
      const { position } = someRow(target);
      const { sql, caseId } = target;
      await sql('delete from ledger where case_id = $1 and position = $2', caseId, position);
      const later = 'case_id = $1 and position > $2';
      await sql(`update ledger set position = -position where ${later}`, caseId, position);
      await sql(
        'update ledger set position = -position - 1 where case_id = $1 and position < 0',
        caseId,
      );
      await sql(
        'update cases set ledger_position = ledger_position - 1 where case_id = $1',
        caseId,
      );
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
      await sql(
        'update cases set ledger_position = ledger_position + 1 where case_id = $1',
        caseId,
      );
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
    change: async (target) => {
      const { position } = someRow(target);
      const { sql, caseId } = target;
      await sql('delete from ledger where case_id = $1 and position >= $2', caseId, position);
    },
  },
  {
    name: 'the last rows cut off with the end of the case',
    tables: ['ledger', 'cases'],
    change: async ({ sql, caseId, rows, chance }) => {
      const kept = chance.below(rows.length);
      await sql('delete from ledger where case_id = $1 and position > $2', caseId, kept);
      const end = 'update cases set ledger_position = $2, ledger_hash = $3 where case_id = $1';
      await sql(end, caseId, kept, rows[kept - 1]?.hash ?? GENESIS_HASH);
    },
  },
  {
    name: 'a whole chain written anew',
    tables: ['ledger', 'cases'],
    change: (target) => rewrite(target, target.rows, 's_FORGED'),
  },
  {
    name: 'a whole chain written anew, with fewer rows',
    tables: ['ledger', 'cases'],
    change: (target) => rewrite(target, target.rows.slice(1), 's_FORGED'),
  },
  {
    name: 'the end that the case says',
    tables: ['cases'],
    change: ({ sql, caseId }) =>
      sql('update cases set ledger_position = ledger_position - 1 where case_id = $1', caseId),
  },
];

/** What pages and lists show, beside the ledger. */
const SHOWN: readonly Kind[] = (
  [
    ['the view', 'cases', `set view = view || '{"reviewClockMs": 1}'::jsonb`],
    ['the status in lists', 'cases', `set status = 'completed'`],
    ['the latest revision', 'cases', 'set latest_revision = latest_revision + 1'],
    ['the author of a revision', 'revisions', `set author = 's_FORGED'`],
    ['the moment of a revision', 'revisions', `set at = at - interval '1 day'`],
  ] as const
).map(([name, table, change]) => ({
  name,
  tables: [table],
  change: ({ sql, caseId }) => sql(`update ${table} ${change} where case_id = $1`, caseId),
}));

const CASES: readonly Kind[] = [
  {
    name: 'a revision gone',
    tables: ['revisions'],
    change: ({ sql, caseId }) => sql('delete from revisions where case_id = $1', caseId),
  },
  {
    name: 'a case gone',
    tables: ['ledger', 'cases'],
    change: async ({ sql, caseId }) => {
      await sql('delete from ledger where case_id = $1', caseId);
      await sql('delete from cases where case_id = $1', caseId);
    },
  },
  {
    name: 'two cases exchanged',
    tables: ['ledger', 'cases'],
    change: async ({ sql, caseId, otherId }) => {
      for (const table of ['ledger', 'cases']) {
        const rename = `update ${table} set case_id = $2 where case_id = $1`;
        await sql(rename, caseId, 'UC-EXCHANGED0');
        await sql(rename, otherId, caseId);
        await sql(rename, 'UC-EXCHANGED0', otherId);
      }
    },
  },
];

/** Where heads are changed, too, what the chain finds no more is found by signatures, or by copies elsewhere. */
const HEADS: readonly Kind[] = [
  {
    name: 'a leaf of a head',
    tables: ['ledger_leaves'],
    change: ({ sql, caseId, rows }) =>
      sql('update ledger_leaves set hash = $2 where case_id = $1', caseId, rows[0]?.hash),
  },
  {
    name: 'a whole chain written anew, and its leaves with it',
    tables: ['ledger', 'cases', 'ledger_leaves'],
    change: async (target) => {
      const { sql, caseId } = target;
      await rewrite(target, target.rows, 's_FORGED');
      await sql(
        `update ledger_leaves l set hash = g.hash from ledger g
         where l.case_id = $1 and g.case_id = l.case_id and g.position = l.position`,
        caseId,
      );
    },
  },
  {
    name: 'a case gone, and its leaves with it',
    tables: ['ledger', 'cases', 'ledger_leaves'],
    change: async ({ sql, caseId }) => {
      for (const table of ['ledger', 'ledger_leaves', 'cases']) {
        await sql(`delete from ${table} where case_id = $1`, caseId);
      }
    },
  },
  {
    name: 'the time of a head',
    tables: ['ledger_heads'],
    change: ({ sql, heads, chance }) =>
      sql(
        `update ledger_heads set head = head || '{"at": "2020-01-01T00:00:00.000Z"}'::jsonb where number = $1`,
        1 + chance.below(heads),
      ),
  },
  {
    name: 'the signature of a head',
    tables: ['ledger_heads'],
    change: ({ sql, heads, chance }) =>
      sql(
        'update ledger_heads set signature = reverse(signature) where number = $1',
        1 + chance.below(heads),
      ),
  },
  {
    name: 'a head gone that another follows',
    tables: ['ledger_heads'],
    change: ({ sql, heads, chance }) =>
      sql('delete from ledger_heads where number = $1', 1 + chance.below(heads - 1)),
  },
  {
    name: 'a whole chain written anew, and every head gone',
    tables: ['ledger', 'cases', 'ledger_heads', 'ledger_leaves'],
    change: async (target) => {
      await rewrite(target, target.rows, 's_FORGED');
      await target.sql('delete from ledger_leaves');
      await target.sql('delete from ledger_heads');
    },
  },
];

export const KINDS: readonly Kind[] = [...FIELDS, ...CHAINS, ...SHOWN, ...CASES, ...HEADS];
