/** Files of the data folder: one that was damaged is named, with what to do. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { endLeftovers } from '../../local/processes/child-registry';
import { deskOptions } from '../../local/config';
import { chooseDeskPorts } from '../../local/desk/desk-ports';
import { readExampleCase } from '../../local/example-case/case-file';
import { readCredentials } from '../../local/example-case/example-staff';
import { ensureProviderKeys } from '../../local/desk/provider-keys';
import { readRunningFile } from '../../local/desk/running-file';
import { readState, writeState, writeStateIfSpace } from '../../local/state-file';

describe('a file of the data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-state-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const schema = z.object({ port: z.int() });

  test('is read as it was written, by its owner only', () => {
    const file = join(folder, 'a.json');
    writeState(file, { port: 1 });
    expect(readState(file, schema)).toEqual({ port: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  test.each([['ENOSPC'], ['EDQUOT']])(
    'stays as it was on a full disk (%s), where it can be written later',
    (code) => {
      const file = join(folder, 'a.json');
      writeState(file, { port: 1 });
      const full = jest.spyOn(jest.requireActual<typeof fs>('node:fs'), 'writeFileSync');
      full.mockImplementation(() => {
        throw Object.assign(new Error('no space left on device'), { code });
      });
      try {
        expect(writeStateIfSpace(file, { port: 2 })).toBe(false);
      } finally {
        full.mockRestore();
      }
      expect(readState(file, schema)).toEqual({ port: 1 });
      expect(writeStateIfSpace(file, { port: 3 })).toBe(true);
      expect(readState(file, schema)).toEqual({ port: 3 });
    },
  );

  test('is none before it was written', () => {
    expect(readState(join(folder, 'a.json'), schema)).toBeUndefined();
  });

  test.each(['', '{"po', '{"port":"x"}'])('is named where it holds %j', (content) => {
    const file = join(folder, 'a.json');
    writeFileSync(file, content);
    expect(() => readState(file, schema)).toThrow(`${file} is not as it was written. Move it away`);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  test.each<[string, (dataDir: string) => unknown]>([
    ['demo-credentials.json', readCredentials],
    ['example-case.json', readExampleCase],
    [
      'ports.json',
      (dataDir) => chooseDeskPorts(deskOptions({ UNBIND_DATA_DIR: dataDir }), jest.fn()),
    ],
    ['processes.json', endLeftovers],
    ['running.json', readRunningFile],
    ['simulator-keys.json', ensureProviderKeys],
  ])('called %s stops the start by its name where it was cut off', async (name, read) => {
    writeFileSync(join(folder, name), '{"a');
    await expect(async () => read(folder)).rejects.toThrow(`${name} is not as it was written`);
  });
});
