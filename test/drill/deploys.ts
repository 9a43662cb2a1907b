/** Deploying another build of the workflows on a running system, and a build that breaks open cases. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { System } from '../e2e/system';
import { deployedBundleFile } from '../faults/worker-bundle';
import { SLEEP_IN_CASE, alterWorkflows } from '../support/altered-workflows';

function folderOf({ env }: System): string {
  const folder = env['UNBIND_TEST_FAULTS'];
  if (folder === undefined) throw new Error('the system has no folder for its worker');
  return folder;
}

/** A bundle whose cases begin with a wait that no open one has been through. Answers with its file. */
export async function buildBrokenBundle(system: System): Promise<string> {
  const altered = alterWorkflows(SLEEP_IN_CASE, {
    file: 'unbind-case.ts',
    text: `  state.opening = 'done';\n  const terminals`,
    by: `  await sleep(100);\n  state.opening = 'done';\n  const terminals`,
  });
  try {
    const logger = new DefaultLogger('ERROR');
    const { code } = await bundleWorkflowCode({ workflowsPath: altered.path, logger });
    const file = join(folderOf(system), 'broken-bundle.js');
    writeFileSync(file, code);
    return file;
  } finally {
    altered.remove();
  }
}

/** Stops the worker in order and starts it on another bundle; undefined: on that of the build. */
export async function deploy(system: System, bundle: string | undefined): Promise<void> {
  const pointer = deployedBundleFile(folderOf(system));
  if (bundle === undefined) rmSync(pointer, { force: true });
  else writeFileSync(pointer, bundle);
  await system.worker().stop();
  await system.reviveWorker();
}
