/** Changes where heads are changed, too: what the chain finds no more is found by signatures, or by copies elsewhere. */
import { byForger, rewrite } from './ledger-kinds';
import { type Kind, PAPER_TABLES, type Target } from './target';

const OF_CHAINS = ['ledger', 'cases'] as const;
const OF_HEADS = ['ledger_heads', 'ledger_leaves'] as const;

function field(name: string, change: string): Kind {
  return {
    name: `${name} of a head`,
    tables: ['ledger_heads'],
    change: ({ sql, heads, chance }) =>
      sql(`update ledger_heads set ${change} where number = $1`, 1 + chance.below(heads)),
  };
}

function leaf(name: string, change: string): Kind {
  const newest = '(select max(number) from ledger_leaves where case_id = $1)';
  return {
    name: `${name} of the newest leaf of a case`,
    tables: ['ledger_leaves'],
    change: ({ sql, caseId }) => sql(`${change} where case_id = $1 and number = ${newest}`, caseId),
  };
}

/** Takes away the heads after `last`, with their leaves. */
async function cutHeads({ sql }: Target, last: number): Promise<void> {
  for (const table of OF_HEADS) await sql(`delete from ${table} where number > $1`, last);
}

const FIELDS: readonly Kind[] = [
  field('what was signed, the time', `head = head || '{"at": "2020-01-01T00:00:00.000Z"}'`),
  field('what was signed, the cases', `head = head || '{"cases": 1}'`),
  field('what was signed, the root', `head = head || jsonb_build_object('root', repeat('0', 64))`),
  field('what was signed, the place', `head = jsonb_set(head, '{previous}', head -> 'root')`),
  field('the time', `at = at - interval '1 day'`),
  field('the number', 'number = number + 1000'),
  field('the signature', 'signature = reverse(signature)'),
  field('the key', `key_id = reverse(key_id)`),
  leaf('the hash', `update ledger_leaves set hash = repeat('0', 64)`),
  leaf('the position', 'update ledger_leaves set position = position - 1'),
  leaf('the case', `update ledger_leaves set case_id = 'UC-FORGED0000'`),
  leaf('the whole', 'delete from ledger_leaves'),
];

export const HEAD_KINDS: readonly Kind[] = [
  ...FIELDS,
  {
    name: 'a leaf put in',
    tables: ['ledger_leaves'],
    change: ({ sql, caseId }) =>
      sql(
        `insert into ledger_leaves select 'UC-FORGED0000', number, position, hash
         from ledger_leaves where case_id = $1 order by number desc limit 1`,
        caseId,
      ),
  },
  {
    name: 'a whole chain written anew, and its leaves with it',
    tables: [...OF_CHAINS, 'ledger_leaves'],
    change: async (target) => {
      const { sql, caseId } = target;
      await rewrite(target, byForger(target.rows));
      await sql(
        `update ledger_leaves l set hash = g.hash from ledger g
         where l.case_id = $1 and g.case_id = l.case_id and g.position = l.position`,
        caseId,
      );
    },
  },
  {
    name: 'a case gone, with its papers and leaves',
    tables: [...OF_CHAINS, 'ledger_leaves', ...PAPER_TABLES],
    change: async ({ sql, caseId }) => {
      for (const table of ['ledger', 'ledger_leaves', 'cases', ...PAPER_TABLES]) {
        await sql(`delete from ${table} where case_id = $1`, caseId);
      }
    },
  },
  {
    name: 'a head gone that another follows',
    tables: ['ledger_heads'],
    change: ({ sql, heads, chance }) =>
      sql('delete from ledger_heads where number = $1', 1 + chance.below(heads - 1)),
  },
  {
    name: 'the last head gone',
    tables: ['ledger_heads'],
    change: ({ sql, heads }) => sql('delete from ledger_heads where number = $1', heads),
  },
  {
    name: 'the last heads gone, with their leaves',
    tables: OF_HEADS,
    change: (target) => cutHeads(target, target.chance.below(target.heads)),
  },
  {
    name: 'a chain cut off to where an earlier head has it, and the later heads gone',
    tables: [...OF_CHAINS, ...OF_HEADS],
    change: async (target) => {
      const { sql, caseId, heads, rows, chance } = target;
      const kept = 1 + chance.below(heads - 1);
      await cutHeads(target, kept);
      const [end] = await sql(
        'select max(position)::int as position from ledger_leaves where case_id = $1',
        caseId,
      );
      await rewrite(target, rows.slice(0, Number(end!['position'])));
    },
  },
  {
    name: 'a whole chain written anew, and every head gone',
    tables: [...OF_CHAINS, ...OF_HEADS],
    change: async (target) => {
      await rewrite(target, byForger(target.rows));
      await cutHeads(target, 0);
    },
  },
  {
    name: 'a case gone, and every head',
    tables: [...OF_CHAINS, ...OF_HEADS, ...PAPER_TABLES],
    change: async (target) => {
      for (const table of ['ledger', 'cases', ...PAPER_TABLES]) {
        await target.sql(`delete from ${table} where case_id = $1`, target.caseId);
      }
      await cutHeads(target, 0);
    },
  },
];
