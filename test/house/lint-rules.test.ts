/** The linter is trusted only as far as this goes: one planted violation of each rule, each found. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
/** Apart, so that this file itself passes. */
const leftOver = ['TO', 'DO'].join('');
const longFile = Array.from({ length: 301 }, (_, line) => `export const c${line} = ${line};`);
const longFunction = Array.from({ length: 71 }, (_, line) => `  use(${line});`).join('\n');

const PROXY = `
import { proxyActivities } from '@temporalio/workflow';
interface Acts { refund(): Promise<void> }
const { refund } = proxyActivities<Acts>({ startToCloseTimeout: '1s' });
`;

/** File → rule → source that breaks it; the same file name with `-kept` keeps it. */
const planted: readonly { file: string; rule: string; broken: string; kept: string }[] = [
  {
    file: 'workflows/forgotten-await.ts',
    rule: '@typescript-eslint/no-floating-promises',
    broken: `${PROXY}export async function pay(): Promise<void> { refund(); await refund(); }`,
    kept: `${PROXY}export async function pay(): Promise<void> { await refund(); }`,
  },
  {
    file: 'workflows/void-activity.ts',
    rule: 'no-restricted-syntax',
    broken: `${PROXY}const payActivities = { refund };\nexport function pay(): void { void payActivities.refund(); }`,
    kept: `${PROXY}const payActivities = { refund };\nexport async function pay(): Promise<void> { await payActivities.refund(); }`,
  },
  {
    file: 'activities/forgotten-await-in-condition.ts',
    rule: '@typescript-eslint/no-misused-promises',
    broken: `export async function f(ok: () => Promise<boolean>): Promise<void> { await ok(); if (ok()) return; }`,
    kept: `export async function f(ok: () => Promise<boolean>): Promise<void> { if (await ok()) return; }`,
  },
  {
    file: 'checks/chosen-language.ts',
    rule: 'no-restricted-syntax',
    broken: `export const a = (locale: string): string => (locale === 'en' ? 'Yes' : '是');`,
    kept: `export const a = (locale: 'en' | 'zh-CN'): string => ({ 'zh-CN': '是', en: 'Yes' })[locale];`,
  },
  {
    file: 'workflows/imports-record.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../record/thing';\nexport const a = thing;`,
    kept: `import { leaf } from './contract/leaf';\nexport const a = leaf;`,
  },
  {
    file: 'workflows/contract/imports-upwards.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { policy } from '../policy';\nexport const a = policy;`,
    kept: `import { leaf } from './leaf';\nexport const a = leaf;`,
  },
  {
    file: 'record/imports-client.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../client/thing';\nexport const a = thing;`,
    kept: `import { leaf } from '../workflows/contract/leaf';\nexport const a = leaf;`,
  },
  ...['client', 'worker', 'activities', 'checks', 'record'].map((room) => ({
    file: `temporal/imports-${room}.ts`,
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../${room}/thing';\nexport const a = thing;`,
    kept: `import { leaf } from '../workflows/contract/leaf';\nexport const a = leaf;`,
  })),
  {
    file: 'temporal/imports-workflow.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { policy } from '../workflows/policy';\nexport const a = policy;`,
    kept: `import { leaf } from '../workflows/contract/leaf';\nexport const a = leaf;`,
  },
  ...['activities', 'checks', 'client', 'local', 'record', 'scripts', 'worker'].map((room) => ({
    file: `${room}/speaks-to-temporal.ts`,
    rule: 'no-restricted-imports',
    broken: `import { Client } from '@temporalio/client';\nexport const a = Client;`,
    kept: `import { ApplicationFailure } from '@temporalio/common';\nexport const a = ApplicationFailure;`,
  })),
  {
    file: 'client/speaks-to-temporal-by-type.ts',
    rule: 'no-restricted-imports',
    broken: `import type { Client } from '@temporalio/client/lib/client';\nexport type A = Client;`,
    kept: `import { thing } from '../temporal/thing';\nexport const a = thing;`,
  },
  ...['/api/v1/cases', '${origin}/api/v1/cases'].map((address, index) => ({
    file: `client/knows-an-address-${index}.ts`,
    rule: 'no-restricted-syntax',
    broken: `export const at = (origin: string): string => \`${address}\` + origin;`,
    kept: `import { pathOf } from '../wire/routes';\nexport const at = (): unknown => pathOf;`,
  })),
  ...["'/cases/:caseId'", '`/cases/${of}`'].map((address, index) => ({
    file: `client/api/registers-an-address-${index}.ts`,
    rule: 'no-restricted-syntax',
    broken: `interface Api { get(at: string): void }\nexport function f(api: Api, of: string): void { api.get(${address}); api.get(of); }`,
    kept: `interface Api { get(at: string): void }\nexport function f(api: Api, of: string): void { api.get(of); api.get('/docs'); }`,
  })),
  {
    file: 'client/cli/imports-temporal.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../../temporal/thing';\nexport const a = thing;`,
    kept: `import { thing } from '../thing';\nexport const a = thing;`,
  },
  {
    file: 'wire/imports-checks.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../checks/thing';\nexport const a = thing;`,
    kept: `import { leaf } from '../workflows/contract/leaf';\nexport const a = leaf;`,
  },
  {
    file: 'workflows/contract/imports-wire.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../../wire/thing';\nexport const a = thing;`,
    kept: `import { leaf } from './leaf';\nexport const a = leaf;`,
  },
  {
    file: 'record/imports-wire.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../wire/thing';\nexport const a = thing;`,
    kept: `import { leaf } from '../workflows/contract/leaf';\nexport const a = leaf;`,
  },
  {
    file: 'record/postgres/imports-config.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../thing';\nexport const a = thing;`,
    kept: `import { leaf } from '../../workflows/contract/leaf';\nexport const a = leaf;`,
  },
  {
    file: 'record/port/imports-postgres.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../thing';\nexport const a = thing;`,
    kept: `import { leaf } from '../../workflows/contract/leaf';\nexport const a = leaf;`,
  },
  {
    file: 'base/imports-contract.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { leaf } from '../workflows/contract/leaf';\nexport const a = leaf;`,
    kept: `import { join } from 'node:path';\nexport const a = join('a', 'b');`,
  },
  {
    file: 'local/postgres/imports-worker.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../../worker/thing';\nexport const a = thing;`,
    kept: `import { thing } from '../../record/thing';\nexport const a = thing;`,
  },
  {
    file: 'checks/imports-record.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../record/thing';\nexport const a = thing;`,
    kept: `import { leaf } from '../workflows/contract/leaf';\nexport const a = leaf;`,
  },
  {
    file: 'activities/imports-workflow.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { policy } from '../workflows/policy';\nexport const a = policy;`,
    kept: `import { thing } from '../record/thing';\nexport const a = thing;`,
  },
  {
    file: 'client/imports-adapter.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { adapter } from '../activities/adapter';\nexport const a = adapter;`,
    kept: `import { thing } from '../record/thing';\nexport const a = thing;`,
  },
  {
    file: 'client/console/imports-api.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../thing';\nexport const a = thing;`,
    kept: `import { leaf } from '../../workflows/contract/leaf';\nexport const a = leaf;`,
  },
  {
    file: 'client/console/calls-hook-at-times.ts',
    rule: 'react-hooks/rules-of-hooks',
    broken: `import { useId } from 'react';\nexport const useA = (a: boolean): string => (a ? useId() : '');`,
    kept: `import { useId } from 'react';\nexport const useA = (): string => useId();`,
  },
  {
    file: 'worker/imports-client.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { thing } from '../client/thing';\nexport const a = thing;`,
    kept: `import { adapter } from '../activities/adapter';\nexport const a = adapter;`,
  },
  {
    file: 'local/simulator/imports-ours.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { leaf } from '../../workflows/contract/leaf';\nexport const a = leaf;`,
    kept: `export const a = 1;`,
  },
  {
    file: 'local/imports-test.ts',
    rule: 'import-x/no-restricted-paths',
    broken: `import { helper } from '../test/helper';\nexport const a = helper;`,
    kept: `import { thing } from '../client/thing';\nexport const a = thing;`,
  },
  {
    file: 'record/cycle-a.ts',
    rule: 'import-x/no-cycle',
    broken: `import { b } from './cycle-b';\nexport const a = (): unknown => b;`,
    kept: `export const a = 1;`,
  },
  {
    file: 'record/reads-environment.ts',
    rule: 'no-restricted-syntax',
    broken: `export const a = process.env['A'];`,
    kept: `export const a = (env: { A?: string }): string | undefined => env.A;`,
  },
  {
    file: 'record/default-export.ts',
    rule: 'no-restricted-syntax',
    broken: `export default 1;`,
    kept: `export const a = 1;`,
  },
  {
    file: 'record/export-star.ts',
    rule: 'no-restricted-syntax',
    broken: `export * from './thing';`,
    kept: `export { thing } from './thing';`,
  },
  {
    file: 'record/enum.ts',
    rule: 'no-restricted-syntax',
    broken: `export enum Color { red }`,
    kept: `export const COLORS = ['red'] as const;`,
  },
  {
    file: 'record/joined-timeout.ts',
    rule: 'no-restricted-syntax',
    broken: `export const a = (b: AbortSignal): AbortSignal => AbortSignal.any([b, AbortSignal.timeout(1)]);`,
    kept: `export const a = (): AbortSignal => AbortSignal.timeout(1);`,
  },
  {
    file: 'record/double-cast.ts',
    rule: 'no-restricted-syntax',
    broken: `export const a = 1 as unknown as string;`,
    kept: `export const a: unknown = 1;`,
  },
  ...['button', 'dialog', 'input', 'select', 'textarea'].map((name) => ({
    file: `client/console/${name}-by-hand.tsx`,
    rule: 'no-restricted-syntax',
    broken: `import type { ReactElement } from 'react';\nexport const Part = (): ReactElement => <${name} />;`,
    kept: `import type { ReactElement } from 'react';\nexport const Part = (): ReactElement => <p>one</p>;`,
  })),
  {
    file: 'client/console/looked-up.ts',
    rule: 'no-restricted-syntax',
    broken: `export const text = (say: (word: string) => string, words: Record<string, string>, name: string): string => say(words[name]);`,
    kept: `export const text = (say: (word: string) => string, words: Record<string, string>): string => say(words['one'] ?? '');`,
  },
  {
    file: 'workflows/async-validator.ts',
    rule: 'no-restricted-syntax',
    broken: `export const handler = { validator: async (): Promise<void> => undefined };`,
    kept: `export const handler = { validator: (): void => undefined };`,
  },
  {
    file: 'workflows/local-hours.ts',
    rule: 'no-restricted-syntax',
    broken: `export const hour = (d: Date): number => d.getHours();`,
    kept: `export const hour = (d: Date): number => d.getUTCHours();`,
  },
  {
    file: 'workflows/locale-text.ts',
    rule: 'no-restricted-syntax',
    broken: `export const text = (d: Date): string => d.toLocaleString('en');`,
    kept: `export const text = (d: Date): string => d.toISOString();`,
  },
  {
    file: 'workflows/icu.ts',
    rule: 'no-restricted-globals',
    broken: `export const format = new Intl.NumberFormat('en');`,
    kept: `export const format = String;`,
  },
  {
    file: 'workflows/imports-zod.ts',
    rule: 'no-restricted-imports',
    broken: `import { z } from 'zod';\nexport const a = z;`,
    kept: `import { sleep } from '@temporalio/workflow';\nexport const a = sleep;`,
  },
  {
    file: 'workflows/imports-node.ts',
    rule: 'no-restricted-imports',
    broken: `import { join } from 'node:path';\nexport const a = join;`,
    kept: `import { sleep } from '@temporalio/workflow';\nexport const a = sleep;`,
  },
  {
    file: 'record/any.ts',
    rule: '@typescript-eslint/no-explicit-any',
    broken: `export const f = (a: any): unknown => a;`,
    kept: `export const f = (a: unknown): unknown => a;`,
  },
  {
    file: 'record/swallowed.ts',
    rule: 'no-empty',
    broken: `export function f(g: () => void): void { try { g(); } catch {} }`,
    kept: `export function f(g: () => void): void { g(); }`,
  },
  {
    file: 'record/console.ts',
    rule: 'no-console',
    broken: `export const f = (): void => { console.log(1); };`,
    kept: `export const f = (log: (n: number) => void): void => { log(1); };`,
  },
  {
    file: 'record/too-long.ts',
    rule: 'max-lines',
    broken: longFile.join('\n'),
    kept: longFile.slice(1).join('\n'),
  },
  {
    file: 'record/long-function.ts',
    rule: 'max-lines-per-function',
    broken: `export function f(use: (n: number) => void): void {\n${longFunction}\n}`,
    kept: `export function f(use: (n: number) => void): void {\n  use(1);\n}`,
  },
  {
    file: 'record/left-over.ts',
    rule: 'no-warning-comments',
    broken: `// ${leftOver}: later\nexport const a = 1;`,
    kept: `// Never later.\nexport const a = 1;`,
  },
  {
    file: 'record/missing-case.ts',
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    broken: `export function f(a: 'x' | 'y'): number { switch (a) { case 'x': return 1; } return 2; }`,
    kept: `export function f(a: 'x' | 'y'): number { switch (a) { case 'x': return 1; case 'y': return 2; } }`,
  },
  {
    file: 'record/dev-dependency.ts',
    rule: 'import-x/no-extraneous-dependencies',
    broken: `import fc from 'fast-check';\nexport const a = fc;`,
    kept: `import { z } from 'zod';\nexport const a = z;`,
  },
];

/** What the planted files import. */
const scenery: Readonly<Record<string, string>> = {
  'workflows/contract/leaf.ts': 'export const leaf = 1;',
  'workflows/policy.ts': 'export const policy = 1;',
  'wire/thing.ts': 'export const thing = 1;',
  'checks/thing.ts': 'export const thing = 1;',
  'record/thing.ts': 'export const thing = 1;',
  'record/cycle-b.ts': `import { a } from './cycle-a';\nexport const b = (): unknown => a;`,
  'client/thing.ts': 'export const thing = 1;',
  'worker/thing.ts': 'export const thing = 1;',
  'activities/thing.ts': 'export const thing = 1;',
  'temporal/thing.ts': 'export const thing = 1;',
  'activities/adapter.ts': 'export const adapter = 1;',
  'test/helper.ts': 'export const helper = 1;',
};

interface LintResult {
  filePath: string;
  messages: { ruleId: string | null; message: string }[];
}

function write(folder: string, file: string, source: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `${source}\n`);
}

function lint(folder: string): Promise<LintResult[]> {
  const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [eslint, '--format', 'json', '.'],
      { cwd: folder, maxBuffer: 64_000_000 },
      (_error, stdout, stderr) => {
        if (stdout === '') reject(new Error(stderr));
        else resolve(JSON.parse(stdout) as LintResult[]);
      },
    );
  });
}

describe('the linter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-lint-'));
  let found: Map<string, string[]>;

  beforeAll(async () => {
    const settings = ['eslint.config.mjs', 'tsconfig.json', 'package.json'];
    for (const name of [...settings, 'client/console/tsconfig.json']) {
      cpSync(join(root, name), join(folder, name));
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    for (const [file, source] of Object.entries(scenery)) write(folder, file, source);
    for (const { file, broken, kept } of planted) {
      write(folder, file, broken);
      write(folder, file.replace(/\.(tsx?)$/, '-kept.$1'), kept);
    }
    const results = await lint(folder);
    found = new Map(
      results.map(({ filePath, messages }) => [
        filePath.slice(filePath.indexOf('unbind-lint-')).split('/').slice(1).join('/'),
        messages.map(({ ruleId, message }) => ruleId ?? message),
      ]),
    );
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(planted)('finds a planted violation of $rule in $file', ({ file, rule }) => {
    expect(found.get(file)).toContain(rule);
  });

  test.each(planted)('passes the counterpart of $file that keeps the rule', ({ file }) => {
    expect(found.get(file.replace(/\.(tsx?)$/, '-kept.$1'))).toEqual([]);
  });
});
