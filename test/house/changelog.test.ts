/** What open cases do with new code stands in the changelog, for whoever releases it. */
import { repositoryFiles, textOf } from './repository';

/** The names that workflow code asks `patched` for, written there or by a constant of the same file. */
function patchesOf(text: string): string[] {
  const constants = new Map(
    [...text.matchAll(/const ([A-Z_]+) = '([a-z-]+)'/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
  return [...text.matchAll(/patched\((?:'([a-z-]+)'|([A-Z_]+))\)/g)].map(
    ([, literal, constant = '']) => literal ?? constants.get(constant) ?? constant,
  );
}

const patches = [
  ...new Set(
    repositoryFiles()
      .filter((file) => /^workflows\/.*\.ts$/.test(file))
      .flatMap((file) => patchesOf(textOf(file))),
  ),
].sort();

/** The lines under every heading Replay. */
function replayLines(): string[] {
  const sections = textOf('CHANGELOG.md').split(/^#{2,3} /m);
  return sections.filter((s) => s.startsWith('Replay\n')).flatMap((s) => s.split('\n'));
}

test('the changelog says under Replay, once each, what every patch of the workflows means', () => {
  const named = replayLines().flatMap((line) => /^- `([a-z-]+)`:/.exec(line)?.[1] ?? []);
  expect(patches.length).toBeGreaterThan(3);
  expect(named.sort()).toEqual(patches);
});
