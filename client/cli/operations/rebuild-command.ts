/** After a restore of the record alone: says what it lacks of one case or of all, and writes it back. */
import type { Command } from 'commander';
import { checkOpening } from '../../../checks/application/opening';
import type { EnteredOpening } from '../../../wire/operations/repair-requests';
import { openCaseBody } from '../../../wire/cases/case-requests';
import { isEnd } from '../../../workflows/contract/lifecycle';
import { isLacking } from '../../../workflows/contract/rebuilding';
import { does, given, reasonMissing } from '../actions';
import { FORMS } from '../../../wire/forms';
import type { Rebuilding } from '../../../wire/operations/upkeep-answers';
import { ApiRefusal, ShownEnding, usage } from '../failures';
import { BETWEEN_WORDS, type Sentence, sayIn } from '../../../words/phrase';
import type { Locale } from '../../../workflows/contract/case-data';
import { FOUND } from '../../../words/operations';
import { nameOf, readJsonObject } from '../input/files';
import type { CliIo } from '../io';
import { showProgress } from '../text/progress';
import { dryRunOption } from '../text/repair-lines';
import { TEXT, TIME, caseIdOf, reading } from '../input/readers';
import { ofShape, refuseBody } from '../input/request-body';
import type { Session } from '../session';
import { indented, tableLines } from '../text/tables';
import { pathOf } from '../../../wire/routes';

interface RebuildOptions {
  since?: string;
  opening?: string;
  reason?: string;
  dryRun?: boolean;
}

/** True where a person has something to do that rebuilding cannot. */
function leavesWork(one: Rebuilding): boolean {
  const { inRecord, conflict, ahead, lostRevision, terminalsLostTo, status } = one;
  const isLost = lostRevision !== undefined && !isEnd(status);
  return !inRecord || conflict || ahead > 0 || isLost || terminalsLostTo !== undefined;
}

const LEFT = {
  opening: { 'zh-CN': '创建信息缺失', en: 'opening lost' },
  revision: { 'zh-CN': '第 {revision} 版缺失', en: 'revision {revision} lost' },
  consents: {
    'zh-CN': '缺失 {count} 份同意',
    en: { one: '{count} consent lost', other: '{count} consents lost' },
  },
  conflict: { 'zh-CN': '台账冲突', en: 'ledger conflict' },
  ahead: {
    'zh-CN': '数据库超前 {count} 行',
    en: { one: 'record ahead by {count} row', other: 'record ahead by {count} rows' },
  },
  unplaced: {
    'zh-CN': '{count} 行无法归位',
    en: { one: '{count} row not to be placed', other: '{count} rows not to be placed' },
  },
  terminals: { 'zh-CN': '终端现属 {holder}', en: 'terminals held by {holder}' },
  held: { 'zh-CN': '暂缓', en: 'held' },
} as const satisfies Record<string, Sentence>;

/** What is left, in words that the runbook explains. */
function leftOf(one: Rebuilding, lang: Locale): readonly string[] {
  const { inRecord, conflict, ahead, unplaced, lostRevision, lostConsents, terminalsLostTo } = one;
  const say = sayIn(lang);
  return [
    inRecord ? [] : say(LEFT.opening),
    lostRevision === undefined ? [] : say(LEFT.revision, { revision: lostRevision }),
    lostConsents === 0 ? [] : say(LEFT.consents, { count: lostConsents }),
    conflict ? say(LEFT.conflict) : [],
    ahead === 0 ? [] : say(LEFT.ahead, { count: ahead }),
    unplaced === 0 ? [] : say(LEFT.unplaced, { count: unplaced }),
    terminalsLostTo === undefined ? [] : say(LEFT.terminals, { holder: terminalsLostTo }),
    one.held ? say(LEFT.held) : [],
  ].flat();
}

function caseTable({ words }: Session, items: readonly Rebuilding[]): string[] {
  return tableLines(
    [
      { head: words.say('case') },
      { head: words.say('status') },
      { head: words.say('rows'), right: true },
      { head: words.say('notices'), right: true },
      { head: words.say('effects'), right: true },
      { head: words.say('left') },
    ],
    items.map((one) => [
      one.caseId,
      words.status(one.status),
      String(one.rows),
      String(one.notices),
      String(one.effects.length),
      leftOf(one, words.lang).join(BETWEEN_WORDS[words.lang]),
    ]),
  );
}

function oneLines(session: Session, one: Rebuilding): string[] {
  return [
    ...caseTable(session, [one]),
    ...indented(one.events.map((event) => session.words.event(event))),
    ...indented(
      one.effects.map(({ key, found }) => `${key}  ${session.words.called(FOUND, found)}`),
    ),
  ];
}

/** What the case itself still knows may be left out. */
const openingFile = openCaseBody.partial({ channel: true, reason: true, closeAccount: true });

/** What was entered once with POST /cases; of a whole request only what a person has entered is sent. */
async function openingOf({ io }: Session, file: string): Promise<EnteredOpening> {
  const source = nameOf(file);
  const opening = ofShape(openingFile, await readJsonObject(io, file), source);
  refuseBody(checkOpening(opening).problems, source);
  const { merchant, terminals } = opening;
  return { merchant, terminals };
}

async function askOne(
  session: Session,
  caseId: string,
  { dryRun, reason }: RebuildOptions,
  opening?: EnteredOpening,
): Promise<Rebuilding> {
  if (dryRun === true) {
    return session.client.post(pathOf('planRebuild', { caseId }), FORMS.rebuilding, null);
  }
  const body = { reason, ...given({ opening }) };
  return session.client.post(pathOf('rebuildCase', { caseId }), FORMS.rebuilding, body);
}

/** Ids page by page, each once; `total` counts runs, of which a case that was reset has several. */
async function* casesSince(
  session: Session,
  since: string,
  heard: (total: number) => void,
): AsyncGenerator<string> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = { since, cursor };
    const page = await session.client.get(pathOf('listKnownCases'), FORMS.knownCases, query);
    if (page.total !== undefined) heard(page.total);
    for (const caseId of page.items.filter((id) => !seen.has(id))) {
      seen.add(caseId);
      yield caseId;
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

interface Refused {
  readonly caseId: string;
  readonly code: string;
}

/** One after the other: a case that is refused is named at the end, and the others go on. */
async function rebuildAll(session: Session, since: string, options: RebuildOptions): Promise<void> {
  const lacking: Rebuilding[] = [];
  const refused: Refused[] = [];
  let compared = 0;
  let total: number | undefined;
  const progress = showProgress(session.io, () => total);
  for await (const caseId of casesSince(session, since, (all) => (total = all))) {
    try {
      const one = await askOne(session, caseId, options);
      if (isLacking(one) || leavesWork(one)) lacking.push(one);
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      refused.push({ caseId, code: error.problem.code });
    }
    compared += 1;
    progress.step();
  }
  progress.end();
  session.show({ compared, lacking, refused }, () => [
    ...(lacking.length === 0 ? [] : caseTable(session, lacking)),
    ...refused.map(({ caseId, code }) => `${caseId}  ${code}`),
    `${session.words.say('compared')}: ${compared}  ${session.words.say('differing')}: ${lacking.length + refused.length}`,
  ]);
  const isLeft = options.dryRun === true ? lacking.length > 0 : lacking.some(leavesWork);
  if (isLeft || refused.length > 0) throw new ShownEnding('refused');
}

async function rebuild(
  session: Session,
  options: RebuildOptions,
  [typed]: readonly string[],
): Promise<void> {
  const { since, dryRun, reason } = options;
  if ((typed === undefined) === (since === undefined)) {
    throw usage({ 'zh-CN': '请指明一个工单，或 --since。', en: 'Name a case, or --since.' });
  }
  if (dryRun !== true && reason === undefined) throw reasonMissing();
  const { opening: file } = options;
  if (since !== undefined && file !== undefined) {
    throw usage({
      'zh-CN': '--opening 属于一个工单，不能与 --since 同用。',
      en: '--opening belongs to one case, so not to --since.',
    });
  }
  const opening = file === undefined ? undefined : await openingOf(session, file);
  if (since !== undefined) return rebuildAll(session, since, options);
  const one = await askOne(session, caseIdOf(typed ?? ''), options, opening);
  session.show(one, () => oneLines(session, one));
  if (leavesWork(one) || (dryRun === true && isLacking(one))) throw new ShownEnding('refused');
}

export function addRebuildCommand(ops: Command, io: CliIo): void {
  ops
    .command('rebuild')
    .description(
      'after a restore of the record alone: write what it lacks, as histories and providers have it. Exit code 1: something is left to do',
    )
    .argument('[case]', 'id of the case')
    .addOption(
      reading(
        '--since <moment>',
        'every case that runs or has ended since: the moment of the backup',
        TIME,
      ),
    )
    .option(
      '--opening <path>',
      'for a case that the record does not know: merchant and terminals as POST /cases takes them; `-`: stdin',
    )
    .addOption(reading('--reason <text>', 'why; stands in the ledger', TEXT))
    .addOption(dryRunOption())
    .action(does<RebuildOptions>(io, rebuild));
}
