// local/temporal-server/: a Temporal server for one machine: found or made, configured, run.
/** Builds the official Temporal server and its Web UI with Go into the project's cache, once. */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from '../lock-file';
import { runProgram } from '../processes/run-program';
import type { WayContext } from './finder-context';
import { SERVER_VERSION, UI_VERSION, cachePlaces } from './server-versions';

const PROGRESS_MS = 10_000;

interface Product {
  readonly title: string;
  readonly module: string;
  /** Where the finished program belongs. */
  readonly target: string;
}

function elapsed(sinceMs: number): string {
  const seconds = Math.round((Date.now() - sinceMs) / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Builds one product in a folder aside and moves it into place; answers why not. */
async function install(
  go: string,
  product: Product,
  context: WayContext,
  deadline: number,
): Promise<string | undefined> {
  const { bin } = cachePlaces(context.cacheDir);
  mkdirSync(bin, { recursive: true });
  const draft = mkdtempSync(join(bin, '..', 'building-'));
  const started = Date.now();
  let packages = 0;
  let last = 'fetching modules';
  const ticker = setInterval(() => {
    context.say(`  ${product.title}: ${elapsed(started)}, ${packages} packages, now ${last}`);
  }, PROGRESS_MS);
  try {
    context.say(`Building ${product.title} with Go; this takes minutes and happens once …`);
    const result = await runProgram(go, ['install', '-v', product.module], {
      timeoutMs: Math.max(1_000, deadline - started),
      env: { ...context.env, GOBIN: draft, CGO_ENABLED: '0' },
      onLine: (line) => {
        if (!line.startsWith('go: ')) packages += 1;
        last = line.slice(0, 80);
      },
    });
    if (result.timedOut) return `building ${product.title} took longer than allowed`;
    const [program] = readdirSync(draft);
    if (result.code !== 0 || program === undefined) {
      return `building ${product.title} failed: ${result.output.trim().slice(-400)}`;
    }
    renameSync(join(draft, program), product.target);
    context.say(`  ${product.title} is built (${elapsed(started)}).`);
    return undefined;
  } finally {
    clearInterval(ticker);
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Takes the build lock; while another process builds, waits and says so. */
async function takeTurn(context: WayContext, deadline: number): Promise<(() => void) | undefined> {
  const { buildLock } = cachePlaces(context.cacheDir);
  const started = Date.now();
  let toldAt = 0;
  for (;;) {
    const attempt = tryLock(buildLock);
    if (attempt.taken) return () => attempt.release();
    if (Date.now() > deadline) return undefined;
    if (Date.now() - toldAt > PROGRESS_MS) {
      const who = `process ${attempt.owner.pid}`;
      context.say(`Waiting for ${who}, which builds the Temporal server (${elapsed(started)}) …`);
      toldAt = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/**
 * Fills the cache; answers why that failed, or undefined. Two processes at once: one builds, the other
 * waits for it. The UI is a comfort: without it the server counts as built.
 */
export async function buildWithGo(go: string, context: WayContext): Promise<string | undefined> {
  mkdirSync(context.cacheDir, { recursive: true });
  const deadline = Date.now() + context.limits.buildMs;
  const release = await takeTurn(context, deadline);
  if (release === undefined) return 'another process is still building the server';
  try {
    const places = cachePlaces(context.cacheDir);
    const server = { title: `Temporal server ${SERVER_VERSION}`, target: places.server };
    const ui = { title: `Temporal Web UI ${UI_VERSION}`, target: places.ui };
    const products: readonly Product[] = [
      { ...server, module: `go.temporal.io/server/cmd/server@v${SERVER_VERSION}` },
      { ...ui, module: `github.com/temporalio/ui-server/v2/cmd/server@v${UI_VERSION}` },
    ];
    for (const product of products) {
      const there = await runProgram(product.target, ['--version'], {
        timeoutMs: context.limits.askMs,
        env: context.env,
      });
      if (there.code === 0) continue;
      const problem = await install(go, product, context, deadline);
      if (problem === undefined) continue;
      if (product.target === places.server) return problem;
      context.say(`The Web UI stays off: ${problem}`);
    }
    return undefined;
  } finally {
    release();
  }
}
