/**
 * Where each cause is found, as one SELECT a cause over indexed rows: never a scan of all cases. Columns:
 * cause, code, case_id, subject, since, attempt, next_at, answer.
 */
import type { RecordCause } from '../../../workflows/contract/operations';
import { STILL_RETRYING } from './retries';

const LISTED = `stage = 'listed'`;
const NOTHING_TRIED = `null::int as attempt, null::timestamptz as next_at, null::text as answer`;

/** The moment at which the first of the things that a JSON path names came into its state. */
function firstSince(path: string): string {
  return `(select min(one ->> 'since')::timestamptz from jsonb_path_query(view, '${path}') as one)`;
}

const PARTS = '$.terminals[*], $.deposits[*], $.closure'.split(', ');
const BY_HAND = PARTS.map((part) =>
  firstSince(`${part} ? (@.state == "manual" || @.refund == "manual")`),
).join(', ');
const PENDING = '$.deposits[*] ? (@.refund == "pending" || @.refund == "requesting")';

/** Of a row `told`: it arrived, or it left and nobody will say more: a mail, a text without a word for long. */
const ARRIVED = `(told.state = 'delivered' or (told.state in ('accepted', 'sent')
  and (told.channel = 'email' or told.changed_at < now() - interval '1 hour')))`;

/**
 * Of a row `a`: the notice was sent again and has arrived, or another channel has carried it, so it needs
 * nobody. A provider that says otherwise later puts it on the list again.
 */
export const REACHED = `exists (select 1 from notices told where told.case_id = a.case_id
  and told.kind || '#' || told.occurrence = split_part(a.subject, '/', 1)
  and ${ARRIVED}
  and (a.code = 'NOTICE_UNDELIVERED'
    or (told.channel = split_part(a.subject, '/', 2) and told.generation > 1)))`;

const OF_NOTICES = `a.code in ('NOTICE_UNKNOWN', 'NOTICE_UNDELIVERED')`;
/** Of a row `a`: somebody has started a workflow whom nobody knows. It has ended, so nothing ever settles the row. */
const OLD_START = `(a.code = 'DECISION_UNPROVEN' and a.subject like 'start:%'
  and a.since < now() - interval '7 days')`;
/** Of a row `a`: it needs somebody still. */
export const STILL_NEEDED = `not (${OF_NOTICES} and ${REACHED}) and not ${OLD_START}`;

/** `$1` is how long money may be on its way, in seconds. */
export const SOURCES: Readonly<Record<RecordCause, string>> = {
  parked: `select 'parked' as cause, view #>> '{parked,code}' as code, case_id,
      view #>> '{parked,step}' as subject, parked_since::timestamptz as since, ${NOTHING_TRIED}
    from cases where ${LISTED} and parked`,
  // Several terminals of a case that are tried again in one way are one thing to look at.
  retrying: `select 'retrying' as cause, code, case_id, activity_type as subject, min(since) as since,
      max(attempt) as attempt, min(next_at) as next_at, max(answer) as answer
    from retries where ${STILL_RETRYING} group by code, case_id, activity_type`,
  notice: `select 'notice' as cause, a.code, a.case_id, a.subject, a.since, ${NOTHING_TRIED}
    from attention a where ${OF_NOTICES} and not ${REACHED}`,
  'refund-late': `select 'refund-late' as cause, null as code, case_id, '' as subject,
      ${firstSince(PENDING)} as since, ${NOTHING_TRIED}
    from cases where ${LISTED} and status = 'refunding-deposit'
      and ${firstSince(PENDING)} < now() - make_interval(secs => $1)`,
  overdue: `select 'overdue' as cause, null as code, case_id, view ->> 'waitsFor' as subject,
      coalesce(view ->> 'expectedBy', view ->> 'statusSince')::timestamptz as since, ${NOTHING_TRIED}
    from cases where ${LISTED} and overdue`,
  'by-hand': `select 'by-hand' as cause, null as code, case_id, '' as subject,
      least(${BY_HAND}) as since, ${NOTHING_TRIED}
    from cases where ${LISTED} and manual`,
  held: `select 'held' as cause, null as code, case_id, '' as subject,
      coalesce((select max(l.at)::timestamptz from ledger l
        where l.case_id = cases.case_id and l.event = 'case-held'), changed_at) as since,
      ${NOTHING_TRIED}
    from cases where ${LISTED} and not ended and waits_for = 'operator' and (view ->> 'held')::boolean`,
  reported: `select 'reported' as cause, a.code, a.case_id, a.subject, a.since, ${NOTHING_TRIED}
    from attention a where not ${OF_NOTICES} and not ${OLD_START}`,
};

/** Every open case, as one more source. */
export const OPEN_CASES = `select 'open' as cause, null as code, case_id, '' as subject,
    opened_at as since, ${NOTHING_TRIED}
  from cases where ${LISTED} and not ended`;
