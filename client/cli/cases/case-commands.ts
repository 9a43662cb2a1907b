/** Opening, finding and reading cases. */
import type { Command } from 'commander';
import { checkOpening } from '../../../checks/application/opening';
import { openCaseBody } from '../../../wire/cases/case-requests';
import { KEPT_PARTS, REVEALABLE_PARTS } from '../../../wire/cases/full-data-requests';
import { LOCALES } from '../../../workflows/contract/case-data';
import { CASE_CHANNELS, UNBIND_REASONS } from '../../../workflows/contract/case-view';
import { does, doesToCase, given, required } from '../actions';
import type { CaseSummary } from '../../../wire/cases/case-answers';
import { FORMS } from '../../../wire/forms';
import { caseLines, dataLines, receiptLines } from '../text/case-lines';
import { usage } from '../failures';
import { nameOf, readJsonObject } from '../input/files';
import type { CliIo } from '../io';
import {
  ASSIGNEE,
  CURSOR,
  EMAIL,
  MERCHANT_NUMBER,
  NAME,
  PHONE,
  QUERY,
  SERIAL_NUMBER,
  TEXT,
  TIME,
  TIME_ZONE,
  choice,
  reading,
  readingEach,
  statusesOption,
  whole,
} from '../input/readers';
import { ofShape, refuseBody } from '../input/request-body';
import { addSearchCommand, showPage } from './search-command';
import type { Session } from '../session';
import { pathOf } from '../../../wire/routes';
import { timelineLines } from '../text/timeline-lines';

interface OpenOptions {
  file?: string;
  channel?: string;
  reason?: string;
  merchantNumber?: string;
  contactName?: string;
  phone?: string;
  email?: string;
  locale?: string;
  timeZone?: string;
  serial?: readonly string[];
  closeAccount?: boolean;
}

function openBody(options: OpenOptions): object {
  const { merchantNumber, contactName, reason, serial = [] } = options;
  const missing = Object.entries({
    '--merchant-number': merchantNumber,
    '--contact-name': contactName,
    '--reason': reason,
    '--serial': serial[0],
  }).flatMap(([flag, value]) => (value === undefined ? [flag] : []));
  if (missing.length > 0) {
    throw usage({
      'zh-CN': `缺少：${missing.join('、')}（或 --file）。`,
      en: `Missing: ${missing.join(', ')} (or --file).`,
    });
  }
  const { channel = 'hotline', locale = 'zh-CN', closeAccount = false } = options;
  const { phone, email, timeZone } = options;
  return {
    channel,
    reason,
    merchant: {
      merchantNumber,
      contactName,
      locale,
      ...given({ phone, email, timeZone }),
    },
    terminals: serial.map((serialNumber) => ({ serialNumber })),
    closeAccount,
  };
}

async function open(session: Session, options: OpenOptions): Promise<void> {
  const { client, io, seen } = session;
  const { file, ...flags } = options;
  if (file !== undefined && Object.keys(given(flags)).length > 0) {
    throw usage({
      'zh-CN': '--file 已包含整个请求：请去掉其他选项，或不用文件。',
      en: '--file holds the whole request: leave the other options out, or the file.',
    });
  }
  const source = file === undefined ? undefined : nameOf(file);
  const entered = file === undefined ? openBody(options) : await readJsonObject(io, file);
  const body = ofShape(openCaseBody, entered, source);
  refuseBody(checkOpening(body).problems, source);
  const receipt = await client.post(pathOf('openCase'), FORMS.receipt, body);
  seen.remember(receipt.caseId, { revision: receipt.revision, latest: receipt.revision });
  session.show(receipt, () => receiptLines(session, receipt));
}

interface ListOptions {
  status?: string;
  assignee?: string;
  parked?: boolean;
  overdue?: boolean;
  reason?: string;
  from?: string;
  to?: string;
  sort?: string;
  cursor?: string;
  limit?: number;
  all?: boolean;
  query?: string;
}

/** Pages that `--all` reads at most. */
const MAX_PAGES = 100;

async function list(session: Session, options: ListOptions): Promise<void> {
  const { status, assignee, reason, sort, limit, all = false } = options;
  const filter = {
    status,
    assignee,
    reason,
    sort,
    parked: options.parked === true ? 'true' : undefined,
    overdue: options.overdue === true ? 'true' : undefined,
    openedFrom: options.from,
    openedTo: options.to,
    q: options.query,
    limit: limit === undefined ? undefined : String(limit),
  };
  const items: CaseSummary[] = [];
  let cursor = options.cursor;
  for (let page = 0; page < (all ? MAX_PAGES : 1); page += 1) {
    const read = await session.client.get(pathOf('listCases'), FORMS.casePage, {
      ...filter,
      cursor,
    });
    items.push(...read.items);
    cursor = read.nextCursor;
    if (cursor === undefined) break;
  }
  showPage(session, { items, ...(cursor === undefined ? {} : { nextCursor: cursor }) });
}

async function show(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('readCase', { caseId }), FORMS.case);
  session.seen.remember(caseId, {
    revision: answer.view.revision,
    latest: answer.latestRevision,
  });
  session.show(answer, () => caseLines(session, answer));
}

async function timeline(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('readTimeline', { caseId }), FORMS.timeline);
  session.show(answer, () => timelineLines(session, answer));
}

async function reveal(
  session: Session,
  caseId: string,
  options: { field?: readonly string[]; reason: string },
): Promise<void> {
  const { field: fields = KEPT_PARTS, reason } = options;
  const body = { fields, reason };
  const data = await session.client.post(pathOf('revealData', { caseId }), FORMS.revealed, body);
  session.show(data, () => dataLines(session, data).slice(1));
}

function addOpening(program: Command, io: CliIo): void {
  program
    .command('open')
    .description('open a case for a merchant who asks')
    .option('--file <path>', 'the whole request as JSON, as POST /cases takes it; `-`: stdin')
    .addOption(
      choice('--channel <channel>', 'how the request came (default: hotline)', CASE_CHANNELS),
    )
    .addOption(choice('--reason <reason>', 'why', UNBIND_REASONS))
    .addOption(
      reading(
        '--merchant-number <number>',
        'number of the merchant at the acquirer',
        MERCHANT_NUMBER,
      ),
    )
    .addOption(reading('--contact-name <name>', 'who asks', NAME))
    .addOption(reading('--phone <number>', 'where the merchant gets SMS', PHONE))
    .addOption(reading('--email <address>', 'where the merchant gets e-mail', EMAIL))
    .addOption(choice('--locale <locale>', 'language of the merchant (default: zh-CN)', LOCALES))
    .addOption(
      reading('--time-zone <name>', 'IANA name; nothing is sent by SMS at night there', TIME_ZONE),
    )
    .addOption(
      readingEach(
        '--serial <number>',
        'serial number of a terminal; give one for each',
        SERIAL_NUMBER,
      ),
    )
    .option('--close-account', 'close the account once everything is settled')
    .action(does<OpenOptions>(io, open));
}

function addFinding(program: Command, io: CliIo): void {
  program
    .command('list')
    .alias('cases')
    .description('list cases')
    .addOption(statusesOption())
    .addOption(reading('--assignee <id>', 'member of staff, e.g. s_8H2K5N1W', ASSIGNEE))
    .option('--parked', 'only those that an operator has to look at')
    .option('--overdue', 'only those that are late')
    .addOption(choice('--reason <reason>', 'only those', UNBIND_REASONS))
    .addOption(reading('--from <date>', 'opened from, e.g. 2026-11-01', TIME))
    .addOption(reading('--to <date>', 'opened until, that day included', TIME))
    .addOption(reading('--query <text>', 'exact case id, merchant number or serial number', QUERY))
    .addOption(
      choice('--sort <order>', 'order', [
        'openedAt',
        '-openedAt',
        'nextDueAt',
        '-changedAt',
        'queue',
      ]),
    )
    .addOption(reading('--limit <number>', 'cases on a page, up to 200', whole(200)))
    .addOption(reading('--cursor <cursor>', 'next page, as the one before named it', CURSOR))
    .option('--all', 'every page')
    .action(does<ListOptions>(io, list));
  addSearchCommand(program, io);
}

function addReading(program: Command, io: CliIo): void {
  program
    .command('show')
    .description('show a case; personal data is masked')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, show));
  program
    .command('timeline')
    .description('what happened: the ledger of a case')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, timeline));
  program
    .command('reveal')
    .description('show personal data in full; that you did stands in the ledger')
    .argument('<case>', 'id of the case')
    .addOption(
      choice(
        '--field <part...>',
        'what to show (default: all that the desk keeps)',
        REVEALABLE_PARTS,
      ),
    )
    .addOption(
      required(reading('--reason <text>', 'why it has to be seen; kept with the case', TEXT)),
    )
    .action(doesToCase(io, reveal));
}

export function addCaseCommands(program: Command, io: CliIo): void {
  program.commandsGroup('Cases:');
  addOpening(program, io);
  addFinding(program, io);
  addReading(program, io);
}
