// client/cli/operations/: commands of operators, below `unbind ops`.
/** What needs a person: groups by cause, or the cases of one. */
import type { Command } from 'commander';
import { CAUSE_WORDS, groupSentence } from '../../../words/causes';
import { SILENT } from '../../../words/operations';
import { named } from '../../../words/phrase';
import { UNBIND_REASONS } from '../../../workflows/contract/case-view';
import { type ErrorCode, errorCodeOf } from '../../../workflows/contract/errors';
import { OPEN_STATUSES } from '../../../workflows/contract/lifecycle';
import { moneyText } from '../../../workflows/contract/money';
import { does, given } from '../actions';
import type { Attention, AttentionCases } from '../../../wire/operations/operations-answers';
import { FORMS } from '../../../wire/forms';
import type { CliIo } from '../io';
import { CAUSE, CURSOR, MINOR_UNITS, TIME, choice, reading, whole } from '../input/readers';
import type { Session } from '../session';
import { tableLines } from '../text/tables';
import { pathOf } from '../../../wire/routes';

interface AttentionOptions {
  cases?: boolean;
  cause?: string;
  status?: string;
  caseReason?: string;
  before?: string;
  moneyFrom?: string;
  cursor?: string;
  limit?: number;
}

function codeIn(code: string | undefined): ErrorCode | undefined {
  return errorCodeOf(code);
}

function groupLines({ words, clock }: Session, { groups, silent }: Attention): string[] {
  const table = tableLines(
    [
      { head: words.say('cases'), right: true },
      { head: `${words.say('since')} (${clock.offset})` },
      { head: words.say('money'), right: true },
      { head: words.say('cause') },
      { head: words.say('what') },
    ],
    groups.map(({ name, cause, code, answer, cases, since, money }) => [
      String(cases),
      since === undefined ? '' : clock.short(since),
      money.map((owed) => moneyText(owed, words.lang)).join(', '),
      name,
      groupSentence({ cause, code: codeIn(code), answer }, words.lang),
    ]),
  );
  const quiet = silent.map((who) => `${words.say('silent')}: ${words.called(SILENT, who)}`);
  const nothing = table.length === 0 ? [words.say('nothingToDo')] : table;
  return [...nothing, ...quiet];
}

function caseLines({ words, clock }: Session, { items, nextCursor }: AttentionCases): string[] {
  const table = tableLines(
    [
      { head: words.say('case') },
      { head: words.say('status') },
      { head: `${words.say('since')} (${clock.offset})` },
      { head: words.say('money'), right: true },
      { head: words.say('cause') },
      { head: words.say('subject') },
      { head: words.say('attempt'), right: true },
      { head: words.say('next') },
    ],
    items.map((item, index) => [
      item.caseId,
      item.status === undefined ? '' : words.status(item.status),
      item.since === undefined ? '' : clock.short(item.since),
      // The money of a case is told once, however much of it needs a person.
      items.findIndex(({ caseId }) => caseId === item.caseId) < index
        ? ''
        : item.money.map((owed) => moneyText(owed, words.lang)).join(', '),
      [item.code ?? named(CAUSE_WORDS, item.cause)[words.lang], item.answer]
        .filter((text) => text !== undefined)
        .join(' '),
      item.subject,
      item.attempt === undefined ? '' : String(item.attempt),
      item.nextAt === undefined ? '' : clock.short(item.nextAt),
    ]),
  );
  const more = nextCursor === undefined ? [] : ['', `${words.say('more')} --cursor ${nextCursor}`];
  return table.length === 0 ? [words.say('nothingToDo')] : [...table, ...more];
}

async function attention(session: Session, options: AttentionOptions): Promise<void> {
  const { cases, caseReason, before, moneyFrom, limit, ...same } = options;
  const query = given({
    ...same,
    reason: caseReason,
    sinceBefore: before,
    moneyFrom,
    limit: limit === undefined ? undefined : String(limit),
  });
  if (cases !== true && Object.keys(query).length === 0) {
    const answer = await session.client.get(pathOf('readAttention'), FORMS.attention);
    session.show(answer, () => groupLines(session, answer));
    return;
  }
  const answer = await session.client.get(
    pathOf('listAttentionCases'),
    FORMS.attentionCases,
    query,
  );
  session.show(answer, () => caseLines(session, answer));
}

export function addAttentionCommand(ops: Command, io: CliIo): void {
  ops
    .command('attention')
    .description('what needs a person, by cause: how many cases, since when, how much money')
    .option('--cases', 'case by case, the longest waiting first')
    .addOption(
      reading('--cause <cause>', 'cases of one cause, as the groups name it, e.g. parked', CAUSE),
    )
    .addOption(choice('--status <status>', 'cases in this status', OPEN_STATUSES))
    .addOption(choice('--case-reason <reason>', 'cases of this reason', UNBIND_REASONS))
    .addOption(reading('--before <moment>', 'what began before', TIME))
    .addOption(
      reading('--money-from <minor>', 'at least so much at stake, in minor units', MINOR_UNITS),
    )
    .addOption(reading('--limit <number>', 'cases of a page, up to 200', whole(200)))
    .addOption(reading('--cursor <cursor>', 'the next page', CURSOR))
    .action(does<AttentionOptions>(io, attention));
}
