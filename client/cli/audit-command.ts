/** Verifies the ledger: of one case now, of all cases by a run. */
import type { Command } from 'commander';
import { does } from './actions';
import { FORMS } from '../../wire/forms';
import { pathOf } from '../../wire/routes';
import type { Verification } from '../../wire/operations/verification-answers';
import { LEDGER_CHECK, verdictOn, verdictOnAll } from '../../words/ledger';
import { ShownEnding, usage } from './failures';
import type { CliIo } from './io';
import { caseIdOf, RUN_ID, reading } from './readers';
import type { Session } from './session';
import { type SweepOptions, showSweep } from './sweep-run';
import { tableLines } from './tables';

async function verify(
  session: Session,
  options: SweepOptions,
  [typed]: readonly string[],
): Promise<void> {
  if (typed === undefined) return verifyAll(session, options);
  if (options.wait === true || options.run !== undefined) {
    throw usage([
      '工单号不能与 --wait 或 --run 同用。',
      'Give a case, or --wait or --run for all of them.',
    ]);
  }
  await verifyOne(session, caseIdOf(typed));
}

/** Exit code 1 where the ledger of the case is broken. */
async function verifyOne(session: Session, caseId: string): Promise<void> {
  const answer = await session.client.get(pathOf('verifyCase', { caseId }), FORMS.caseLedger);
  session.show(answer, () => [verdictOn(answer, session.words.tell)]);
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
  const rows = report.broken.map(({ caseId, position, check }) => [
    caseId,
    String(position),
    words.tell(LEDGER_CHECK[check]),
  ]);
  const heads = [words.say('case'), words.say('row'), words.say('wrong')];
  const columns = heads.map((head) => ({ head }));
  return [...tableLines(columns, rows), verdictOnAll(report, words.tell)];
}

export function addAuditCommand(program: Command, io: CliIo): void {
  program
    .command('audit')
    .description('prove what the desk keeps')
    .command('verify')
    .description(
      'compute the hash chain of the ledger anew, of a case or of all. Exit code 1: it is not what was written',
    )
    .argument('[case]', 'id of a case; without it: all of them')
    .option('--wait', 'wait for the run and show what it found')
    .addOption(reading('--run <id>', 'show a run that was started before', RUN_ID))
    .action(does<SweepOptions>(io, verify));
}
