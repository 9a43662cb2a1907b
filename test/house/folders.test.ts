/** The folders of the house: what lives in each is said at its door, and none is a heap. */
import { posix } from 'node:path';
import { isCode, repositoryFiles, textOf } from './repository';

/** Rooms that keep to the rules so far. */
const ROOMS = [
  ...['activities', 'base', 'bench', 'checks', 'client', 'local', 'record', 'scripts'],
  ...['temporal', 'wire', 'words', 'worker', 'workflows'],
];
const MOST_FILES = 20;

const folders = new Map<string, string[]>();
for (const file of repositoryFiles().filter(isCode)) {
  const folder = posix.dirname(file);
  if (!ROOMS.some((room) => folder === room || folder.startsWith(`${room}/`))) continue;
  folders.set(folder, [...(folders.get(folder) ?? []), file]);
}

test('every room is there', () => {
  const heldBy = (room: string) => [...folders.keys()].some((folder) => folder.startsWith(room));
  expect(ROOMS.filter((room) => !heldBy(room))).toEqual([]);
});

test.each([...folders])('the first file of %s says what lives in the folder', (folder, files) => {
  const [first = ''] = [...files].sort();
  const [line = ''] = textOf(first).split('\n');
  expect({ first, line }).toEqual({
    first,
    line: expect.stringMatching(new RegExp(`^// ${folder}/: \\S.*\\.$`)) as string,
  });
});

test.each([...folders])('%s holds no more flat files than one can look over', (_folder, files) => {
  expect(files.length).toBeLessThanOrEqual(MOST_FILES);
});

test('the record offers each group of nouns and keeps it under the same name', () => {
  const groupsIn = (side: string) =>
    [...folders.keys()]
      .filter((folder) => posix.dirname(folder) === `record/${side}`)
      .map((folder) => posix.basename(folder));
  expect(groupsIn('postgres').filter((group) => group !== 'store')).toEqual(groupsIn('port'));
});

test('each stage that asks for an effect finds it under its own name', () => {
  const stages = repositoryFiles()
    .filter((file) => file.startsWith('workflows/stages/') && textOf(file).includes('./run-effect'))
    .map((file) => posix.basename(file).replace(/s\.ts$/, '.ts'));
  expect(stages).toHaveLength(3);
  expect(folders.get('activities')).toEqual(
    expect.arrayContaining(stages.map((stage) => `activities/${stage}`)),
  );
});
