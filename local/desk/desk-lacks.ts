/** What a new desk still lacks before its first case can go through, for whoever sets it up. */
import type { DeskRecord } from '../../record/port/desk-record';
import { DATA_CONSENTS } from '../../workflows/contract/case-view';
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
  const published = new Set((await record.terms.inForce(new Date())).map(({ kind }) => kind));
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
    [!published.has('service'), 'terms in force, to which a merchant consents'],
    [
      !DATA_CONSENTS.every((kind) => published.has(kind)),
      'terms of kind identity-data and financial-data, each agreed to apart (PIPL, art. 28, 29)',
    ],
  ];
  return lacks.filter(([isMissing]) => isMissing).map(([, what]) => what);
}
