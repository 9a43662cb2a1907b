/** Builds of the worker: which one is current, and making another one current. */
import type { Command } from 'commander';
import { does } from '../actions';
import type { Deployments } from '../../../wire/operations/upkeep-answers';
import { FORMS } from '../../../wire/forms';
import { BUILD_STATE } from '../../../words/operations';
import type { CliIo } from '../io';
import { BUILD_NAME, argument } from '../input/readers';
import type { Session } from '../session';
import { tableLines } from '../text/tables';
import { pathOf } from '../../../wire/routes';

function show(session: Session, answer: Deployments): void {
  const { words } = session;
  session.show(answer, () => {
    const rows = answer.items.flatMap(({ name, builds }) =>
      builds.map(({ buildId, state }) => [name, buildId, words.called(BUILD_STATE, state)]),
    );
    if (rows.length === 0) return [words.say('nothing')];
    const heads = [
      { head: words.say('deployment') },
      { head: words.say('build') },
      { head: words.say('state') },
    ];
    return tableLines(heads, rows);
  });
}

async function deployments(session: Session): Promise<void> {
  show(session, await session.client.get(pathOf('listDeployments'), FORMS.deployments));
}

async function makeCurrent(
  session: Session,
  _options: object,
  [name = '', buildId = '']: readonly string[],
): Promise<void> {
  const path = pathOf('setCurrentBuild', { name });
  show(session, await session.client.post(path, FORMS.deployments, { buildId }));
}

export function addDeploymentCommands(ops: Command, io: CliIo): void {
  ops
    .command('deployments')
    .description('builds of the worker, which one is current, which ones still drain')
    .action(does(io, deployments));
  ops
    .command('make-current')
    .description('make a build current; first `ops replay --open --bundle` on it')
    .addArgument(argument('<deployment>', 'name of the deployment', BUILD_NAME))
    .addArgument(
      argument(
        '<build>',
        'its build id, or `unversioned` for workers without a version',
        BUILD_NAME,
      ),
    )
    .action(does(io, makeCurrent));
}
