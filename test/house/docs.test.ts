/** Generated pages are fresh and say the same as the code, in both directions. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { caseLifeDiagram } from '../../scripts/docs/case-life-page';
import { generatedPages, stalePages, writePages } from '../../scripts/docs/generated-pages';
import { humanDuration, policyRows } from '../../scripts/docs/policy-rows';
import { ERRORS, publicCode } from '../../workflows/contract/errors';
import type { ErrorCode } from '../../workflows/contract/errors';
import { MAX_FILE_MIB } from '../../workflows/contract/files';
import { ARROWS, CASE_STATUSES } from '../../workflows/contract/lifecycle';
import { calendarByVersion } from '../../workflows/calendar/calendar-by-version';
import { CALENDAR_VERSION } from '../../workflows/contract/identifiers';
import { POLICY } from '../../workflows/policy';
import { isCode, repositoryFiles, root, textOf } from './repository';

const codes = Object.keys(ERRORS) as ErrorCode[];

describe('generated pages', () => {
  test('are as fresh as the code', async () => {
    expect(await stalePages(root)).toEqual([]);
  });

  test('are found stale after a change by hand', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'unbind-docs-'));
    for (const path of ['workflows/policy.ts', ...(await generatedPages(root)).keys()]) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), textOf(path));
    }
    await writePages(copy);
    expect(await stalePages(copy)).toEqual([]);
    const page = join(copy, 'docs/errors.md');
    writeFileSync(page, readFileSync(page, 'utf8').replace('Retried', 'Repeated'));
    expect(await stalePages(copy)).toEqual(['docs/errors.md']);
    rmSync(copy, { recursive: true });
  });
});

describe('the page of errors', () => {
  const listed = [...textOf('docs/errors.md').matchAll(/^\| `(UNBIND_[A-Z0-9_]+)` /gm)].map(
    ([, code]) => code,
  );

  test('names every code of the table once', () => {
    expect([...listed].sort()).toEqual(codes.map(publicCode).sort());
  });

  test('has no code that the product never uses', () => {
    const product = repositoryFiles().filter(
      (file) =>
        isCode(file) &&
        !/^(test|bench|scripts)\//.test(file) &&
        !file.endsWith('contract/errors.ts') &&
        // The texts name every code, used or not.
        !file.startsWith('words/errors-'),
    );
    const source = product.map(textOf).join('\n');
    expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(source))).toEqual([]);
  });
});

describe('the page on the life of a case', () => {
  const page = textOf('docs/case-life.md');

  test.each(CASE_STATUSES)('draws the status %s', (status) => {
    expect(caseLifeDiagram()).toContain(status.replaceAll('-', '_'));
  });

  test('lists every arrow of the table', () => {
    const missing = ARROWS.filter(
      ({ from, trigger, to }) => !page.includes(`| \`${from}\` | \`${trigger}\` | \`${to}\` |`),
    );
    expect(missing).toEqual([]);
  });

  test('gives every duration with its reason', () => {
    const rows = policyRows(textOf('workflows/policy.ts'));
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(POLICY));
    expect(rows.filter(({ reason }) => reason === '')).toEqual([]);
  });

  test.each([
    ['noticeLimitMs', 86_400_000, '1 day'],
    ['closureLimitWorkingMs', 162_000_000, '5 working days'],
    ['claimWorkingMs', 14_400_000, '4 working hours'],
    ['oddMs', 1_500, '1500 ms'],
  ])('writes %s of %d ms as %s', (name, ms, words) => {
    expect(humanDuration(name, ms)).toBe(words);
  });
});

describe('sizes in the documents', () => {
  /** The number that a source gives a name. */
  const numberIn = (file: string, name: string): number => {
    const [, factors = ''] = new RegExp(`${name} = ([\\d *]+);`).exec(textOf(file)) ?? [];
    return factors.split('*').reduce((product, factor) => product * Number(factor), 1);
  };
  const bodyKib = numberIn('client/api/app.ts', 'BODY_LIMIT_BYTES') / 1024;
  const answerMib = numberIn('activities/bounded-answer.ts', 'ANSWER_LIMIT_BYTES') / 1024 / 1024;
  const consoleKb = numberIn('scripts/build-console.mjs', 'FIRST_LOAD_BUDGET_KB');
  const merchantKb = numberIn('scripts/build-merchant.mjs', 'BUDGET_KB');

  test.each([
    ['docs/api.md', `Bodies up to ${bodyKib} KiB, files up to ${MAX_FILE_MIB} MiB`],
    ['docs/providers.md', `No more than ${answerMib} MiB of an answer`],
    ['docs/console.md', `reaches ${consoleKb} KB over the wire`],
    ['docs/merchant-page.md', `reaches ${merchantKb} KB over the wire`],
  ])('%s gives the one that the product keeps: %s', (page, words) => {
    expect(textOf(page)).toContain(words);
  });
});

describe('links between the documents', () => {
  const pages = repositoryFiles().filter((file) => file.endsWith('.md'));

  test.each(pages)('of %s lead to files that exist', (page) => {
    const files = new Set(repositoryFiles());
    const folders = new Set([...files].map((file) => dirname(file)));
    const targets = [...textOf(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, target]) => join(dirname(page), target ?? '').replace(/\/$/, ''))
      .filter((target) => !files.has(target) && !folders.has(target));
    expect(targets).toEqual([]);
  });
});

describe('the steps by which a year of the calendar is put in', () => {
  const [, section = ''] = textOf('docs/operations.md').split('## A year of the calendar');
  const steps = section.split('\n## ')[0] ?? '';
  const tables = textOf('workflows/calendar/calendar-by-version.ts');

  test('name a command that there is, and files and names that are in them', () => {
    const [, command = ''] = /`npm run ([a-z:]+) -- 2027`/.exec(steps) ?? [];
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    expect(scripts[command]).toContain('generate-calendar.js');
    for (const [, name, file] of steps.matchAll(/`([A-Z_]{6,})` in\s+`([\w./-]+)`/g)) {
      expect(textOf(file ?? '')).toContain(`const ${String(name)}`);
    }
    expect(tables).toContain('statutoryDays: STATUTORY_DAYS }');
  });

  test('speak of the last year of the table that new cases count by, and of the one after it', () => {
    const year = calendarByVersion(CALENDAR_VERSION).lastYear;
    expect(steps).toContain(`ends with ${String(year)}`);
    expect(steps).toContain(`-- ${String(year + 1)}\``);
  });
});
