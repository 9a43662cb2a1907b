/**
 * Records the histories of all scenarios anew. From the root of the checkout:
 *
 *     npx tsc -p . ; node dist/test/replay/record-histories.js
 *
 * Names of scenarios as arguments record only those. A release keeps its histories for ever; within a
 * release they are recorded anew when the workflows change on purpose.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { startHarness } from '../workflow/harness';
import type { Harness } from '../workflow/harness';
import { SCENARIOS } from './scenarios';

const FOLDER = join(process.cwd(), 'test', 'replay', 'histories');
const AT_A_TIME = 10;

async function record(desk: Harness, name: string): Promise<void> {
  const workflowId = await SCENARIOS[name]!(desk);
  const history = await desk.temporal.client.workflow.getHandle(workflowId).fetchHistory();
  const compact = JSON.stringify(temporal.api.history.v1.History.fromObject(history).toJSON());
  // Stack traces name the folder of the checkout, which is nobody's business.
  const anywhere = compact.replaceAll(`${process.cwd()}/`, '');
  writeFileSync(join(FOLDER, `${name}.json`), `${anywhere}\n`);
  console.log(`${name}: ${history.events?.length ?? 0} events, ${compact.length} bytes`);
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const names = asked.length > 0 ? asked : Object.keys(SCENARIOS);
  mkdirSync(FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER)) {
    if (!(file.replace('.json', '') in SCENARIOS)) rmSync(join(FOLDER, file));
  }
  const desk = await startHarness();
  const left = [...names];
  const failed: string[] = [];
  async function work(): Promise<void> {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      try {
        await record(desk, name);
      } catch (error) {
        failed.push(name);
        console.error(`${name} failed:`, error);
      }
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  await desk.stop();
  if (failed.length > 0) process.exitCode = 1;
}

void main();
