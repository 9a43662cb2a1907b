/**
 * Finds a Temporal server for this machine: one that is configured, the project's cache, the CLI on
 * the PATH, the SDK's download, a build with Go; in this order, each with a limit and in plain sight.
 */
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runProgram } from '../processes/run-program';
import { buildWithGo } from './build-with-go';
import { downloadWithSdk } from './download-with-sdk';
import {
  FINDER_LIMITS,
  type FinderOptions,
  type WayContext,
  type WayResult,
} from './finder-context';
import type { ServerPrograms } from './run-server';
import { GO_VERSION, OLDEST_CLI, OLDEST_CLI_SERVER, atLeast, cachePlaces } from './server-versions';

/** Programs of a name on the PATH of an environment, in its order. */
export function programsOnPath(name: string, path: string | undefined): string[] {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const candidates = (path ?? '').split(delimiter).filter((folder) => folder !== '');
  return candidates.map((folder) => join(folder, file)).filter(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // Not there, or not ours to run: the next place is tried.
  }
}

async function inCache(context: WayContext): Promise<WayResult> {
  const places = cachePlaces(context.cacheDir);
  if (isExecutable(places.server)) {
    const answer = await runProgram(places.server, ['--version'], {
      timeoutMs: context.limits.askMs,
      env: context.env,
    });
    if (answer.code === 0) {
      const ui = isExecutable(places.ui) ? { ui: places.ui } : {};
      const found = { kind: 'server', server: places.server, ...ui } as const;
      return { found, how: `Temporal server from ${places.bin}` };
    }
    return { why: `${places.server} does not run: ${answer.output.trim().slice(-200)}` };
  }
  if (existsSync(places.downloads)) {
    for (const name of readdirSync(places.downloads)) {
      const cli = await usableCli(join(places.downloads, name), context);
      if (cli.found) return cli;
    }
  }
  return { why: `nothing in ${context.cacheDir}` };
}

/** Asks a Temporal CLI for its version: `temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)`. */
export async function usableCli(cli: string, context: WayContext): Promise<WayResult> {
  if (!isExecutable(cli)) return { why: `${cli} is not a program` };
  const answer = await runProgram(cli, ['--version'], {
    timeoutMs: context.limits.askMs,
    env: context.env,
  });
  if (answer.timedOut) return { why: `${cli} did not tell its version in time` };
  const version = /version (\d+\.\d+\.\d+)/.exec(answer.output)?.[1];
  const server = /Server (\d+\.\d+\.\d+)/i.exec(answer.output)?.[1];
  if (answer.code !== 0 || version === undefined) return { why: `${cli} is not a Temporal CLI` };
  if (!atLeast(version, OLDEST_CLI) || !atLeast(server, OLDEST_CLI_SERVER)) {
    const has = `${version} (server ${server ?? 'unknown'})`;
    return { why: `${cli} is ${has}; ${OLDEST_CLI} with server ${OLDEST_CLI_SERVER} is needed` };
  }
  return { found: { kind: 'cli', cli }, how: `Temporal CLI ${version} from ${cli}` };
}

async function onPath(context: WayContext): Promise<WayResult> {
  const reasons: string[] = [];
  for (const cli of programsOnPath('temporal', context.env['PATH'])) {
    const result = await usableCli(cli, context);
    if (result.found) return result;
    reasons.push(result.why);
  }
  return { why: reasons.length > 0 ? reasons.join('; ') : 'no `temporal` on the PATH' };
}

async function byDownload(context: WayContext): Promise<WayResult> {
  if (!context.mayDownload) return { why: 'switched off (UNBIND_TEMPORAL_DOWNLOAD=off)' };
  const cli = await downloadWithSdk(context);
  return 'file' in cli ? usableCli(cli.file, context) : cli;
}

async function byBuild(context: WayContext): Promise<WayResult> {
  if (!context.mayBuild) return { why: 'switched off (UNBIND_TEMPORAL_BUILD=off)' };
  const [go] = programsOnPath('go', context.env['PATH']);
  if (go === undefined) return { why: 'no `go` on the PATH' };
  const built = await buildWithGo(go, context);
  return built === undefined ? inCache(context) : { why: built };
}

const WAYS: readonly {
  readonly name: string;
  readonly tryIt: (context: WayContext) => Promise<WayResult>;
}[] = [
  { name: "the project's cache", tryIt: inCache },
  { name: 'Temporal CLI on the PATH', tryIt: onPath },
  { name: "the SDK's download", tryIt: byDownload },
  { name: 'a build with Go', tryIt: byBuild },
];

/** No way led to a server; the message says why each failed and what to install. */
export class NoTemporalServer extends Error {
  constructor(failures: readonly string[]) {
    super(
      [
        'No Temporal server was found, and none could be made:',
        ...failures.map((failure) => `  - ${failure}`),
        'One of these helps; then start again:',
        `  - install the Temporal CLI ${OLDEST_CLI} or newer (https://docs.temporal.io/cli), or`,
        `  - install Go ${GO_VERSION} or newer (https://go.dev/dl): the server is then built once, or`,
        '  - set TEMPORAL_ADDRESS (and TEMPORAL_NAMESPACE) to a Temporal server that you have.',
      ].join('\n'),
    );
    this.name = 'NoTemporalServer';
  }
}

/** Tries the ways in order and answers with the first that works. Throws `NoTemporalServer`. */
export async function findServer(
  options: FinderOptions,
): Promise<{ readonly programs: ServerPrograms; readonly how: string }> {
  const context: WayContext = { ...options, limits: { ...FINDER_LIMITS, ...options.limits } };
  const failures: string[] = [];
  for (const way of WAYS) {
    const result = await way.tryIt(context);
    if (result.found) {
      options.say(`Found: ${result.how}.`);
      return { programs: result.found, how: result.how };
    }
    failures.push(`${way.name}: ${result.why}`);
    options.say(`Not by ${way.name}: ${result.why}.`);
  }
  throw new NoTemporalServer(failures);
}
