/** Words: a state has one table of names, and a further locale is named by the compiler wherever a word lacks it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { repositoryFiles, textOf } from '../house/repository';

const root = join(__dirname, '../..');

/** Tables that say something about a state and do not name it. */
const SENTENCES: readonly string[] = ['AWAITED', 'BUILD_STATE_WHAT'];

test('every state has one table of names for the people of a desk', () => {
  const tables = repositoryFiles()
    .filter((file) => /^(?:words|client\/(?:console|cli))\/.*\.tsx?$/.test(file))
    .flatMap((file) => [
      ...textOf(file).matchAll(/const (\w+): Readonly<Record<(\w+(?:State|Status|End)), Pair>>/g),
    ])
    .filter(([, name = '']) => !SENTENCES.includes(name))
    .map(([, , state = '']) => state);
  expect(tables.length).toBeGreaterThan(10);
  expect(tables.filter((state, index) => tables.indexOf(state) !== index)).toEqual([]);
});

/** What the compiler says of a file of words, were there these locales. */
function complaintsAbout(file: string, locales: string): readonly string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost({ ...options, noEmit: true, incremental: false });
  const read = host.readFile;
  host.readFile = (path) =>
    path.endsWith('contract/case-data.ts')
      ? readFileSync(path, 'utf8').replace(/LOCALES = \[[^\]]*\]/, `LOCALES = ${locales}`)
      : read(path);
  const program = ts.createProgram([join(root, file)], { ...options, noEmit: true }, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(join(root, file)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('a third locale makes every word that lacks it a type error', () => {
  const words = [...textOf('words/domain.ts').matchAll(/^ {2}\S+: \[/gm)].length;
  expect(words).toBeGreaterThan(100);
  expect(complaintsAbout('words/domain.ts', "['zh-CN', 'en']")).toEqual([]);
  expect(complaintsAbout('words/domain.ts', "['zh-CN', 'en', 'ja']")).toHaveLength(words);
});
