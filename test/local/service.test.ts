/** A program of the desk that does not come up: told with its own words, and not with those of an earlier one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChildRegistry } from '../../local/child-registry';
import { startService } from '../../local/service';

describe('a program of the desk that does not come up', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-service-'));
    writeFileSync(join(folder, 'log'), 'an error of yesterday\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function failureOf(program: string): Promise<string> {
    writeFileSync(join(folder, 'program.js'), program);
    const start = startService({
      name: 'Program',
      program: join(folder, 'program.js'),
      env: {},
      logFile: join(folder, 'log'),
      readyUrl: 'http://127.0.0.1:1/',
      registry: createChildRegistry(folder),
    });
    return start.then(() => 'started', String);
  }

  test('is told with what it has printed', async () => {
    const told = await failureOf("console.log('the port is taken'); process.exit(3);");
    expect(told).toContain('ended while starting (code 3)');
    expect(told).toContain('the port is taken');
    expect(told).not.toContain('yesterday');
  });

  test('is told to have printed nothing where the log has only old lines', async () => {
    const told = await failureOf('process.exit(3);');
    expect(told).toContain('(it printed nothing)');
    expect(told).not.toContain('yesterday');
  });
});
