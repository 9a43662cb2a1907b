/** Every kind of change to what heads cover, as whoever owns the database can make it by SQL. */
import { HEAD_KINDS } from './head-kinds';
import { LEDGER_KINDS } from './ledger-kinds';
import { PAPER_KINDS } from './paper-kinds';
import { type Kind, PAPER_TABLES } from './target';

/** What pages and lists show of a case. */
const SHOWN: readonly Kind[] = (
  [
    ['an amount', `view = jsonb_set(view, '{deposits,0,amountMinor}', '1')`],
    ['the view', `view = view || '{"reviewClockMs": 1}'`],
    ['who opened it', `view = view || '{"openedBy": "s_FORGED"}'`],
    ['the status in lists', `status = status || '-forged'`],
    ['the stage', `stage = 'refused', refused_for = case_id`],
    ['whether it is parked', 'parked = not parked'],
    ['since when it is parked', `parked_since = '2020-01-01T00:00:00.000Z'`],
    ['whether it is overdue', 'overdue = not overdue'],
    ['the reason', `reason = reason || '-forged'`],
    ['who works on it', `assignee = 's_FORGED'`],
    ['when it is due', `next_due_at = now()`],
    ['when it was opened', `opened_at = opened_at - interval '1 day'`],
    ['the latest revision', 'latest_revision = latest_revision + 1'],
    ['the end of its chain', 'ledger_position = ledger_position - 1'],
    ['the hash of its end', `ledger_hash = encode(sha256(ledger_hash::bytea), 'hex')`],
  ] as const
).map(([name, change]) => ({
  name,
  tables: ['cases'],
  change: ({ sql, caseId }) => sql(`update cases set ${change} where case_id = $1`, caseId),
}));

function exchanged(name: string, tables: Kind['tables']): Kind {
  return {
    name,
    tables,
    change: async ({ sql, caseId, otherId }) => {
      for (const table of tables) {
        const rename = `update ${table} set case_id = $2 where case_id = $1`;
        await sql(rename, caseId, 'UC-EXCHANGED0');
        await sql(rename, otherId, caseId);
        await sql(rename, 'UC-EXCHANGED0', otherId);
      }
    },
  };
}

const CASES: readonly Kind[] = [
  {
    name: 'a case gone',
    tables: ['ledger', 'cases'],
    change: async ({ sql, caseId }) => {
      await sql('delete from ledger where case_id = $1', caseId);
      await sql('delete from cases where case_id = $1', caseId);
    },
  },
  exchanged('two cases exchanged', ['ledger', 'cases']),
  exchanged('two cases exchanged with their papers', ['ledger', 'cases', ...PAPER_TABLES]),
  exchanged('the papers of two cases exchanged', PAPER_TABLES),
];

export const KINDS: readonly Kind[] = [
  ...LEDGER_KINDS,
  ...SHOWN,
  ...CASES,
  ...PAPER_KINDS,
  ...HEAD_KINDS,
];
