/** A sentence keeps its words and hands out its places, each once, in order. */
import { closedSentence, partsOf, type OpenSentence } from '../../checks/problems/open-sentence';

const sentence: OpenSentence = {
  text: 'Since {since} it waits for {party}, {since} and {nobody}.',
  places: {
    since: { kind: 'moment', value: '2026-11-02T05:00:00Z' },
    party: { kind: 'party', value: 'agent' },
  },
};

test('words and places come in the order in which they are read', () => {
  expect(partsOf(sentence)).toEqual([
    'Since ',
    sentence.places['since'],
    ' it waits for ',
    sentence.places['party'],
    ', ',
    sentence.places['since'],
    ' and ',
    '{nobody}',
    '.',
  ]);
});

test('every place is shown as the reader wishes, and a name without one stays', () => {
  const shown = closedSentence(sentence, ({ kind }) => kind.toUpperCase());
  expect(shown).toBe('Since MOMENT it waits for PARTY, MOMENT and {nobody}.');
});

test('a value in braces is not taken for a place', () => {
  const code = { kind: 'code', value: '{since}' } as const;
  expect(closedSentence({ text: '{code}', places: { code } }, ({ value }) => value)).toBe(
    '{since}',
  );
});
