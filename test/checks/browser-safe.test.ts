/** Wire and checks run in a browser too: nothing they load comes from Node or from a server's packages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFiles } from '../house/repository';
import { loadedBy } from '../support/loaded-by';

const root = join(__dirname, '../..');
const PACKAGES = ['zod', 'libphonenumber-js/max', 'ibantools'];
/** Globals and namespaces that exist in Node only. */
const NODE_ONLY = /\b(?:process|Buffer|__dirname|require|setImmediate)\b[.(]/;

const filesOf = (room: string) => repositoryFiles().filter((file) => file.startsWith(`${room}/`));
const checks = filesOf('checks');
const wire = filesOf('wire');

test('the checks load packages alone that are made for browsers', () => {
  expect(loadedBy(checks).packages.sort()).toEqual([...PACKAGES].sort());
});

test('the wire loads zod and the contract, and nothing else', () => {
  const { files, packages } = loadedBy(wire);
  expect(packages).toEqual(['zod']);
  expect(files.filter((file) => !/^(?:wire|workflows\/contract)\//.test(file))).toEqual([]);
});

test('the checks load nothing of ours but words, the wire, the contract and the canonical form of JSON', () => {
  const others = loadedBy(checks).files.filter(
    (file) => !/^(?:checks|words|wire|workflows\/contract)\//.test(file),
  );
  expect(others).toEqual(['base/canonical-json.ts']);
});

test('checks and wire use nothing that only Node has', () => {
  const using = loadedBy([...checks, ...wire]).files.filter((file) =>
    NODE_ONLY.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(using).toEqual([]);
});

test('a file that imports Node is found', () => {
  expect(loadedBy(['test/checks/browser-safe.test.ts']).packages).toContain('node:fs');
});
