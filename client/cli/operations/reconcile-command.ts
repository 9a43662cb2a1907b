/** Compares ledger, workflows, providers and notices, and shows what differs. */
import type { Command } from 'commander';
import { does } from '../actions';
import { FORMS } from '../../../wire/forms';
import type { Reconciliation } from '../../../wire/operations/upkeep-answers';
import type { CliIo } from '../io';
import { RUN_ID, reading } from '../input/readers';
import type { Session } from '../session';
import { type SweepOptions, showSweep } from './sweep-run';
import { tableLines } from '../text/tables';
import { pathOf } from '../../../wire/routes';

function reconcile(session: Session, options: SweepOptions): Promise<void> {
  return showSweep<Reconciliation>(session, options, {
    start: pathOf('startReconciliation'),
    pathOf: (id) => pathOf('readReconciliation', { id }),
    form: FORMS.reconciliation,
    command: 'unbind ops reconcile',
    lines: (run) => linesOf(session, run),
    found: ({ report }) => report?.differences.length ?? 0,
  });
}

function linesOf({ words }: Session, { report }: Reconciliation): string[] {
  if (report === undefined) return [];
  const counts =
    `${words.say('compared')}: ${report.cases}  ` +
    `${words.say('reopened')}: ${report.reopened}  ` +
    `${words.say('differing')}: ${Object.values(report.byCode).reduce((a, b) => a + b, 0)}`;
  const rows = report.differences.map(({ caseId, code: found, subject }) => [
    caseId,
    found,
    subject,
  ]);
  const heads = [words.say('case'), words.say('code'), words.say('subject')];
  const columns = heads.map((head) => ({ head }));
  return [...tableLines(columns, rows), counts];
}

export function addReconcileCommand(ops: Command, io: CliIo): void {
  ops
    .command('reconcile')
    .description(
      'compare ledger, workflows, providers and notices now. Exit code 1: something differs',
    )
    .option('--wait', 'wait for the run and show what it found')
    .addOption(reading('--run <id>', 'show a run that was started before', RUN_ID))
    .action(does<SweepOptions>(io, reconcile));
}
