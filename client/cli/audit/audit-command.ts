// client/cli/audit/: commands of auditors: ledgers and signed heads verified.
/** Verifies the ledger: of one case now, of all cases by a run. */
import type { Command } from 'commander';
import { does, doesToCase } from '../actions';
import { verifyAgainstHeads } from './audit-heads';
import { packFileName } from '../../../wire/cases/pack-file-name';
import { FORMS } from '../../../wire/forms';
import { pathOf } from '../../../wire/routes';
import type { Verification } from '../../../wire/operations/verification-answers';
import { coverVerdict, verdictOn, verdictOnAll, whatIsWrong } from '../../../words/ledger';
import { ShownEnding, usage } from '../failures';
import type { CliIo } from '../io';
import { writeNewFile } from '../input/files';
import { caseIdOf, RUN_ID, reading } from '../input/readers';
import type { Session } from '../session';
import { type SweepOptions, showSweep } from '../operations/sweep-run';
import { tableLines } from '../text/tables';

interface Options extends SweepOptions {
  heads?: string;
  key?: string;
}

async function verify(
  session: Session,
  options: Options,
  [typed]: readonly string[],
): Promise<void> {
  const { wait, run, heads, key } = options;
  const isOfRun = wait === true || run !== undefined;
  if (heads !== undefined && typed === undefined && !isOfRun) {
    return verifyAgainstHeads(session, heads, key);
  }
  if (heads !== undefined || key !== undefined) {
    throw usage({
      'zh-CN': '--heads 不能与工单号、--wait 或 --run 同用；--key 只与 --heads 同用。',
      en: 'Give --heads alone, without a case, --wait or --run; --key goes with it.',
    });
  }
  if (typed === undefined) return verifyAll(session, options);
  if (isOfRun) {
    throw usage({
      'zh-CN': '工单号不能与 --wait 或 --run 同用。',
      en: 'Give a case, or --wait or --run for all of them.',
    });
  }
  await verifyOne(session, caseIdOf(typed));
}

/** Exit code 1 where the ledger of the case is broken. */
async function verifyOne(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('verifyCase', { caseId }), FORMS.caseLedger);
  const { words, clock } = session;
  const { covered, uncoveredSince: at } = answer;
  const since = at === undefined ? undefined : `${clock.short(at)} (${clock.offset})`;
  session.show(answer, () => [
    verdictOn(answer, words.tell),
    coverVerdict({ covered: covered?.head, since }, words.tell),
  ]);
  if (answer.broken !== undefined) throw new ShownEnding('refused');
}

function verifyAll(session: Session, options: SweepOptions): Promise<void> {
  return showSweep<Verification>(session, options, {
    start: pathOf('startVerification'),
    pathOf: (id) => pathOf('readVerification', { id }),
    form: FORMS.verification,
    command: 'unbind audit verify',
    lines: ({ report }) => (report === undefined ? [] : reportLines(session, report)),
    found: ({ report }) => report?.brokenCases ?? 0,
  });
}

function reportLines({ words }: Session, report: NonNullable<Verification['report']>): string[] {
  const rows = report.broken.map(({ caseId, position, ...fault }) => [
    caseId,
    String(position),
    whatIsWrong(fault, words.tell),
  ]);
  const heads = [words.say('case'), words.say('row'), words.say('wrong')];
  const columns = heads.map((head) => ({ head }));
  return [...tableLines(columns, rows), verdictOnAll(report, words.tell)];
}

async function proof(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('proveLedger', { caseId }), FORMS.ledgerProof);
  const { head, leaf, keyId } = answer;
  const { words, clock } = session;
  session.show(answer, () => [
    words.tell(PROVEN, {
      position: leaf.position,
      head: head.number,
      at: `${clock.short(head.at)} (${clock.offset})`,
    }),
    `${words.say('keys')}: ${keyId}`,
  ]);
}

/** A file that is there is not written over, and nothing is asked for. */
async function pack(
  session: Session,
  caseId: string,
  { out, whole, reason }: { out?: string; whole?: boolean; reason?: string },
): Promise<void> {
  if ((whole === true) !== (reason !== undefined)) {
    throw usage({
      'zh-CN': '--whole 与 --reason 须一起使用：完整的证据包需要理由。',
      en: 'Give --whole and --reason together: a whole pack needs a reason.',
    });
  }
  const { client, io } = session;
  const file = out ?? packFileName(caseId);
  const { length } = await writeNewFile(io, file, 'usage', async () => {
    const { packId } =
      reason === undefined
        ? await client.post(pathOf('makePack', { caseId }), FORMS.pack, null)
        : await client.post(pathOf('makeWholePack', { caseId }), FORMS.pack, { reason });
    return (await client.download(pathOf('readPack', { caseId, packId }))).content;
  });
  session.show({ file, sizeBytes: length }, () => [`${file}  ${length}`]);
}

const PROVEN = {
  'zh-CN': '签名头 {head}（{at}）覆盖该工单台账的前 {position} 行；加 --json 输出证明本身。',
  en: 'Signed head {head} ({at}) has the ledger of the case up to row {position}; --json prints the proof itself.',
} as const;

export function addAuditCommand(program: Command, io: CliIo): void {
  const audit = program.command('audit').description('prove what the desk keeps');
  audit
    .command('proof')
    .description('the proof that a signed head has the ledger of a case')
    .argument('<case>', 'id of the case')
    .action(doesToCase(io, proof));
  audit
    .command('pack')
    .description(
      'save an evidence pack: one signed file of all that proves the case; that you did stands in the ledger',
    )
    .argument('<case>', 'id of the case')
    .option('--out <file>', 'where to (default: its own name, here)')
    .option('--whole', 'with personal data in full, and a reason')
    .option('--reason <text>', 'why it has to be whole; kept as a note of the case')
    .action(doesToCase(io, pack));
  audit
    .command('verify')
    .description(
      'compute the hash chain of the ledger anew, of a case or of all. Exit code 1: it is not what was written',
    )
    .argument('[case]', 'id of a case; without it: all of them')
    .option('--wait', 'wait for the run and show what it found')
    .addOption(reading('--run <id>', 'show a run that was started before', RUN_ID))
    .option('--heads <folder>', 'hold the signed heads of a folder against the record')
    .option(
      '--key <file>',
      'public keys that the heads are checked with (default: those beside them)',
    )
    .action(does<Options>(io, verify));
}
