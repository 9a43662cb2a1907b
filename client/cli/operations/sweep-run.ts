/** Runs over the whole desk on the command line: started, waited for, or looked up. */
import type { Form } from '../../../wire/forms';
import { FORMS } from '../../../wire/forms';
import type { PathFor } from '../../../wire/routes';
import { ShownEnding, usage } from '../failures';
import { RUN_STATE } from '../../../words/operations';
import type { SweepStanding } from '../../../wire/operations/upkeep-answers';
import type { Session } from '../session';

const PAUSE_MS = 1_000;

export interface SweepOptions {
  wait?: boolean;
  run?: string;
}

interface Sweep<Run> {
  /** Path that starts a run. */
  readonly start: PathFor<'POST'>;
  readonly pathOf: (id: string) => PathFor<'GET'>;
  readonly form: Form<Run>;
  /** Command that shows a run, before its id. */
  readonly command: string;
  readonly lines: (run: Run) => string[];
  /** How many things a finished run found wrong. */
  readonly found: (run: Run) => number;
}

/** Exit code 1 where the run found something, so that a script stops; 5 where the run failed. */
export async function showSweep<Run extends SweepStanding & { readonly code?: string }>(
  session: Session,
  { wait, run }: SweepOptions,
  sweep: Sweep<Run>,
): Promise<void> {
  const { client, io, words } = session;
  if (wait && run !== undefined) {
    throw usage({ 'zh-CN': '--wait 与 --run 只能用一个。', en: 'Give --wait or --run, not both.' });
  }
  const id = run ?? (await client.post(sweep.start, FORMS.sweepStarted, {})).id;
  if (run === undefined && !wait) {
    session.show({ id }, () => [id, `${sweep.command} --run ${id}`]);
    return;
  }
  const read = () => client.get(sweep.pathOf(id), sweep.form);
  let answer = await read();
  while (wait && answer.state === 'running') {
    await io.pause(PAUSE_MS, io.signal);
    answer = await read();
  }
  const { state, code } = answer;
  const head = `${id}  ${words.called(RUN_STATE, state)}${code === undefined ? '' : `  ${code}`}`;
  session.show(answer, () => [head, ...sweep.lines(answer)]);
  if (state === 'failed') throw new ShownEnding('unavailable');
  if (sweep.found(answer) > 0) throw new ShownEnding('refused');
}
