/** Trees of leaves as RFC 9162 has them, held against the vectors of Certificate Transparency. */
import { inclusionPath, leafHash, merkleRoot, rootOfPath } from '../../base/merkle-tree';

/** Leaves and roots of the reference implementation (certificate-transparency, merkletree tests). */
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAVES = INPUTS.map((hex) => leafHash(Buffer.from(hex, 'hex').toString('latin1')));

test.each(ROOTS.map((root, index) => [index + 1, root] as const))(
  'the root over %i leaves is that of the reference implementation',
  (size, root) => {
    expect(merkleRoot(LEAVES.slice(0, size)).toString('hex')).toBe(root);
  },
);

test('the root over no leaf is the hash of nothing', () => {
  expect(merkleRoot([]).toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});

const SIZES = [1, 2, 3, 5, 8, 13];

test.each(SIZES)('every leaf of %i is proven by its path', (size) => {
  const leaves = Array.from({ length: size }, (_, index) => leafHash(`leaf ${index}`));
  const root = merkleRoot(leaves);
  leaves.forEach((leaf, index) => {
    expect(rootOfPath(leaf, index, size, inclusionPath(leaves, index))).toEqual(root);
  });
});

test.each(SIZES.slice(1))('no other leaf, place or path of %i passes', (size) => {
  const leaves = Array.from({ length: size }, (_, index) => leafHash(`leaf ${index}`));
  const root = merkleRoot(leaves);
  const path = inclusionPath(leaves, 0);
  expect(rootOfPath(leafHash('another'), 0, size, path)).not.toEqual(root);
  expect(rootOfPath(leaves[0]!, 1, size, path)).not.toEqual(root);
  expect(rootOfPath(leaves[0]!, 0, size, path.slice(1))).not.toEqual(root);
  expect(rootOfPath(leaves[0]!, size, size, path)).toBeUndefined();
});
