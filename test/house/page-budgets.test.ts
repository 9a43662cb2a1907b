/** The build refuses pages that load too much script; planted here, as the real ones stay below. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './repository';

const BUDGET_KB = 60;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unbind-budget-'));
  mkdirSync(join(folder, 'source'));
  mkdirSync(join(folder, 'scripts'));
  writeFileSync(join(folder, 'scripts', 'page-build.mjs'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A script of so many KB that cannot be compressed. */
function plant(scriptKb: number): void {
  writeFileSync(join(folder, 'source', 'main.js'), randomBytes(scriptKb * 1024));
}

/** Builds a page of that script; what the build said. */
function build(): { status: number | null; stderr: string; stdout: string } {
  const program = `
    import { cpSync, mkdirSync } from 'node:fs';
    import { buildPage, gzipKb } from ${JSON.stringify(pathToFileURL(join(root, 'scripts/page-build.mjs')).href)};
    const page = {
      name: 'page', sources: ['source'], alone: [], sizeKey: 'firstLoadKb', budgetKb: ${BUDGET_KB},
      bundle: (root, out) => cpSync(root + '/source', out + '/assets', { recursive: true }),
      measure: (out) => ({ firstLoadKb: gzipKb(out + '/assets/main.js') }),
    };
    const measured = await buildPage(${JSON.stringify(folder)}, page, () => console.log('built'));
    console.log(measured.firstLoadKb < measured.budgetKb);`;
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program],
    { encoding: 'utf8' },
  );
  return { status, stderr, stdout };
}

test('a page below its budget is built, and not again before its sources change', () => {
  plant(BUDGET_KB - 2);
  expect(build()).toMatchObject({ status: 0, stdout: 'built\ntrue\n' });
  expect(build()).toMatchObject({ status: 0, stdout: 'true\n' });
  plant(1);
  expect(build()).toMatchObject({ status: 0, stdout: 'built\ntrue\n' });
});

test('a page that reaches its budget fails the build, however often it is tried', () => {
  plant(BUDGET_KB);
  for (let tries = 1; tries <= 2; tries += 1) {
    const { status, stderr } = build();
    expect(status).toBe(1);
    expect(stderr).toContain('The first load of page is 60');
    expect(stderr).toContain('dist/page/budget.json');
  }
});
