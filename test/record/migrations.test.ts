/** The SQL files against the tables as the code declares them. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(__dirname, '..', '..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unbind-migrations-'));
  cpSync(join(root, 'record/postgres/store/migrations'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What drizzle-kit says when asked for the next migration; it writes one where something differs. */
function nextMigration(): string {
  const kit = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs');
  const schema = ['--dialect', 'postgresql', '--schema', './record/postgres/store/schema*.ts'];
  const options = { cwd: root, encoding: 'utf8' } as const;
  return execFileSync(
    process.execPath,
    [kit, 'generate', ...schema, '--out', relative(root, folder)],
    options,
  );
}

describe('the migrations', () => {
  it('make the tables that the code declares', () => {
    expect(nextMigration()).toContain('No schema changes');
  });

  it('are compared well enough to notice a table that lacks an index', () => {
    const last = readdirSync(join(folder, 'meta'))
      .filter((name) => /snapshot/.test(name))
      .at(-1)!;
    const path = join(folder, 'meta', last);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll('cases_team_reason', 'cases_other'));
    expect(nextMigration()).toContain('cases');
    const added = readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .at(-1)!;
    expect(readFileSync(join(folder, added), 'utf8')).toContain('cases_team_reason');
  });
});
