/** The example alerts: on metrics that there are, with a page that there is, and firing as they should. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CAUSES } from '../../workflows/contract/operations';
import { ERRORS, errorCodeOf } from '../../workflows/contract/errors';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const { groups } = parse(read('deploy/prometheus/unbind-desk.rules.yml')) as {
  groups: { rules: Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

const GAUGES = ['attention/gauges.ts', 'recovery/reconcile-gauges.ts']
  .map((file) => read(`client/api/operations/${file}`))
  .join('');
/** Headings as addresses of sections. */
const SECTIONS = [...read('docs/operations.md').matchAll(/^## (.+)$/gm)].map(([, title]) =>
  title!
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-'),
);

test.each(rules)('$alert asks for metrics, causes and codes that there are', ({ expr }) => {
  const names = expr.match(/unbind_\w+/g) ?? [];
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(GAUGES).toContain(`'${name}'`);
  for (const [, causes] of expr.matchAll(/cause=~?"([^"]+)"/g)) {
    for (const cause of causes!.split('|')) expect(CAUSES).toContain(cause);
  }
  for (const [, codes] of expr.matchAll(/code(?:=~|!~|=)"([^"]+)"/g)) {
    for (const code of codes!.split('|')) {
      expect(ERRORS).toHaveProperty(errorCodeOf(code) ?? 'none');
    }
  }
});

test.each(rules)('$alert leads to a page of the runbook', ({ annotations, labels }) => {
  const [file, section] = annotations.runbook.split('#');
  expect(file).toBe('docs/operations.md');
  expect(SECTIONS).toContain(section);
  expect(['page', 'ticket']).toContain(labels.severity);
});

test('every alert is tried in both ways by the tests of promtool', () => {
  const tried = read('deploy/prometheus/unbind-desk.test.yml');
  for (const { alert } of rules) expect(tried).toContain(`alertname: ${alert}\n`);
});

const checked = spawnSync(process.execPath, ['scripts/check-alerts.mjs', '--installed'], {
  cwd: root,
  encoding: 'utf8',
});
const NO_PROMTOOL = 3;
const whereInstalled = checked.status === NO_PROMTOOL ? test.skip : test;

whereInstalled('promtool takes the alerts, and they fire as their tests say', () => {
  expect(`${checked.stdout}${checked.stderr}`).toContain('SUCCESS');
  expect(checked.status).toBe(0);
});
