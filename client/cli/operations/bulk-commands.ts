/** One repair for many cases: what it would do, start, progress, report, stop. */
import type { Command } from 'commander';
import { EFFECT_PLAN_WORDS, REPAIR_WORDS, VERB_WORDS } from '../../../words/causes';
import { STEP } from '../../../words/domain';
import { BULK_ITEM_STATE, BULK_STATE } from '../../../words/operations';
import { named } from '../../../words/phrase';
import { MAX_BULK_CASES, MAX_BULK_RATE } from '../../../wire/operations/operations-requests';
import { UNBIND_REASONS } from '../../../workflows/contract/case-view';
import { OPEN_STATUSES } from '../../../workflows/contract/lifecycle';
import { BULK_VERBS, type BulkVerb } from '../../../workflows/contract/operations';
import { moneyText } from '../../../workflows/contract/money';
import { does, given, reasonMissing, yesOption } from '../actions';
import type { BulkItems, BulkPlan, BulkRun } from '../../../wire/operations/operations-answers';
import { FORMS } from '../../../wire/forms';
import { ShownEnding, usage } from '../failures';
import type { CliIo } from '../io';
import { showProgress } from '../text/progress';
import {
  BULK_RUN_ID,
  CASE_ID,
  CAUSE,
  TEXT,
  TIME,
  argument,
  choice,
  choiceEach,
  reading,
  readingEach,
  whole,
} from '../input/readers';
import { type Session, confirm } from '../session';
import { factLines, indented, tableLines } from '../text/tables';
import { pathOf } from '../../../wire/routes';

interface BulkOptions {
  cause?: string;
  status?: readonly string[];
  caseReason?: string;
  before?: string;
  case?: readonly string[];
  reason?: string;
  limit?: number;
  rate?: number;
  stopAfter?: number;
  dryRun?: boolean;
  wait?: boolean;
  yes?: boolean;
}

/** Between two looks at a run, ms. */
const LOOK_MS = 1_000;

function bodyOf(verb: BulkVerb, options: BulkOptions) {
  const { cause, status, caseReason, before, limit, case: caseIds } = options;
  const select = given({ cause, status, reason: caseReason, sinceBefore: before, caseIds });
  if (Object.keys(select).length === 0) {
    throw usage({
      'zh-CN': '请指明工单：--cause、--status、--case-reason、--before 或 --case。',
      en: 'Say which cases: --cause, --status, --case-reason, --before or --case.',
    });
  }
  return { verb, select, ...given({ limit }) };
}

function planLines({ words }: Session, plan: BulkPlan): string[] {
  const { lang } = words;
  const repairs = plan.repairs.map(({ kind, code, cases }) => [
    String(cases),
    [named(REPAIR_WORDS, kind)[lang], code].filter(Boolean).join(': '),
  ]);
  const effects = plan.effects.map(({ plan: kind, count }) => [
    String(count),
    named(EFFECT_PLAN_WORDS, kind)[lang],
  ]);
  const counts = (rows: string[][], what: string) =>
    tableLines([{ head: '#', right: true }, { head: what }], rows);
  const cases = tableLines(
    [
      { head: words.say('case') },
      { head: words.say('status') },
      { head: words.say('action') },
      { head: words.say('code') },
    ],
    plan.cases.map(({ caseId, status, repair, step, code }) => [
      caseId,
      words.status(status),
      [named(REPAIR_WORDS, repair)[lang], step && words.called(STEP, step)]
        .filter(Boolean)
        .join(': '),
      code ?? '',
    ]),
  );
  const more = plan.matched - plan.cases.length;
  return [
    ...cases,
    ...(more > 0 ? [`… ${more}`] : []),
    '',
    ...factLines([
      [named(VERB_WORDS, plan.verb)[lang], `${plan.wouldAct} / ${plan.matched}`],
      [words.say('money'), plan.money.map((owed) => moneyText(owed, words.lang)).join(', ')],
    ]),
    ...indented(counts(repairs, words.say('action'))),
    ...indented(counts(effects, words.say('effects'))),
  ];
}

function runLines({ words, clock }: Session, run: BulkRun): string[] {
  const { done, skipped, failed, parkedAgain, left, total } = run;
  return factLines([
    [run.runId, `${words.called(VERB_WORDS, run.verb)} (${words.say('by')} ${run.by})`],
    [words.say('state'), words.called(BULK_STATE, run.state)],
    [words.say('done'), `${done} / ${total}`],
    [words.say('skipped'), String(skipped)],
    [words.say('failed'), String(failed)],
    [words.say('parkedAgain'), String(parkedAgain)],
    [words.say('left'), String(left)],
    [words.say('reason'), run.reason],
    [words.say('since'), clock.full(run.startedAt)],
    [words.say('ended'), run.endedAt === undefined ? undefined : clock.full(run.endedAt)],
  ]);
}

function itemLines({ words }: Session, { items }: BulkItems): string[] {
  return tableLines(
    [
      { head: words.say('case') },
      { head: words.say('state') },
      { head: words.say('code') },
      { head: words.say('subject') },
    ],
    items.map(({ caseId, state, code, subject }) => [
      caseId,
      words.called(BULK_ITEM_STATE, state),
      code ?? '',
      subject,
    ]),
  );
}

/** Follows a run to its end. Interrupted, it goes on without anybody looking. */
async function follow(session: Session, started: BulkRun): Promise<BulkRun> {
  const { io, client } = session;
  const progress = showProgress(io, () => started.total);
  let run = started;
  while (run.state === 'running') {
    await io.pause(LOOK_MS, io.signal);
    run = await client.get(pathOf('readBulkRun', run), FORMS.bulkRun);
    progress.at(run.total - run.left);
  }
  progress.end();
  return run;
}

async function report(session: Session, run: BulkRun): Promise<void> {
  const query = { state: 'failed' };
  const failed =
    run.failed === 0
      ? { items: [] }
      : await session.client.get(pathOf('listBulkCases', run), FORMS.bulkItems, query);
  session.show({ ...run, failedCases: failed.items }, () => [
    ...runLines(session, run),
    '',
    ...itemLines(session, failed),
  ]);
  const clean = run.failed === 0 && run.parkedAgain === 0 && run.state !== 'stopped-on-errors';
  if (!clean) throw new ShownEnding('refused');
}

function bulk(verb: BulkVerb): (session: Session, options: BulkOptions) => Promise<void> {
  return async (session, options) => {
    const { client, io } = session;
    const body = bodyOf(verb, options);
    if (options.dryRun === true) {
      const plan = await client.post(pathOf('planBulk'), FORMS.bulkPlan, body);
      session.show(plan, () => planLines(session, plan));
      return;
    }
    const { reason, rate, stopAfter, yes = false } = options;
    if (reason === undefined) throw reasonMissing();
    if (!yes) {
      const plan = await client.post(pathOf('planBulk'), FORMS.bulkPlan, body);
      await confirm(session, planLines(session, plan), false);
    }
    const order = { ...body, reason, ...given({ ratePerSecond: rate, stopAfter }) };
    const run = await client.post(pathOf('startBulk'), FORMS.bulkRun, order);
    if (options.wait === false) {
      session.show(run, () => runLines(session, run));
      return;
    }
    if (io.isInteractive) io.err(`${run.runId}\n`);
    await report(session, await follow(session, run));
  };
}

async function show(
  session: Session,
  { state }: { state?: string },
  [runId]: readonly string[],
): Promise<void> {
  const { client } = session;
  if (runId === undefined) {
    const runs = await client.get(pathOf('listBulkRuns'), FORMS.bulkRuns);
    session.show(runs, () =>
      runs.items.length === 0
        ? [session.words.say('nothing')]
        : runs.items.flatMap((run) => [...runLines(session, run), '']),
    );
    return;
  }
  const run = await client.get(pathOf('readBulkRun', { runId }), FORMS.bulkRun);
  const items = await client.get(
    pathOf('listBulkCases', { runId }),
    FORMS.bulkItems,
    given({ state }),
  );
  session.show({ ...run, cases: items.items }, () => [
    ...runLines(session, run),
    '',
    ...itemLines(session, items),
  ]);
}

async function stop(session: Session, _: object, [runId = '']: readonly string[]): Promise<void> {
  const run = await session.client.post(pathOf('stopBulkRun', { runId }), FORMS.bulkRun, null);
  session.show(run, () => runLines(session, run));
}

const WHAT: Readonly<Record<BulkVerb, string>> = {
  retry: 'try parked steps again, and what waits for its next attempt at once',
  hold: 'hold the cases: no new request leaves, their clocks stand still',
  'release-hold': 'let held cases go on',
  'send-back': 'send the cases back for a correction, before the first unbind request',
  'resend-notice': 'send again the notices that reached nobody',
};

export function addBulkCommands(ops: Command, io: CliIo): void {
  const group = ops.command('bulk').description('one repair for many cases, by cause or filter');
  for (const verb of BULK_VERBS) {
    group
      .command(verb)
      .description(WHAT[verb])
      .addOption(
        reading(
          '--cause <cause>',
          'as `ops attention` names it, e.g. parked:UNBIND_REFUND_BLOCKED',
          CAUSE,
        ),
      )
      .addOption(
        choiceEach('--status <status>', 'cases in this status; give one for each', OPEN_STATUSES),
      )
      .addOption(choice('--case-reason <reason>', 'cases of this reason', UNBIND_REASONS))
      .addOption(reading('--before <moment>', 'what began before', TIME))
      .addOption(readingEach('--case <case>', 'one case; give one for each', CASE_ID))
      .addOption(reading('--reason <text>', 'why; a note of every case', TEXT))
      .addOption(
        reading(
          '--limit <number>',
          'at most so many cases, the longest waiting first',
          whole(MAX_BULK_CASES),
        ),
      )
      .addOption(reading('--rate <number>', 'cases a second (default: 10)', whole(MAX_BULK_RATE)))
      .addOption(
        reading(
          '--stop-after <number>',
          'errors after which it stops (default: 10)',
          whole(MAX_BULK_CASES),
        ),
      )
      .option('--dry-run', 'show what would happen to each case, and do nothing')
      .option('--no-wait', 'do not wait for the end')
      .addOption(yesOption())
      .action(does<BulkOptions>(io, bulk(verb)));
  }
  group
    .command('show')
    .description('how far a run is and what became of its cases; without an id: the latest runs')
    .addArgument(argument('[run]', 'id of the run', BULK_RUN_ID))
    .addOption(
      choice('--state <state>', 'cases in this state', ['planned', 'done', 'skipped', 'failed']),
    )
    .action(does<{ state?: string }>(io, show));
  group
    .command('stop')
    .description('take no further case; what is done stays done')
    .addArgument(argument('<run>', 'id of the run', BULK_RUN_ID))
    .action(does<object>(io, stop));
}
