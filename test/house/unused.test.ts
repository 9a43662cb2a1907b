/** Nothing lies in the repository that nobody uses: files, exports, dependencies; knip.json says where use begins. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** What knip finds in a folder, as it prints it. */
function unusedIn(folder: string): string {
  const knip = join(root, 'node_modules', 'knip', 'bin', 'knip.js');
  const args = [knip, '--no-progress', '--no-config-hints', '--directory', folder];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return stdout + stderr;
}

describe('what nobody uses', () => {
  it('is neither a file, nor an export, nor a dependency', () => {
    expect(unusedIn(root)).toBe('');
  });

  it('is found where somebody leaves it behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'unbind-unused-'));
    const dependencies = { 'left-pad': '1.3.0' };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'planted', dependencies }));
    writeFileSync(join(folder, 'index.js'), "import { used } from './parts.js';\nused();\n");
    writeFileSync(
      join(folder, 'parts.js'),
      'export const used = () => 1;\nexport const leftExport = 2;\n',
    );
    writeFileSync(join(folder, 'left-file.js'), 'export const x = 1;\n');
    const said = unusedIn(folder);
    for (const left of ['left-pad', 'leftExport', 'left-file.js']) expect(said).toContain(left);
    rmSync(folder, { recursive: true });
  });
});
