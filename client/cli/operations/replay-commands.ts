/** Histories to files, and replaying them on a build of the workflows: the gate of a release. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { UNBIND_REASONS } from '../../../workflows/contract/case-view';
import type { ReplayVerdict } from '../../../workflows/contract/ports';
import type { HistoryToReplay } from '../../../worker/replay';
import { does, given } from '../actions';
import { FORMS } from '../../../wire/forms';
import { ShownEnding, usage } from '../failures';
import { namedFolder, readJsonLines, readJsonObject } from '../input/files';
import type { CliIo } from '../io';
import { showProgress } from '../text/progress';
import {
  CASE_ID,
  TIME,
  caseIdOf,
  choice,
  reading,
  readingEach,
  statusesOption,
  whole,
} from '../input/readers';
import type { Session } from '../session';
import type { Words } from '../text/words';
import { pathOf } from '../../../wire/routes';

interface Selection {
  open?: boolean;
  status?: string;
  parked?: boolean;
  overdue?: boolean;
  reason?: string;
  from?: string;
  to?: string;
}

interface Named {
  readonly workflowId: string;
  readonly history: unknown;
}

/** Histories that come page by page; `total` is told once it is known. */
interface Stream {
  readonly items: AsyncGenerator<Named>;
  readonly total: () => number | undefined;
  readonly missing: string[];
}

function filterOf({ status, parked, overdue, reason, from, to }: Selection) {
  return given({
    status,
    reason,
    parked: parked === true ? 'true' : undefined,
    overdue: overdue === true ? 'true' : undefined,
    openedFrom: from,
    openedTo: to,
  });
}

/** One page is in memory at a time. */
function selected(session: Session, selection: Selection): Stream {
  const missing: string[] = [];
  let total: number | undefined;
  async function* items(): AsyncGenerator<Named> {
    let cursor: string | undefined;
    do {
      const query = { ...filterOf(selection), cursor };
      const page = await session.client.get(pathOf('listHistories'), FORMS.histories, query);
      total ??= page.total;
      missing.push(...page.missing);
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  return { items: items(), total: () => total, missing };
}

function named(session: Session, caseIds: readonly string[]): Stream {
  async function* items(): AsyncGenerator<Named> {
    for (const caseId of caseIds) {
      const { history } = await session.client.get(
        pathOf('readHistory', { caseId }),
        FORMS.history,
      );
      yield { workflowId: caseId, history };
    }
  }
  return { items: items(), total: () => caseIds.length, missing: [] };
}

/** A history as Temporal writes it, or as the API answers it. */
function namedBy(workflowId: string, read: Readonly<Record<string, unknown>>): Named {
  return { workflowId, history: 'history' in read ? read['history'] : read };
}

/** What the console saves: a history on each line. */
const LINES = '.jsonl';

function ofFiles({ io }: Session, files: readonly string[]): Stream {
  async function* items(): AsyncGenerator<Named> {
    for (const file of files) {
      if (!file.endsWith(LINES)) {
        yield namedBy(file, await readJsonObject(io, file));
        continue;
      }
      for await (const read of readJsonLines(io, file)) {
        const { workflowId } = read;
        yield namedBy(typeof workflowId === 'string' ? workflowId : file, read);
      }
    }
  }
  // How many there are is known where each file holds one.
  const total = files.some((file) => file.endsWith(LINES)) ? undefined : files.length;
  return { items: items(), total: () => total, missing: [] };
}

/** Exactly one way of saying which histories are meant. */
function streamOf(
  session: Session,
  selection: Selection,
  cases: readonly string[],
  files: readonly string[],
): Stream {
  const ways = [
    selection.open === true,
    Object.keys(filterOf(selection)).length > 0,
    cases.length > 0,
    files.length > 0,
  ].filter(Boolean).length;
  if (ways !== 1) {
    throw usage({
      'zh-CN': '请指明历史：工单、文件、--open，或 --status 等筛选条件。',
      en: 'Say which histories: cases, files, --open, or a filter such as --status.',
    });
  }
  if (files.length > 0) return ofFiles(session, files);
  if (cases.length > 0) return named(session, cases.map(caseIdOf));
  return selected(session, selection);
}

interface HistoryOptions extends Selection {
  out?: string;
}

/** One history goes to standard output as the API answers it; several go to files. */
async function history(
  session: Session,
  options: HistoryOptions,
  args: readonly string[],
): Promise<void> {
  const { out } = options;
  const [first, ...more] = args;
  if (out === undefined) {
    if (first === undefined || more.length > 0) {
      throw usage({
        'zh-CN': '多份历史须用 --out 指定文件夹。',
        en: 'Several histories need --out DIR.',
      });
    }
    const path = pathOf('readHistory', { caseId: caseIdOf(first) });
    const answer = await session.client.get(path, FORMS.history);
    session.io.out(`${JSON.stringify(answer, undefined, 2)}\n`);
    return;
  }
  const stream = streamOf(session, options, args, []);
  const folder = await namedFolder(session.io, out);
  const progress = showProgress(session.io, stream.total);
  let written = 0;
  for await (const { workflowId, history: content } of stream.items) {
    // A reopened refund has colons in its id, which not every file system takes.
    const file = join(folder, `${workflowId.replaceAll(':', '.')}.json`);
    await writeFile(file, `${JSON.stringify(content)}\n`);
    written += 1;
    progress.step();
  }
  progress.end();
  session.show({ written, missing: stream.missing }, () => [
    `${session.words.say('written')}: ${written}`,
    ...stream.missing.map((id) => `${id}: ${session.words.say('historyGone')}`),
  ]);
}

interface ReplayOptions extends Selection {
  case?: readonly string[];
  bundle?: string;
  concurrency?: number;
}

/** Exit code 1 where one history does not replay: nothing should be deployed then. */
async function replay(
  session: Session,
  options: ReplayOptions,
  files: readonly string[],
): Promise<void> {
  const stream = streamOf(session, options, options.case ?? [], files);
  // The engine is loaded only here: every other command starts without it.
  const { bundleAt, quietReplays, replayHistories } = await import('../../../worker/replay.js');
  const { historyFromJson } = await import('../../../temporal/history-json.js');
  const path = options.bundle === undefined ? undefined : resolve(session.io.cwd, options.bundle);
  const codePath = bundleAt(path);
  if (codePath === undefined) {
    const where = path ?? 'dist';
    throw usage({
      'zh-CN': `${where} 没有工作流构建包。`,
      en: `There is no workflow bundle at ${where}.`,
    });
  }
  quietReplays();
  async function* decoded(): AsyncGenerator<HistoryToReplay> {
    for await (const { workflowId, history: content } of stream.items) {
      yield { workflowId, history: decode(workflowId, content, historyFromJson) };
    }
  }
  const progress = showProgress(session.io, stream.total);
  const failed: ReplayVerdict[] = [];
  let replayed = 0;
  await replayHistories(decoded(), {
    bundle: { codePath },
    concurrency: options.concurrency ?? 1,
    onVerdict(verdict) {
      replayed += 1;
      if (!verdict.replays) failed.push(verdict);
      progress.step();
    },
  });
  progress.end();
  session.show({ replayed, failed, missing: stream.missing }, () => [
    ...failed.flatMap((verdict) => failureLines(verdict, session.words)),
    ...stream.missing.map((id) => `${id}: ${session.words.say('historyGone')}`),
    `${session.words.say('replayed')}: ${replayed}  ${session.words.say('failed')}: ${failed.length}`,
  ]);
  if (failed.length > 0) throw new ShownEnding('refused');
}

function decode(
  workflowId: string,
  content: unknown,
  fromJson: (json: unknown) => HistoryToReplay['history'],
): HistoryToReplay['history'] {
  try {
    const history = fromJson(content);
    if ((history.events ?? []).length > 0) return history;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw usage(
      { 'zh-CN': `${workflowId} 不是工作流历史。`, en: `${workflowId} is not a history.` },
      error.message,
    );
  }
  throw usage({
    'zh-CN': `${workflowId} 不是工作流历史：其中没有事件。`,
    en: `${workflowId} is not a history: it has no events.`,
  });
}

function failureLines({ workflowId, failure }: ReplayVerdict, { say }: Words): string[] {
  const { eventId, eventType, recorded, wanted, message } = failure ?? { message: '' };
  const at = eventId === undefined ? '' : `${say('event')} ${eventId} ${eventType ?? ''}`;
  const found = recorded === undefined ? '' : ` (${recorded})`;
  return [
    `${workflowId}  ${at}${found}`.trimEnd(),
    ...(wanted === undefined ? [] : [`  ${say('wanted')} ${wanted}`]),
    `  ${message}`,
  ];
}

function withSelection(command: Command): Command {
  return command
    .option('--open', 'every open workflow that carries a case')
    .addOption(statusesOption())
    .option('--parked', 'parked cases')
    .option('--overdue', 'overdue cases')
    .addOption(choice('--reason <reason>', 'cases of this reason', UNBIND_REASONS))
    .addOption(reading('--from <moment>', 'cases opened from here on', TIME))
    .addOption(reading('--to <moment>', 'cases opened until, that day included', TIME));
}

export function addReplayCommands(ops: Command, io: CliIo): void {
  withSelection(
    ops
      .command('history')
      .alias('histories')
      .description('the history in Temporal: of one case with its ledger, or of many as files')
      .argument('[case...]', 'ids of cases')
      .option('--out <folder>', 'write each history to a file there'),
  ).action(does<HistoryOptions>(io, history));
  withSelection(
    ops
      .command('replay')
      .description(
        'does a build of the workflows take these cases on? Exit code 1: do not deploy it',
      )
      .argument(
        '[files...]',
        'histories as Temporal or `ops history` writes them, or as the console saves them (.jsonl)',
      )
      .addOption(readingEach('--case <case>', 'one case; give one for each', CASE_ID))
      .option('--bundle <path>', 'the build to try: its bundle or its folder (default: this build)')
      .addOption(reading('--concurrency <number>', 'replays side by side (default: 1)', whole())),
  ).action(does<ReplayOptions>(io, replay));
}
