/**
 * Follows a case until it ends. The ledger is asked for, in growing intervals while nothing happens; the
 * case itself is only read when the ledger has grown.
 */
import type { Command } from 'commander';
import { isEnd } from '../../../workflows/contract/lifecycle';
import { doesToCase } from '../actions';
import type { CaseAnswer, Timeline } from '../../../wire/cases/case-answers';
import { FORMS } from '../../../wire/forms';
import { entryLine } from '../text/timeline-lines';
import { ApiRefusal, CliFailure } from '../failures';
import { PARTY } from '../../../words/domain';
import type { CliIo } from '../io';
import { reading, whole } from '../input/readers';
import type { Session } from '../session';
import { pathOf } from '../../../wire/routes';

/** Pause after something has happened, ms. */
const SHORT_PAUSE_MS = 1_000;
/** Longest pause while nothing happens, ms. */
const LONG_PAUSE_MS = 15_000;
const GROWTH = 1.5;

/** An outage is waited out; a refusal ends the watching. */
async function unlessOut<T>({ io, config }: Session, read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    const isOutage =
      (error instanceof ApiRefusal || error instanceof CliFailure) &&
      error.ending === 'unavailable';
    if (!isOutage) throw error;
    const told = error instanceof CliFailure ? error.said[config.lang] : error.message;
    io.err(`${told}\n`);
    return undefined;
  }
}

function showEntry(session: Session, entry: Timeline['items'][number], people: Timeline['people']) {
  const { io, config } = session;
  const line = config.json
    ? JSON.stringify({ type: 'event', ...entry, name: people[entry.by.principalId] })
    : entryLine(session, entry, people);
  io.out(`${line}\n`);
}

function showStanding(session: Session, { status, view }: CaseAnswer): void {
  const { io, config, words, clock } = session;
  if (config.json) {
    const { waitsFor, nextDueAt, parked } = view;
    io.out(`${JSON.stringify({ type: 'standing', status, waitsFor, nextDueAt, parked })}\n`);
    return;
  }
  const due =
    view.nextDueAt === undefined ? '' : `  ${words.say('due')} ${clock.short(view.nextDueAt)}`;
  const parked = view.parked === undefined ? '' : `  ${words.say('parked')} ${view.parked.code}`;
  const waits = isEnd(status)
    ? ''
    : `  ${words.say('waits')} ${words.called(PARTY, view.waitsFor)}`;
  io.out(`  = ${words.status(status)}${waits}${due}${parked}\n`);
}

async function watch(session: Session, caseId: string, options: { for?: number }): Promise<void> {
  const { io, client, config, words } = session;
  const until =
    options.for === undefined ? undefined : io.now().getTime() + options.for * 60 * 1_000;
  let shown = 0;
  let hasMoved = false;
  let pauseMs = SHORT_PAUSE_MS;
  if (!config.json) io.err(`${words.say('watching')}\n`);
  for (;;) {
    const path = pathOf('readTimeline', { caseId });
    const timeline = await unlessOut(session, client.get(path, FORMS.timeline));
    const fresh = timeline?.items.filter(({ position }) => position > shown) ?? [];
    for (const entry of fresh) showEntry(session, entry, timeline?.people ?? {});
    shown = Math.max(shown, ...fresh.map(({ position }) => position));
    hasMoved ||= fresh.length > 0;
    if (hasMoved) {
      const answer = await unlessOut(
        session,
        client.get(pathOf('readCase', { caseId }), FORMS.case),
      );
      if (answer) showStanding(session, answer);
      if (answer && isEnd(answer.status)) return;
      hasMoved = answer === undefined;
    }
    pauseMs = fresh.length > 0 ? SHORT_PAUSE_MS : Math.min(pauseMs * GROWTH, LONG_PAUSE_MS);
    if (until !== undefined && io.now().getTime() + pauseMs > until) {
      throw new CliFailure('unavailable', {
        'zh-CN': `${caseId} 尚未结束。`,
        en: `${caseId} is still open.`,
      });
    }
    await io.pause(pauseMs, io.signal);
  }
}

export function addWatchCommand(program: Command, io: CliIo): void {
  program
    .command('watch')
    .description('follow a case live until it ends; with --json one object a line')
    .argument('<case>', 'id of the case')
    .addOption(reading('--for <minutes>', 'give up after that time (exit code 5)', whole()))
    .action(doesToCase<{ for?: number }>(io, watch));
}
