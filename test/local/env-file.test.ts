/** The file `.env` of the folder is read by every command that a person types. Needs a build (`dist/`). */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..').replace(/\/dist$/, '');

test.each([
  ['npm start', ['dist', 'local', 'start.js'], []],
  ['npm start before its build', ['scripts', 'may-start.mjs'], []],
  ['npm run demo', ['dist', 'local', 'demo.js'], []],
  ['npm run setup', ['dist', 'local', 'setup.js'], ['example']],
  ['npm run backup', ['dist', 'local', 'backup-command.js'], ['backup']],
  ['npm run restore', ['dist', 'local', 'backup-command.js'], ['restore', '--from', 'backup']],
  ['npx unbind', ['bin', 'unbind.js'], ['list']],
])('%s names the line of .env that is malformed, and does nothing', (_what, program, words) => {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-env-'));
  try {
    writeFileSync(join(folder, '.env'), '# mine\nUNBIND_API_PORT 3100\n');
    const ran = spawnSync(process.execPath, [join(ROOT, ...program), ...words], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', UNBIND_DATA_DIR: join(folder, 'data') },
      encoding: 'utf8',
    });
    expect(`${ran.stdout}${ran.stderr}`).toContain(
      `${join(folder, '.env')} line 2 is no setting: NAME=value, with quotes closed; ` +
        'a comment begins with #.',
    );
    expect(ran.status).not.toBe(0);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
