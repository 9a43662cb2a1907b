/** Compares ledger, workflows, providers and notices, and shows what differs. */
import type { Command } from 'commander';
import { does } from './actions';
import { FORMS } from '../../wire/forms';
import type { Reconciliation } from '../../wire/operations/upkeep-answers';
import { ShownEnding, usage } from './failures';
import { RUN_STATE } from '../../words/operations';
import type { CliIo } from './io';
import { RECONCILIATION_ID, reading } from './readers';
import type { Session } from './session';
import { tableLines } from './tables';
import { pathOf } from '../../wire/routes';

const PAUSE_MS = 1_000;

interface Options {
  wait?: boolean;
  run?: string;
}

/** Exit code 1 where something differs, so that a script stops; 5 where the run failed. */
async function reconcile(session: Session, { wait, run }: Options): Promise<void> {
  const { client, io } = session;
  if (wait && run !== undefined) {
    throw usage(['--wait 与 --run 只能用一个。', 'Give --wait or --run, not both.']);
  }
  const id =
    run ?? (await client.post(pathOf('startReconciliation'), FORMS.reconciliationStarted, {})).id;
  if (run === undefined && !wait) {
    session.show({ id }, () => [id, `unbind ops reconcile --run ${id}`]);
    return;
  }
  const read = () => client.get(pathOf('readReconciliation', { id }), FORMS.reconciliation);
  let answer = await read();
  while (wait && answer.state === 'running') {
    await io.pause(PAUSE_MS, io.signal);
    answer = await read();
  }
  session.show(answer, () => linesOf(session, answer));
  if (answer.state === 'failed') throw new ShownEnding('unavailable');
  if ((answer.report?.differences.length ?? 0) > 0) throw new ShownEnding('refused');
}

function linesOf({ words }: Session, { id, state, report, code }: Reconciliation): string[] {
  const head = `${id}  ${words.called(RUN_STATE, state)}${code === undefined ? '' : `  ${code}`}`;
  if (report === undefined) return [head];
  const counts =
    `${words.say('compared')}: ${report.cases}  ` +
    `${words.say('reopened')}: ${report.reopened}  ` +
    `${words.say('differing')}: ${Object.values(report.byCode).reduce((a, b) => a + b, 0)}`;
  const rows = report.differences.map(({ caseId, code: found, subject }) => [
    caseId,
    found,
    subject,
  ]);
  const table =
    rows.length === 0
      ? []
      : tableLines(
          [
            { head: words.say('case') },
            { head: words.say('code') },
            { head: words.say('subject') },
          ],
          rows,
        );
  return [head, ...table, counts];
}

export function addReconcileCommand(ops: Command, io: CliIo): void {
  ops
    .command('reconcile')
    .description(
      'compare ledger, workflows, providers and notices now. Exit code 1: something differs',
    )
    .option('--wait', 'wait for the run and show what it found')
    .addOption(reading('--run <id>', 'show a run that was started before', RECONCILIATION_ID))
    .action(does<Options>(io, reconcile));
}
