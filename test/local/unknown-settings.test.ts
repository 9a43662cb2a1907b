/** Names in the environment that begin as ours do and that no program reads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unknownSettings } from '../../local/unknown-settings';

const EXAMPLE = readFileSync(join(__dirname, '..', '..', '.env.example'), 'utf8');

describe('settings that nobody reads', () => {
  test.each([
    ['UNBIND_QUIET_HOUR', 'UNBIND_QUIET_HOURS'],
    ['UNBIND_APIPORT', 'UNBIND_API_PORT'],
    ['UNBIND_SMTP_ULR', 'UNBIND_SMTP_URL'],
  ])('are told with the one that may be meant: %s', (typed, meant) => {
    expect(unknownSettings({ [typed]: 'x' })).toEqual([
      `${typed} is set and is no setting of the desk: is ${meant} meant?`,
    ]);
  });

  test('are told where none is near', () => {
    expect(unknownSettings({ UNBIND_COLOR_OF_THE_DOOR: 'red' })).toEqual([
      'UNBIND_COLOR_OF_THE_DOOR is set and is no setting of the desk: .env.example lists them all',
    ]);
  });

  test('are none among those that the example offers, nor among those of others', () => {
    const lines = [...EXAMPLE.matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]+)=/gm)];
    const offered = lines.flatMap(([, name]) => name ?? []);
    expect(offered).toContain('UNBIND_API_PORT');
    const names = [...offered, 'PATH', 'UNBOUND'];
    const env = Object.fromEntries(names.map((name) => [name, 'x'] as const));
    expect(unknownSettings(env)).toEqual([]);
  });
});
