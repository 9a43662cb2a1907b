// scripts/docs/: the pages that are generated from the code.
/** The generated page on the life of a case: a picture and tables from the lifecycle and the policy. */
import {
  ARROWS,
  CASE_STATUSES,
  STAYING_DECISIONS,
  isEnd,
} from '../../workflows/contract/lifecycle';
import type { Arrow, Role, Trigger } from '../../workflows/contract/lifecycle';
import { STATUS } from '../../words/domain';
import { GUARD_WORDS, TRIGGER_WORDS, WAITS_FOR } from './case-life-words';
import type { PolicyRow } from './policy-rows';
import { generatedNote, table } from './markdown';

/** Machine triggers first in a picture's label, so that the happy way reads by itself. */
function labelOf(triggers: readonly Trigger[]): string {
  return [...new Set(triggers.map((trigger) => TRIGGER_WORDS[trigger]))].join(' / ');
}

function identifier(status: string): string {
  return status.replaceAll('-', '_');
}

/** The life as a Mermaid state diagram; arrows to one end are drawn once for each status. */
export function caseLifeDiagram(arrows: readonly Arrow[] = ARROWS): string {
  const pairs = new Map<string, Trigger[]>();
  for (const { from, to, trigger } of arrows) {
    const pair = `${identifier(from)} --> ${identifier(to)}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), trigger]);
  }
  const names = CASE_STATUSES.filter((status) => status.includes('-')).map(
    (status) => `    state "${status}" as ${identifier(status)}`,
  );
  const ends = CASE_STATUSES.filter(isEnd).map((status) => `    ${identifier(status)} --> [*]`);
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...names,
    '    [*] --> awaiting_identity : opened',
    ...[...pairs].map(([pair, triggers]) => `    ${pair} : ${labelOf(triggers)}`),
    ...ends,
    '```',
  ].join('\n');
}

function who(roles: readonly Role[]): string {
  return roles.map((role) => (role === 'system' ? 'the machine' : role)).join(', ');
}

function statusTable(): string {
  const rows = CASE_STATUSES.map((status) => {
    const leadsTo = [...new Set(ARROWS.filter(({ from }) => from === status).map(({ to }) => to))];
    const chinese = STATUS[status]['zh-CN'];
    return [`\`${status}\``, chinese, WAITS_FOR[status], leadsTo.join(', ') || '—'];
  });
  return table(['status', '中文', 'waits for', 'leads to'], rows);
}

function arrowTable(): string {
  const rows = ARROWS.map(({ from, trigger, to, by, guards }) => [
    `\`${from}\``,
    `\`${trigger}\``,
    `\`${to}\``,
    who(by),
    guards.map((guard) => GUARD_WORDS[guard]).join('; ') || '—',
  ]);
  return table(['from', 'by', 'to', 'who', 'only if'], rows);
}

function stayingTable(): string {
  const rows = STAYING_DECISIONS.map(({ trigger, in: statuses, by, guards }) => [
    `\`${trigger}\``,
    statuses.join(', '),
    who(by),
    guards.map((guard) => GUARD_WORDS[guard]).join('; ') || '—',
  ]);
  return table(['decision', 'in', 'who', 'only if'], rows);
}

function policyTable(policy: readonly PolicyRow[]): string {
  return table(
    ['setting', 'default', 'why'],
    policy.map(({ name, duration, reason }) => [`\`${name}\``, duration, reason]),
  );
}

/** The whole page. */
export function caseLifePage(policy: readonly PolicyRow[]): string {
  return `# The life of a case

${generatedNote('workflows/contract/lifecycle.ts and workflows/policy.ts')}

A status says what the case waits for. \`parked\`, \`overdue\`, \`held\` and \`partial\` are marks on a
status, never a status. Once the first unbind request is on its way (the point of no return) nobody can
take the case back; every decision on an ended case is refused with \`UNBIND_CASE_ENDED\`.

${caseLifeDiagram()}

## Statuses

${statusTable()}

## Every way from one status to another

${arrowTable()}

## Decisions that leave the status as it is

${stayingTable()}

## Durations and limits

Working time counts 9 hours a working day by the Chinese calendar that the case was opened with, make-up
workdays included. A case keeps the durations that it was opened with; \`UNBIND_POLICY\` replaces any of
them for cases opened from then on.

${policyTable(policy)}
`;
}
