/** What each method of identity has to carry. */
import { PROOF_NEEDS, proofProblems } from '../../checks/people/identity-proof';
import { IDENTITY_METHODS } from '../../workflows/contract/case-view';

const KIND = [{ kind: 'resident-id' }];
const FILE = [{ kind: 'resident-id', attachmentId: 'a_1' }];
const codesOf = (proof: Parameters<typeof proofProblems>[0]) =>
  proofProblems(proof).map(({ path, code }) => `${path} ${code}`);

test.each(IDENTITY_METHODS)('an empty proof by %s is none, nor is one of white space', (method) => {
  expect(PROOF_NEEDS[method].length).toBeGreaterThan(0);
  const refused = proofProblems({ method, documents: [] });
  expect(refused.length).toBeGreaterThan(0);
  expect(proofProblems({ method, documents: [], evidence: ' \n' })).toEqual(refused);
});

test.each([
  { method: 'document-seen', documents: KIND },
  { method: 'document-seen', documents: FILE },
  { method: 'callback', documents: KIND },
  { method: 'callback', documents: [], evidence: 'The bound number answered.' },
  { method: 'video', documents: KIND },
  { method: 'video', documents: [], evidence: 'Seen on the call.' },
  { method: 'bank-check', documents: FILE },
  { method: 'bank-check', documents: [], evidence: 'One cent came from the account.' },
] as const)('$method carries $documents.length documents and "$evidence"', (proof) => {
  expect(codesOf(proof)).toEqual([]);
});

test('words alone show no document, and a kind of document alone no account', () => {
  expect(codesOf({ method: 'document-seen', documents: [], evidence: 'Seen.' })).toEqual([
    'documents IDENTITY_PROOF_EMPTY',
  ]);
  expect(codesOf({ method: 'bank-check', documents: KIND })).toEqual([
    'documents IDENTITY_PROOF_EMPTY',
    'evidence IDENTITY_PROOF_EMPTY',
  ]);
});
