/** The SDK's own download of the Temporal CLI, in a process of its own so that it can be ended. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../processes/run-program';
import type { WayContext } from './finder-context';
import { cachePlaces } from './server-versions';

/** Where the SDK asks for the address of the archive. */
const ORIGIN = 'https://temporal.download';

const SCRIPT = `
const { TestWorkflowEnvironment } = require(process.argv[1]);
const executable = { type: 'cached-download', downloadDir: process.argv[2] };
TestWorkflowEnvironment.createLocal({ server: { executable } })
  .then((environment) => environment.teardown())
  .catch((error) => { console.error(String(error.message ?? error)); process.exitCode = 1; });
`;

async function inReach(origin: string, limitMs: number): Promise<boolean> {
  try {
    await fetch(origin, { method: 'HEAD', signal: AbortSignal.timeout(limitMs) });
    return true;
  } catch {
    return false; // Out of reach, which is the answer.
  }
}

function testingPackage(): string | undefined {
  try {
    return require.resolve('@temporalio/testing');
  } catch {
    return undefined; // Installed without development packages.
  }
}

/** The downloaded program, or why there is none. */
export async function downloadWithSdk(
  context: WayContext,
): Promise<{ readonly file: string } | { readonly why: string }> {
  const origin = context.downloadOrigin ?? ORIGIN;
  const testing = testingPackage();
  if (testing === undefined) return { why: '@temporalio/testing is not installed' };
  const proxied = ['HTTPS_PROXY', 'https_proxy'].some((name) => context.env[name]);
  if (!proxied && !(await inReach(origin, context.limits.reachMs))) {
    return { why: `${origin} is out of reach` };
  }
  const { downloads } = cachePlaces(context.cacheDir);
  mkdirSync(downloads, { recursive: true });
  const limitS = Math.round(context.limits.downloadMs / 1_000);
  context.say(`Downloading the Temporal CLI with the SDK (limit ${limitS} s) …`);
  const result = await runProgram(process.execPath, ['-e', SCRIPT, testing, downloads], {
    timeoutMs: context.limits.downloadMs,
    env: context.env,
  });
  if (result.timedOut) return { why: `the download took longer than ${limitS} s` };
  if (result.code !== 0) return { why: result.output.trim().split('\n').slice(-1).join('') };
  const [name] = readdirSync(downloads).filter((file) => !/\.(tmp|downloading)$/.test(file));
  return name === undefined
    ? { why: 'the SDK left no program behind' }
    : { file: join(downloads, name) };
}
