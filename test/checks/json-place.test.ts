/** Where a text stops being JSON, found without repeating any of it. */
import * as fc from 'fast-check';
import { placeOfJsonFault } from '../../checks/json-place';

test.each<[string, number, number]>([
  ['', 1, 1],
  ['hello', 1, 1],
  ['{"channel": "hot', 1, 13],
  ['{"a": 1,}', 1, 9],
  ["{'a': 1}", 1, 2],
  ['{"a" 1}', 1, 6],
  ['[1, 2', 1, 6],
  ['[1 2]', 1, 4],
  ['{"a": 01}', 1, 8],
  ['{} {}', 1, 4],
  ['{\n  "a": tru\n}', 2, 8],
  ['{"名字": x}', 1, 8],
  ['[1}', 1, 3],
  ['"a\nb"', 1, 1],
])('%j breaks at line %i, column %i', (text, line, column) => {
  expect(placeOfJsonFault(text)).toEqual({ line, column });
});

test('whatever the language itself reads has no such place, and what it does not has one', () => {
  const damaged = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', ',', '{', ']', '1', ' '));
  fc.assert(
    fc.property(damaged, ([json, at, sign]) => {
      const cut = at % (json.length + 1);
      const text = json.slice(0, cut) + sign + json.slice(cut + 1);
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(placeOfJsonFault(text) === undefined).toBe(isJson);
    }),
  );
});
