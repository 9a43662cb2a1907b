// local/desk/: everything of a desk that runs on one machine, and where it is found.
/** What a new desk still lacks before its first case can go through, for whoever sets it up. */
import type { DeskRecord } from '../../record/port/desk-record';
import { ARROWS, STAYING_DECISIONS, type Trigger } from '../../workflows/contract/lifecycle';

const MOST_PEOPLE = 1_000;

/** One line for each thing that is missing; none where the desk is whole. */
export async function deskLacks(record: DeskRecord): Promise<readonly string[]> {
  const people = (await record.staff.list(MOST_PEOPLE)).filter(({ disabled }) => !disabled);
  const whoMay = (trigger: Trigger) => {
    const rows = [...ARROWS, ...STAYING_DECISIONS].filter((row) => row.trigger === trigger);
    return people.filter(({ role }) => rows.some(({ by }) => by.includes(role)));
  };
  const [agents, reviewers] = [whoMay('verifyIdentity'), whoMay('approve')];
  const lacks: readonly (readonly [boolean, string])[] = [
    [people.every(({ role }) => role !== 'admin'), 'an admin, who adds people in the console'],
    [agents.length === 0, 'an agent, who takes cases'],
    [
      reviewers.length === 0 || new Set([...agents, ...reviewers]).size < 2,
      'a reviewer beside whoever takes the case: nobody approves what they worked on',
    ],
    [
      whoMay('retry').length < 2,
      'a second operator or admin: a repair that moves money waits for another one to approve it',
    ],
    [
      (await record.terms.inForce(new Date())).length === 0,
      'terms in force, to which a merchant consents',
    ],
  ];
  return lacks.filter(([isMissing]) => isMissing).map(([, what]) => what);
}
