/** The file `.env`: below the environment, whole or named with the line that is wrong. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withEnvFile } from '../../base/env-file/config';
import { textOf } from '../house/repository';

describe('the file .env', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unbind-env-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function read(text: string, env: Record<string, string> = {}): unknown {
    writeFileSync(join(folder, '.env'), text);
    return withEnvFile(env, folder);
  }

  test('adds what the environment does not have, and loses to what it has, be it empty', () => {
    const text = 'A=file # a comment\nexport B="two words"\nC=file\nD=\n';
    expect(read(text, { A: 'env', C: '' })).toEqual({ A: 'env', B: 'two words', C: '', D: '' });
  });

  test('need not be there', () => {
    expect(withEnvFile({ A: '1' }, folder)).toEqual({ A: '1' });
  });

  test.each([
    ['a line without =', 'A=1\n\n# why\nUNBIND_API_PORT 3100\n', 4],
    ['a name that is none', '3A=1\n', 1],
    ['quotes that are not closed', 'A=1\nB="x\nC=2\n', 2],
  ])('is refused with %s, by its line', (_what, text, line) => {
    expect(() => read(text)).toThrow(`${join(folder, '.env')} line ${line} is no setting`);
  });

  test('takes a value in quotes over several lines', () => {
    expect(read('A="one\ntwo"\nB=3\n')).toEqual({ A: 'one\ntwo', B: '3' });
  });

  test('can be another one, which then has to be there, or none', () => {
    writeFileSync(join(folder, 'desk.env'), 'A=other\n');
    expect(withEnvFile({ UNBIND_ENV_FILE: 'desk.env' }, folder)).toMatchObject({ A: 'other' });
    expect(() => withEnvFile({ UNBIND_ENV_FILE: 'gone.env' }, folder)).toThrow('UNBIND_ENV_FILE');
    expect(read('A=1\n', { UNBIND_ENV_FILE: 'off' })).toEqual({ UNBIND_ENV_FILE: 'off' });
  });

  test('may be the example as it stands', () => {
    expect(() => read(textOf('.env.example'))).not.toThrow();
  });
});
