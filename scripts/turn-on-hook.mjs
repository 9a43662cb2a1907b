// Runs at the end of `npm ci` (`prepare`): from then on git asks .githooks/pre-commit before a commit, and one line says
// so. Leaves alone whatever is no checkout of somebody who commits, and hooks of somebody's own.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

const HOOKS = '.githooks';
const git = (...args) => spawnSync('git', args, { encoding: 'utf8' }).stdout?.trim() ?? '';

/** The .git of this checkout. Worktrees share its settings, so only the checkout that has it changes them. */
function gitFolder() {
  const paths = ['--show-toplevel', '--git-dir', '--git-common-dir'];
  const [top, own, common] = git('rev-parse', '--path-format=absolute', ...paths).split('\n');
  return top && realpathSync(top) === realpathSync('.') && own === common ? own : undefined;
}

/** Where hooks lie that ours would put out of use. */
function foreignHooks(folder) {
  const chosen = git('config', 'core.hooksPath');
  if (chosen !== '') return chosen;
  const hooks = join(folder, 'hooks');
  const has = existsSync(hooks) && readdirSync(hooks).some((name) => !name.endsWith('.sample'));
  return has ? hooks : undefined;
}

function turnOn(folder) {
  const foreign = foreignHooks(folder);
  if (foreign === HOOKS) return;
  if (foreign !== undefined) {
    console.log(`Git runs the hooks of ${foreign}; ${HOOKS}/pre-commit is left out.`);
    return;
  }
  git('config', 'core.hooksPath', HOOKS);
  console.log(`Git runs ${HOOKS}/pre-commit from now on; git commit --no-verify leaves it out.`);
}

const folder = process.env.CI ? undefined : gitFolder();
if (folder !== undefined) turnOn(folder);
