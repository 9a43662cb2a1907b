/** The sum of a gate run counts every step, and a skipped test passes only with a written reason. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_CACHE } from '../support/need-temporal';
import { root, textOf } from './repository';

interface Step {
  name: string;
  exitCode: number;
  log: string;
}
interface Report {
  passed: number;
  failed: number;
  skipped: number;
  commit: string;
  dirty: boolean;
  seed: number;
  startedAt: string;
  command: string;
}

const skippedTest = 'test/a.test.ts › a rule holds';

describe('the summary of .ci/run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-ci-'));

  beforeAll(() => {
    const git = (...args: string[]): void => {
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        cwd: folder,
      });
    };
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'first');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Sums up steps as .ci/run would, with these reports by name. */
  function summary(
    steps: readonly Step[],
    options: { reports?: Record<string, object>; allowed?: readonly object[] } = {},
  ): { status: number | null; lines: string[]; lastLine: string; report: Report } {
    rmSync(join(folder, 'reports'), { recursive: true, force: true });
    mkdirSync(join(folder, 'reports/ci'), { recursive: true });
    mkdirSync(join(folder, '.ci'), { recursive: true });
    writeFileSync(join(folder, '.ci/allowed-skips.json'), JSON.stringify(options.allowed ?? []));
    for (const [name, report] of Object.entries(options.reports ?? {})) {
      writeFileSync(join(folder, `reports/${name}.json`), JSON.stringify(report));
    }
    const rows = steps.map(({ name, exitCode, log }) => {
      const file = join(folder, 'reports/ci', `${name}.log`);
      writeFileSync(file, log);
      return `${name}\tnpm run ${name}\t${exitCode}\t1\t2\t${file}\n`;
    });
    writeFileSync(join(folder, 'reports/ci/steps.tsv'), rows.join(''));
    const run = spawnSync(process.execPath, [join(root, '.ci/summary.mjs'), 'now', '.ci/run'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, UNBIND_TEST_SEED: '7' },
    });
    const lines = run.stdout.trimEnd().split('\n');
    return {
      status: run.status,
      lines,
      lastLine: lines.at(-1) ?? '',
      report: JSON.parse(readFileSync(join(folder, 'reports/ci.json'), 'utf8')) as Report,
    };
  }

  test('counts a step without counts of its own as one test and adds the others up', () => {
    const steps = [
      { name: 'lint', exitCode: 0, log: 'fine\n' },
      { name: 'tests', exitCode: 0, log: 'x\n10 passed, 0 failed, 0 skipped\n' },
    ];
    expect(summary(steps)).toMatchObject({ status: 0, lastLine: '11 passed, 0 failed, 0 skipped' });
  });

  test('fails where a step failed, also one that counted no failure', () => {
    const steps = [
      { name: 'lint', exitCode: 1, log: '' },
      { name: 'tests', exitCode: 1, log: '10 passed, 0 failed, 0 skipped\n' },
    ];
    expect(summary(steps)).toMatchObject({ status: 1, lastLine: '10 passed, 2 failed, 0 skipped' });
  });

  const assertionResults = [{ status: 'pending', fullName: 'a rule holds' }];
  const skips = { testResults: [{ name: join(folder, 'test/a.test.ts'), assertionResults }] };
  const steps = [{ name: 'tests', exitCode: 0, log: '3 passed, 0 failed, 1 skipped\n' }];

  test('fails on a skipped test that has no reason', () => {
    expect(summary(steps, { reports: { jest: skips } })).toMatchObject({
      status: 1,
      lastLine: '3 passed, 1 failed, 1 skipped',
    });
  });

  test('fails on a skipped test that no report names', () => {
    expect(summary(steps)).toMatchObject({ status: 1, lastLine: '3 passed, 1 failed, 1 skipped' });
  });

  test('passes a skipped test that the list names with its reason', () => {
    const allowed = [{ test: skippedTest, reason: 'needs a browser' }];
    expect(summary(steps, { reports: { jest: skips }, allowed })).toMatchObject({
      status: 0,
      lastLine: '3 passed, 0 failed, 1 skipped',
    });
  });

  test('names each failed test and schedule with its message right before the steps', () => {
    const failed = [{ name: 'tests', exitCode: 1, log: '3 passed, 2 failed, 0 skipped\n' }];
    const failureMessages = [
      'Error: \u001b[31mone\u001b[39m is two\n\n  Expected: 1\n    at x.ts:1',
    ];
    const assertionResults = [{ status: 'failed', fullName: 'a rule holds', failureMessages }];
    const { lines } = summary(failed, {
      reports: {
        jest: {
          testResults: [
            { name: join(folder, 'test/a.test.ts'), status: 'failed', assertionResults },
            {
              name: join(folder, 'test/b.test.ts'),
              status: 'failed',
              message: '● Test suite failed to run\n\n    Cannot find module',
              assertionResults: [],
            },
          ],
        },
        faults: {
          schedules: [
            { name: 'sms later', findings: ['told twice', 'never'] },
            { name: 'ok', findings: [] },
          ],
        },
      },
    });
    expect(lines.slice(-5)).toEqual([
      'sms later: told twice; never',
      'test/a.test.ts › a rule holds: Error: one is two Expected: 1',
      'test/b.test.ts: ● Test suite failed to run Cannot find module',
      'FAILED tests: 3 passed, 2 failed, 0 skipped, 1 s, 2 s of processor',
      '3 passed, 2 failed, 0 skipped',
    ]);
  });

  test('says which commit, seed, start and command a report is of', () => {
    const { report } = summary([{ name: 'lint', exitCode: 0, log: '' }]);
    expect(report).toMatchObject({ dirty: true, seed: 7, startedAt: 'now', command: '.ci/run' });
    expect(report.commit).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('the gate', () => {
  const gate = '.ci/run';
  const versionOf = (name: string): string =>
    new RegExp(`^${name}='?([\\d. a-z-]+)'?$`, 'm').exec(textOf(gate))?.[1] ?? '';
  /** The oldest Node of each line. */
  const nodes = versionOf('nodes').split(' ');
  const withoutPatch = nodes.map((version) => version.replace(/\.\d+$/, ''));

  test('is executable and free of syntax errors', () => {
    expect(statSync(join(root, gate)).mode & 0o111).not.toBe(0);
    expect(() => execFileSync('bash', ['-n', join(root, gate)])).not.toThrow();
  });

  test('runs on the oldest Node of each line that package.json promises', () => {
    const { engines } = JSON.parse(textOf('package.json')) as { engines: { node: string } };
    expect(nodes.length).toBeGreaterThan(1);
    expect(engines.node).toBe(withoutPatch.map((version) => `^${version}`).join(' || '));
  });

  test.each(['README.md', 'README.zh-CN.md'])(
    'runs on the oldest of each that %s promises',
    (file) => {
      const promised = /\bNode (\d+\.\d+(?:(?:, |、)\d+\.\d+)*)/.exec(textOf(file))?.[1] ?? '';
      expect(promised.split(/, |、/)).toEqual(withoutPatch);
    },
  );

  test('runs on the Node of the image, and for developers on the first of those lines', () => {
    const images = [...textOf('Dockerfile').matchAll(/^FROM node:(\d+\.\d+)-/gm)];
    for (const [, image] of images) expect(withoutPatch).toContain(image);
    expect(images).toHaveLength(3);
    const [line, minor] = textOf('.nvmrc').split('.').map(Number);
    const [oldest] = withoutPatch.map((version) => version.split('.').map(Number));
    expect(line).toBe(oldest?.[0]);
    expect(minor).toBeGreaterThanOrEqual(oldest?.[1] ?? Infinity);
  });

  test('runs the test command of the README', () => {
    expect(textOf(gate)).toMatch(/^step 'tests' \d+ npm test$/m);
  });

  /** What it says on a machine that has only these programs, and those of its own packages. */
  function installsWith(present: readonly string[], environment: Record<string, string> = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'unbind-installs-'));
    for (const name of ['bash', 'dirname', 'grep', 'id', 'node', 'npm']) {
      const found = execFileSync('which', [name], { encoding: 'utf8' }).trim();
      symlinkSync(found, join(folder, name));
    }
    for (const name of present) {
      writeFileSync(join(folder, name), '#!/bin/sh\necho wqy\n', { mode: 0o755 });
    }
    const env = { PATH: folder, HOME: folder, ...environment };
    const { status, stdout } = spawnSync('/bin/bash', [join(root, gate), '--installs'], {
      env,
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    return { status, said: stdout };
  }

  test('says what it brings along, and names Chromium and Temporal where they are missing', () => {
    const bare = installsWith([]);
    const always = ['package-lock.json', ...nodes, versionOf('postgresql')];
    for (const named of always) expect(bare.said).toContain(named);
    expect(bare).toMatchObject({ status: 0 });
    expect(bare.said).toMatch(/Temporal server[^]*Chromium/);
    const complete = installsWith(['chromium-headless-shell', 'fc-list'], {
      UNBIND_CACHE_DIR: TEST_CACHE,
    });
    expect(complete.said).not.toMatch(/Temporal server|Chromium/);
  });

  test('installs into the system nothing but Chromium and its font', () => {
    const installs = textOf(gate)
      .match(/as_root (?!\$|\()[^|&\n]*/g)
      ?.map((line) => line.trim());
    expect(installs).toEqual([
      'as_root apt-get update',
      'as_root apt-get install --yes --no-install-recommends $chromium',
    ]);
    expect(textOf(gate)).toMatch(
      /^chromium='chromium-headless-shell fonts-wqy-microhei fontconfig'$/m,
    );
    expect(textOf(gate)).not.toContain('/etc/');
  });

  test('gives a reason for each skip that it allows', () => {
    const allowed = JSON.parse(textOf('.ci/allowed-skips.json')) as {
      test?: string;
      reason?: string;
    }[];
    expect(allowed.filter(({ test: name, reason }) => !name || !reason)).toEqual([]);
  });
});
