/** A program of the desk that does not come up: told with its own words, and not with those of an earlier one. */
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChildRegistry } from '../../local/processes/child-registry';
import { startService, trimLog } from '../../local/processes/service';
import { findFreePorts } from '../../base/free-ports';
import { eventually } from '../e2e/eventually';

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

test('a program that is watched starts anew where a file changes that it has loaded', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-watch-'));
  const says = (word: string) =>
    writeFileSync(join(folder, 'word.js'), `module.exports = '${word}';`);
  says('first');
  writeFileSync(
    join(folder, 'program.js'),
    `const { createServer } = require('node:http');
    createServer((_, answer) => answer.end(require('./word.js'))).listen(process.env.PORT, '127.0.0.1');`,
  );
  const [port] = await findFreePorts(1);
  const url = `http://127.0.0.1:${port}/`;
  const service = await startService({
    name: 'Program',
    program: join(folder, 'program.js'),
    env: { PORT: String(port) },
    logFile: join(folder, 'log'),
    readyUrl: url,
    registry: createChildRegistry(folder),
    watch: true,
  });
  const word = async () => (await fetch(url)).text();
  expect(await word()).toBe('first');
  says('second');
  await eventually('the new file runs', async () =>
    (await word().catch(() => '')) === 'second' ? true : undefined,
  );
  await service.stop();
  rmSync(folder, { recursive: true });
});

test('a log that has grown keeps one older file, while its program goes on writing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unbind-log-'));
  const log = join(folder, 'log');
  const fd = openSync(log, 'a');
  writeSync(fd, 'one\ntwo\n');
  trimLog(log, 4);
  writeSync(fd, 'three\n');
  closeSync(fd);
  expect([readFileSync(`${log}.1`, 'utf8'), readFileSync(log, 'utf8')]).toEqual([
    'one\ntwo\n',
    'three\n',
  ]);
  rmSync(folder, { recursive: true });
});
