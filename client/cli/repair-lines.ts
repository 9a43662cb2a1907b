/** What repairs answer, as lines: dry runs, proposals, results. */
import { Option } from 'commander';
import { FORMS } from '../../wire/forms';
import type { Proposal, Proposed, RepairPlan, Repaired } from '../../wire/repair-answers';
import { showReceipt } from './proof-commands';
import type { Session } from './session';
import { indented, tableLines } from './tables';
import { harmless } from './text-width';
import { REPAIR_OPERATIONS, pathOf } from '../../wire/routes';
import type { RepairKind } from '../../wire/repair-requests';

export function dryRunOption(): Option {
  return new Option('--dry-run', 'say what would happen, and do nothing');
}

/** Asks what a repair would do, and shows it. */
export async function showDryRun(session: Session, caseId: string, repair: object): Promise<void> {
  const path = pathOf('planRepair', { caseId });
  const plan = await session.client.post(path, FORMS.repairPlan, repair);
  session.show(plan, () => planLines(session, plan));
}

/** Sends a repair; says where the case stands, or who has to approve it. */
export async function sendRepair(
  session: Session,
  caseId: string,
  kind: RepairKind,
  body: object,
): Promise<void> {
  const path = pathOf(REPAIR_OPERATIONS[kind], { caseId });
  const answer = await session.client.post(path, FORMS.repairedOrProposed, body);
  showRepaired(session, answer);
}

function showRepaired(session: Session, answer: Repaired | Proposed): void {
  if (!('proposal' in answer)) {
    showReceipt(session, answer);
    return;
  }
  const { caseId, number } = answer.proposal;
  session.show(answer, () => [
    session.words.say('proposed'),
    `  unbind ops approve ${caseId} ${number}`,
  ]);
}

/** The repair of a proposal in one line: its name and its parts. */
export function repairWords({ repair }: Pick<Proposal, 'repair'>): string {
  const { repair: name, ...parts } = repair;
  const said = Object.entries(parts).map(([part, value]) => `${part}=${String(value)}`);
  return [name, ...said].join(' ');
}

export function planLines({ words, clock }: Session, plan: RepairPlan): string[] {
  const effects = tableLines(
    [
      { head: words.say('key') },
      { head: words.say('state') },
      { head: words.say('provider') },
      { head: words.say('message') },
    ],
    plan.effects.map((one) => [one.key, one.done, one.providerSays ?? '', one.what]),
  );
  const later = tableLines(
    [
      { head: words.say('point') },
      { head: `${words.say('at')} (${clock.offset})` },
      { head: words.say('event') },
      { head: words.say('by') },
      { head: words.say('repeat') },
    ],
    plan.later.map((one) => [
      String(one.eventId),
      clock.short(one.at),
      one.what,
      one.by ?? '',
      words.yesOrNo(one.repeat),
    ]),
  );
  return [
    ...plan.sentences.map(harmless),
    ...plan.payments.map(({ what }) => harmless(what)),
    ...plan.blockers.map(({ code, message }) => `${code}: ${harmless(message)}`),
    ...(effects.length === 0 ? [] : ['', words.say('effects'), ...indented(effects)]),
    ...(later.length === 0 ? [] : ['', words.say('later'), ...indented(later)]),
  ];
}
