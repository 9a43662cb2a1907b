/**
 * What is offered on a case and what the case would answer, in every state that random plays of the model
 * lead to. `UNBIND_TEST_SEED` repeats a run. That real cases go the way of the model, and show the view that
 * is made here, is what model.test.ts plays.
 * @long
 */
import fc from 'fast-check';
import { bulkRepairOf } from '../../checks/bulk-repairs';
import { judgeRepair } from '../../client/api/operations/repairs/kinds/kinds';
import type { ResetDeps } from '../../client/api/operations/reset/plan';
import type { Repair } from '../../wire/operations/repair-requests';
import type { CaseRow } from '../../record/port/desk-record';
import type { BulkVerb } from '../../workflows/contract/operations';
import type { CaseView } from '../../workflows/contract/case-view';
import { CN_2026 } from '../../workflows/calendar/cn-2026';
import { DECISIONS } from '../../workflows/contract/lifecycle';
import { offersOf } from '../../workflows/contract/permissions';
import * as messages from '../../workflows/contract/messages';
import { play } from './commands';
import type { Play } from './commands';
import { advance, apply, asking, forward, openLife, refusal } from './life';
import type { Life, Person } from './life';
import { viewOfLife } from './life-view';
import { wrongOffers } from './offers';

const STEPS = ['unbind-terminals', 'refund-deposit', 'close-account'] as const;
const REASONED = [
  ['hold', 'hold'],
  ['release-hold', 'releaseHold'],
  ['send-back', 'sendBack'],
  ['end', 'end'],
] as const;
const BULK = [
  ['hold', 'hold'],
  ['release-hold', 'releaseHold'],
  ['send-back', 'sendBack'],
] as const;

const SEED = Number(process.env['UNBIND_TEST_SEED'] ?? Date.now() % 1_000_000_000);
/** A seed whose plays come to each planted difference. */
const PLANTED_SEED = 2;
const PLAYS = 1_000;
const OPENED = Date.parse('2026-11-02T01:00:00Z');
const HOUR_MS = 3_600_000;

function worksOn(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return CN_2026.weekendWorkdays.includes(date);
  return !CN_2026.weekdayHolidays.includes(date);
}

/** Plays on the model alone and looks at every state on the way. */
function statesOf({ facts, commands }: Play, look: (life: Life) => void): void {
  const life = openLife(facts, worksOn, OPENED);
  look(life);
  for (const planned of commands) {
    const command = planned.kind === 'forward' ? forward(life) : planned;
    if (command.kind === 'pass') advance(life, life.now + command.hours * HOUR_MS);
    else apply(life, command);
    look(life);
  }
}

/** The first differences that plays come to, or nothing. A planted one shows in the plays of a seed that stays. */
function firstWrong(offered?: typeof offersOf, seed = SEED): readonly string[] {
  let found: readonly string[] = [];
  for (const one of fc.sample(play, { seed, numRuns: PLAYS })) {
    statesOf(one, (life) => {
      if (found.length === 0) found = wrongOffers(viewOfLife(life), life, offered);
    });
    if (found.length > 0) return found;
  }
  return found;
}

test('what is offered to anybody in any state is what the case takes', () => {
  process.stdout.write(`offers: UNBIND_TEST_SEED=${SEED}\n`);
  expect(firstWrong()).toEqual([]);
});

test('plays lead to every decision that can be offered', () => {
  const seen = new Set<string>();
  for (const one of fc.sample(play, { seed: SEED, numRuns: PLAYS })) {
    statesOf(one, (life) => {
      const view: CaseView = viewOfLife(life);
      for (const role of ['agent', 'reviewer', 'operator'] as const) {
        const by = { principalId: view.claim?.by ?? 's_stranger', role, isInvolved: false };
        for (const { decision, refusedBy } of offersOf(view, by)) {
          if (refusedBy === undefined) seen.add(decision);
        }
      }
    });
  }
  expect([...seen].sort()).toEqual([...DECISIONS].sort());
});

type Answer = string | undefined;
/** A repair, what is said of it, and what the case would say. */
type Said = readonly [repair: string, is: Answer | Promise<Answer>, should: Answer];

/** The view alone says what becomes of these repairs. */
const NOTHING_ELSE = {} as ResetDeps;

/** What tries a repair dry, or does it in bulk, as a decision of the model. */
async function wrongRepairs(life: Life): Promise<readonly string[]> {
  const view = viewOfLife(life);
  const by: Person = { principalId: 's_operator', role: 'operator' };
  const row = { caseId: view.caseId, view } as CaseRow;
  const dry = async (repair: Repair) => (await judgeRepair(NOTHING_ELSE, row, repair)).blockers[0];
  const bulk = (verb: BulkVerb) => {
    const repair = bulkRepairOf(verb, view, false);
    return repair.kind === 'skip' ? repair.code : undefined;
  };
  const said: readonly Said[] = [
    ...REASONED.map(([repair, kind]): Said => [kind, dry({ repair }), refusal(life, { kind, by })]),
    ...BULK.map(([verb, kind]): Said => [kind, bulk(verb), refusal(life, { kind, by })]),
    ...STEPS.map((step): Said => [
      `retry ${step}`,
      dry({ repair: 'retry', step }),
      refusal(life, { kind: 'retry', by, step }),
    ]),
    ...STEPS.flatMap((step) =>
      (['effective', 'paid', 'not-closed'] as const).flatMap((outcome) =>
        [undefined, 't_0000000001', 't_9999999999'].map((subject): Said => {
          const parts = { step, outcome, ...(subject !== undefined && { subject }) };
          const name = `resolve ${step} ${outcome} ${subject ?? ''}`;
          const should = refusal(life, { kind: 'resolve', by, ...parts });
          return [name, dry({ repair: 'resolve', ...parts }), should];
        }),
      ),
    ),
  ];
  if (asking(life) > 0) return [];
  // The life goes on meanwhile; what it should say is known by now.
  const heard = await Promise.all(
    said.map(async ([name, is, should]) => [name, await is, should] as const),
  );
  return heard.filter(([, is, should]) => is !== should).map((line) => line.join(', '));
}

test('a dry run and a run in bulk say of every state what the case would say', async () => {
  for (const one of fc.sample(play, { seed: SEED, numRuns: PLAYS })) {
    const looks: Promise<readonly string[]>[] = [];
    const views: CaseView[] = [];
    statesOf(one, (life) => {
      views.push(viewOfLife(life));
      looks.push(wrongRepairs(life));
    });
    for (const [index, wrong] of (await Promise.all(looks)).entries()) {
      if (wrong.length > 0) throw new Error(`${JSON.stringify(views[index])}\n${wrong.join('\n')}`);
    }
  }
});

test('whether a case stands still for the record is left to the case: its row cannot say so', async () => {
  const life = openLife(fc.sample(play, { seed: 1, numRuns: 1 })[0]!.facts, worksOn, OPENED);
  const row = { view: viewOfLife(life) } as CaseRow;
  const repair = { repair: 'retry', step: 'write-ledger' } as const;
  const { blockers } = await judgeRepair(NOTHING_ELSE, row, repair);
  expect(blockers).toEqual([]);
});

describe('a planted difference is found:', () => {
  test('a held case that offers what leaves its status', () => {
    const blind: typeof offersOf = (view, by) => offersOf({ ...view, held: false }, by);
    expect(firstWrong(blind, PLANTED_SEED)).toContainEqual(expect.stringMatching(/, CASE_HELD$/));
  });

  test('a review that is offered to who worked on the case', () => {
    const blind: typeof offersOf = (view, by) => offersOf(view, { ...by, isInvolved: false });
    expect(firstWrong(blind, PLANTED_SEED)).toContainEqual(expect.stringMatching(/, FOUR_EYES$/));
  });

  test('a decision that is left out for a role', () => {
    const deaf: typeof offersOf = (view, by) =>
      offersOf(view, by).filter(({ decision }) => decision !== 'releaseHold');
    expect(firstWrong(deaf, PLANTED_SEED)).toContainEqual(
      'operator s_operator releaseHold: not offered, is taken',
    );
  });
});

test('every decision has the update of its name, and no update is left out', () => {
  const updates = Object.values(messages).flatMap((one) =>
    typeof one === 'object' && one.type === 'update' ? [one.name] : [],
  );
  expect(updates.filter((name) => name !== 'open').sort()).toEqual([...DECISIONS].sort());
  expect(DECISIONS.map((decision) => messages.updateOf(decision).name)).toEqual([...DECISIONS]);
});
