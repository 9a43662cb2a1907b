// client/cli/cases/: commands about cases: open, find and read them, fill in, decide, follow.
/** The application: saved as a draft from a file or from flags, with every problem shown. */
import type { Command } from 'commander';
import { readAmount } from '../../../checks/money/money';
import { DOCUMENT_KINDS, PAYEE_KINDS } from '../../../workflows/contract/case-data';
import { DEPOSIT_KINDS } from '../../../workflows/contract/case-view';
import { doesToCase, given, revisionOption } from '../actions';
import type { DraftAnswer } from '../../../wire/cases/case-answers';
import { FORMS } from '../../../wire/forms';
import { STEP_UP } from '../../../words/domain';
import { applicationBody } from '../../../wire/cases/case-requests';
import { findingLines } from '../text/case-lines';
import { ShownEnding, usage } from '../failures';
import { nameOf, readJsonObject } from '../input/files';
import type { CliIo } from '../io';
import {
  EMAIL,
  FIELD,
  PHONE,
  type Reader,
  SERIAL_NUMBER,
  choice,
  reading,
  readingEach,
} from '../input/readers';
import { ofShape } from '../input/request-body';
import type { Session } from '../session';
import { indented, tableLines } from '../text/tables';
import { pathOf } from '../../../wire/routes';

interface ApplicationOptions {
  file?: string;
  revision?: number;
  merchantName?: string;
  documentKind?: string;
  documentNumber?: string;
  phone?: string;
  email?: string;
  serial?: readonly string[];
  deposit?: readonly DepositItem[];
  depositsOfRecord?: boolean;
  payee?: string;
  accountName?: string;
  accountNumber?: string;
  bankCode?: string;
  closeAccount?: boolean;
}

interface DepositItem {
  readonly serialNumber: string;
  readonly kind: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** `SN123:refundable-deposit:200.00:CNY`. */
const DEPOSIT: Reader<DepositItem> = {
  read(typed) {
    const [currency = '', amount = '', kind = '', ...serial] = typed.split(':').reverse();
    const amountMinor = readAmount(amount, currency).value;
    const serialNumber = SERIAL_NUMBER.read(serial.reverse().join(':'));
    const isKnown = DEPOSIT_KINDS.some((known) => known === kind);
    if (amountMinor === undefined || serialNumber === undefined || !isKnown) return undefined;
    return { serialNumber, kind, amountMinor, currency };
  },
  form: {
    'zh-CN': `形如 SN123:refundable-deposit:200.00:CNY 的押金项（类型：${DEPOSIT_KINDS.join('、')}）`,
    en: `a deposit item such as SN123:refundable-deposit:200.00:CNY (kinds: ${DEPOSIT_KINDS.join(', ')})`,
  },
};

async function depositsOf(
  session: Session,
  caseId: string,
  { deposit, depositsOfRecord }: ApplicationOptions,
): Promise<readonly DepositItem[] | undefined> {
  if (depositsOfRecord !== true) return deposit;
  if (deposit !== undefined) {
    throw usage({
      'zh-CN': '--deposit 与 --deposits-of-record 不能同时使用：押金项只能来自一处。',
      en: '--deposit and --deposits-of-record exclude each other: items come from one side.',
    });
  }
  const { lines } = await session.client.get(
    pathOf('readItemisation', { caseId }),
    FORMS.itemisation,
  );
  return lines.map(({ serialNumber, kind, amountMinor, currency }) => ({
    serialNumber,
    kind,
    amountMinor,
    currency,
  }));
}

function payeeOf(options: ApplicationOptions, before: unknown): object | undefined {
  const { payee: kind, accountName, accountNumber, bankCode } = options;
  const account = given({ accountName, accountNumber, bankCode });
  const isNamed = Object.keys(account).length > 0;
  if (kind !== 'original-payment') return over(before, { ...given({ kind }), ...account });
  if (isNamed) {
    throw usage({
      'zh-CN': '填写银行账户时须同时使用 --payee bank-account。',
      en: 'A bank account goes with --payee bank-account.',
    });
  }
  return { kind };
}

/** Parts of an object over those of the file, so that neither side drops what the other has. */
function over(before: unknown, parts: object): object | undefined {
  if (Object.keys(parts).length === 0) return undefined;
  return typeof before === 'object' && before !== null ? { ...before, ...parts } : parts;
}

/** Flags win over the file. */
async function bodyOf(
  session: Session,
  caseId: string,
  options: ApplicationOptions,
): Promise<object> {
  const { file, merchantName, documentKind, documentNumber, phone, email, serial } = options;
  const source = file === undefined ? undefined : nameOf(file);
  const fromFile =
    file === undefined
      ? {}
      : ofShape(applicationBody, await readJsonObject(session.io, file), source);
  const document = given({ kind: documentKind, number: documentNumber });
  const before: Readonly<Record<string, unknown>> = { ...fromFile };
  const entered = {
    ...fromFile,
    ...given({
      merchantName,
      phone,
      email,
      document: over(before['document'], document),
      terminals: serial?.map((serialNumber) => ({ serialNumber })),
      deposits: await depositsOf(session, caseId, options),
      payee: payeeOf(options, before['payee']),
      closeAccount: options.closeAccount,
    }),
  };
  if (Object.keys(entered).length === 0) {
    throw usage({
      'zh-CN': '没有填写任何内容：请指定 --file 或各字段（见 --help）。',
      en: 'Nothing was entered: name a --file, or fields (see --help).',
    });
  }
  const revision = options.revision ?? session.seen.of(caseId)?.latest;
  return { ...given({ revision }), ...entered, ...given({ revision: options.revision }) };
}

function draftLines(session: Session, draft: DraftAnswer): string[] {
  const { words } = session;
  const differences = tableLines(
    [
      { head: words.say('field') },
      { head: words.say('entered') },
      { head: words.say('acquirerHas') },
    ],
    draft.differences.map(({ path, entered, acquirer }) => [words.field(path), entered, acquirer]),
  );
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...indented(lines)];
  return [
    `${words.say('draftSaved')}: ${words.say('revision')} ${draft.revision}`,
    ...(draft.problems.length === 0 ? [words.say('noProblems')] : []),
    ...part(words.say('problems'), findingLines(session, draft.problems)),
    ...part(words.say('warnings'), findingLines(session, draft.warnings)),
    ...part(words.say('differences'), differences),
    ...(draft.stepUp.length === 0
      ? []
      : [
          '',
          `${words.say('stepUp')}: ${draft.stepUp.map((reason) => words.called(STEP_UP, reason)).join(', ')}`,
        ]),
    ...(draft.checkedAgainstAcquirer ? [] : ['', words.say('formOnly')]),
  ];
}

async function application(
  session: Session,
  caseId: string,
  options: ApplicationOptions,
): Promise<void> {
  const body = ofShape(applicationBody, await bodyOf(session, caseId, options), undefined);
  const draft = await session.client.put(pathOf('saveApplication', { caseId }), FORMS.draft, body);
  session.seen.remember(caseId, { latest: draft.revision });
  session.show(draft, () => draftLines(session, draft));
  if (draft.problems.length > 0) throw new ShownEnding('refused');
}

export function addApplicationCommand(program: Command, io: CliIo): void {
  program
    .command('application')
    .description(
      'save the whole application as a draft and see every problem at once (exit code 1 where there is one)',
    )
    .argument('<case>', 'id of the case')
    .option('--file <path>', 'the application as JSON; `-`: stdin; flags win over it')
    .addOption(reading('--merchant-name <name>', 'registered name', FIELD))
    .addOption(choice('--document-kind <kind>', 'kind of the identity document', DOCUMENT_KINDS))
    .addOption(reading('--document-number <number>', 'its number', FIELD))
    .addOption(reading('--phone <number>', 'mobile number', PHONE))
    .addOption(reading('--email <address>', 'e-mail address', EMAIL))
    .addOption(
      readingEach(
        '--serial <number>',
        'serial number of a terminal; give one for each',
        SERIAL_NUMBER,
      ),
    )
    .addOption(
      readingEach(
        '--deposit <item>',
        'deposit item as SERIAL:KIND:AMOUNT:CURRENCY, e.g. SN123:refundable-deposit:200.00:CNY',
        DEPOSIT,
      ),
    )
    .option('--deposits-of-record', "take over the acquirer's items, as `itemisation` shows them")
    .addOption(choice('--payee <payee>', 'where the deposit goes', PAYEE_KINDS))
    .addOption(reading('--account-name <name>', 'holder of the bank account', FIELD))
    .addOption(reading('--account-number <number>', 'its number', FIELD))
    .addOption(reading('--bank-code <code>', 'its bank', FIELD))
    .option('--close-account', 'close the account once everything is settled')
    .option('--no-close-account', 'leave the account open')
    .addOption(revisionOption())
    .action(doesToCase<ApplicationOptions>(io, application));
}
