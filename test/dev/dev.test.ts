/** `npm run dev` on a copy of the sources that nothing was built of: it starts, serves, takes what is saved, ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, markOf } from '../../local/lock-file';
import { readRunningFile } from '../../local/desk/running-file';
import { ANY_PORTS } from '../support/any-ports';

const ROOT = join(__dirname, '..', '..');
const COPIED = [
  ...[
    'activities',
    'base',
    'checks',
    'client',
    'local',
    'record',
    'scripts',
    'temporal',
    'wire',
    'words',
  ],
  ...['worker', 'workflows', 'package.json', 'package-lock.json', 'tsconfig.json'],
];
const LIMIT_MS = 240_000;
const HEALTH = 'client/api/health.ts';
const OLD = "summary: 'The process lives'";
const NEW = "summary: 'The process is alive'";

describe('the daily loop', () => {
  // As the compiler names files, whatever links lead there.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'unbind-dev-')));
  const dataDir = join(folder, '.data');
  let loop: ChildProcess;
  let closed: Promise<unknown>;
  let output = '';

  beforeAll(() => {
    for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    loop = spawn(process.execPath, ['scripts/dev.mjs', '--no-types'], {
      cwd: folder,
      env: { ...process.env, ...ANY_PORTS, UNBIND_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    closed = once(loop, 'close');
    for (const stream of [loop.stdout, loop.stderr]) {
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
  });
  afterAll(async () => {
    if (loop.exitCode === null && loop.signalCode === null) loop.kill('SIGTERM');
    await closed;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Waits until the loop has printed this after what it had printed before. */
  async function prints(text: RegExp, since = 0): Promise<RegExpExecArray> {
    for (;;) {
      const found = text.exec(output.slice(since));
      if (found) return found;
      if (loop.exitCode !== null) throw new Error(`ended without ${String(text)}:\n${output}`);
      await Promise.race([loop.stdout ? once(loop.stdout, 'data') : closed, closed]);
    }
  }

  /** Replaces a text in a source, and answers what the loop prints from then on up to `text`. */
  async function change(file: string, from: string, to: string, text: RegExp): Promise<string> {
    const since = output.length;
    const path = join(folder, file);
    const source = readFileSync(path, 'utf8');
    expect(source).toContain(from);
    writeFileSync(path, source.replace(from, to));
    await prints(text, since);
    return output.slice(since);
  }

  const apiUrl = (): string => readRunningFile(dataDir)?.apiUrl ?? 'no desk';
  const get = async (url: string): Promise<string> => (await fetch(url)).text();

  test(
    'starts a desk from sources alone, with both pages in front of its API',
    async () => {
      const [, console] = await prints(/pages +(http:\S+\/console\/)/);
      const [, merchant] = await prints(/pages +(http:\S+\/m\/)/);
      await prints(/What is saved now runs/);
      expect(await get(`${console ?? ''}main.tsx`)).toContain('createRoot');
      expect(await get(merchant ?? '')).toContain('main.ts');
      const { origin } = new URL(console ?? '');
      expect(await get(`${origin}/openapi.json`)).toBe(await get(`${apiUrl()}/openapi.json`));
    },
    LIMIT_MS,
  );

  test(
    'starts the API anew with a route that was saved',
    async () => {
      await change(HEALTH, OLD, NEW, /api +runs\./);
      expect(await get(`${apiUrl()}/openapi.json`)).toContain('The process is alive');
    },
    LIMIT_MS,
  );

  test(
    'starts the worker anew with the bundle of a workflow that was saved',
    async () => {
      const story = 'workflows/unbind-case.ts';
      const source = readFileSync(join(folder, story), 'utf8');
      const planted = `${source}\nexport const planted = 'in the bundle';\n`;
      const bundle = () => readFileSync(join(folder, 'dist/workflow-bundle.js'), 'utf8');
      let since = output.length;
      await change(story, source, planted, /worker +runs\./);
      // A worker that was still starting for an earlier change may have been told of first.
      while (!bundle().includes('in the bundle')) {
        const found = await prints(/worker +runs\./, since);
        since += found.index + found[0].length;
      }
    },
    LIMIT_MS,
  );

  test(
    'names a syntax error, and lets what ran go on until it is mended',
    async () => {
      const said = await change(HEALTH, NEW, `${NEW} +`, /until this is mended/);
      expect(said).toMatch(/compiler +client\/api\/health\.ts\(\d+,\d+\): error TS\d+/);
      expect(await get(`${apiUrl()}/openapi.json`)).toContain('The process is alive');
      await change(HEALTH, `${NEW} +`, OLD, /api +runs\./);
      expect(await get(`${apiUrl()}/openapi.json`)).toContain('The process lives');
    },
    LIMIT_MS,
  );

  test(
    'tells why a program has failed, and runs it again once that is mended',
    async () => {
      const main = 'worker/telemetry/health.ts';
      const source = readFileSync(join(folder, main), 'utf8');
      const failing = `${source}\nthrow new Error('broken at load');\n`;
      // A program that started on half of the file, while it was still written, may have failed of that before.
      await change(main, source, failing, /worker +Error: broken at load[^]*worker +has failed/);
      await change(main, failing, source, /worker +runs\./);
    },
    LIMIT_MS,
  );

  test(
    'ends the whole desk by a signal to it alone',
    async () => {
      const marks = Object.values(readRunningFile(dataDir)?.pids ?? {})
        .flat()
        .map((pid) => markOf(pid));
      expect(marks.length).toBeGreaterThan(5);
      loop.kill('SIGINT');
      await closed;
      expect(output).toContain('All stopped.');
      expect(marks.filter((mark) => isAlive(mark))).toEqual([]);
    },
    LIMIT_MS,
  );
});
