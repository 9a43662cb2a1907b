/** What repairs answer, as lines: dry runs, proposals, results. */
import { Option } from 'commander';
import { FORMS } from '../../../wire/forms';
import type {
  Proposal,
  Proposed,
  Repair,
  RepairPlan,
  Repaired,
} from '../../../wire/operations/repair-answers';
import { OUTCOME, STEP } from '../../../words/domain';
import { EFFECT_DONE, PROVIDER_STATE, REFERENCE, REPAIR_NAME } from '../../../words/operations';
import type { Phrase } from '../../../words/phrase';
import type { Word, Words } from './words';
import { showReceipt } from '../cases/proof-commands';
import type { Session } from '../session';
import { indented, tableLines } from './tables';
import { harmless } from './text-width';
import { REPAIR_OPERATIONS, pathOf } from '../../../wire/routes';
import type { RepairKind } from '../../../wire/operations/repair-requests';

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

type PartOf<R> = R extends object ? Exclude<keyof R, 'repair'> : never;
/** What the parts of a repair are called. */
const PARTS: Readonly<Record<PartOf<Repair>, Word>> = {
  step: 'step',
  subject: 'subject',
  outcome: 'outcome',
  reference: 'reference',
  old: 'old',
  new: 'new',
  point: 'point',
  runId: 'run',
  repeat: 'repeat',
  payments: 'payment',
};
const VALUES: Readonly<Record<string, Phrase>> = { ...STEP, ...OUTCOME, ...REFERENCE };

/** The repair of a proposal in one line: its name and its parts, in English as commands take them. */
export function repairWords(words: Words, { repair }: Pick<Proposal, 'repair'>): string {
  const { repair: name, ...parts } = repair;
  const labels: Readonly<Record<string, Phrase>> = mapped(words);
  const said = Object.entries(parts).map(
    ([part, value]) => `${words.called(labels, part)}=${words.called(VALUES, String(value))}`,
  );
  return [words.called(REPAIR_NAME, name), ...said].join(' ');
}

function mapped(words: Words): Readonly<Record<string, Phrase>> {
  return Object.fromEntries(Object.entries(PARTS).map(([part, word]) => [part, words.both(word)]));
}

export function planLines({ words, clock }: Session, plan: RepairPlan): string[] {
  const effects = tableLines(
    [
      { head: words.say('key') },
      { head: words.say('state') },
      { head: words.say('provider') },
      { head: words.say('message') },
    ],
    plan.effects.map((one) => [
      one.key,
      words.called(EFFECT_DONE, one.done),
      one.providerSays === undefined ? '' : words.called(PROVIDER_STATE, one.providerSays),
      one.what,
    ]),
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
