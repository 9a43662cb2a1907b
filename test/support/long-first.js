// The order of test files: those marked `@long` in their first comment begin, so that none of them is left
// alone at the end; the others as Jest has them, by what they took the last time, or by size.
const { readFileSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

const MARK = /^ \* @long$/m;

module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const isLong = new Map(
      tests.map(({ path }) => [path, MARK.test(readFileSync(path, 'utf8').split('*/', 1)[0])]),
    );
    return super.sort(tests).sort((a, b) => isLong.get(b.path) - isLong.get(a.path));
  }
};
