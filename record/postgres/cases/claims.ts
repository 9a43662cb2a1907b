/** Whether somebody holds a case, as lists and counts ask for it: a claim lapses with nothing written. */
import { sql, type SQL } from 'drizzle-orm';
import { cases } from '../store/schema';

/** The claim still holds; moments of views have one form, so they compare as texts. */
export function claimHolds(): SQL {
  const now = new Date().toISOString();
  return sql`(${cases.view} #>> '{claim,until}' > ${now} or ${cases.view} -> 'held' = 'true')`;
}

/** Nobody has claimed the case, or the claim has lapsed. */
export function unclaimed(): SQL {
  return sql`(${cases.assignee} is null or not ${claimHolds()})`;
}
