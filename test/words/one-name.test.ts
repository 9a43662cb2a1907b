/** Words: a state has one table of names, and a further language is named by the compiler wherever a text lacks it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { renderEmail } from '../../activities/notices/render-notice';
import { sampleContent } from '../../activities/notices/render-preview';
import { STATUS } from '../../words/domain';
import { STAGE } from '../../words/merchant';
import { LOCALES } from '../../workflows/contract/case-data';
import { CASE_STATUSES, type CaseStatus } from '../../workflows/contract/lifecycle';
import type { NoticeKind } from '../../workflows/contract/notices';
import { repositoryFiles, textOf } from '../house/repository';

const root = join(__dirname, '../..');

/** Tables that say something about a state and do not name it. */
const SENTENCES: readonly string[] = ['AWAITED', 'BUILD_STATE_WHAT', 'OUTCOMES'];

test('every state has one table of names for the people of a desk', () => {
  const tables = repositoryFiles()
    .filter((file) => /^(?:words(?!\/merchant)|client\/(?:console|cli))\/.*\.tsx?$/.test(file))
    .flatMap((file) => [
      ...textOf(file).matchAll(/const (\w+): Readonly<Record<(\w+(?:State|Status|End)), Phrase>>/g),
    ])
    .filter(([, name = '']) => !SENTENCES.includes(name))
    .map(([, , state = '']) => state);
  expect(tables.length).toBeGreaterThan(10);
  expect(tables.filter((state, index) => tables.indexOf(state) !== index)).toEqual([]);
});

/** Tables by status that do not name it: what it waits for, what comes next. */
const ABOUT_STATUSES = ['AWAITED', 'NEXT_STEP', 'TONE'];

test('a status has one name for staff and one for merchants, wherever it is read', () => {
  const tables = repositoryFiles()
    .filter((file) => /\.tsx?$/.test(file) && !/^(?:test|scripts)\//.test(file))
    .flatMap((file) => [
      ...textOf(file).matchAll(/(\w+): Readonly<Record<CaseStatus, (?:Phrase|string)>/g),
    ])
    .map(([, name = '']) => name)
    .filter((name) => !ABOUT_STATUSES.includes(name));
  expect(tables.sort()).toEqual(['STAGE', 'STATUS']);
  for (const locale of LOCALES) {
    const told = (kind: NoticeKind, status: CaseStatus): string =>
      renderEmail(sampleContent(kind, locale, { status })).text;
    for (const status of CASE_STATUSES) {
      expect(told('overdue', status)).toContain(STATUS[status][locale]);
      expect(told('page-link', status)).toContain(STAGE[status][locale]);
    }
  }
  const page = textOf('docs/case-life.md');
  expect(CASE_STATUSES.filter((status) => !page.includes(STATUS[status]['zh-CN']))).toEqual([]);
});

const CHINESE = /[\u4e00-\u9fff]/;

/** Files that hold Chinese and say nothing to a reader of many languages. */
const SAYS_NOTHING: readonly (readonly [file: RegExp, why: string])[] = [
  [/^words\/errors-zh-/, 'one language; words/errors.ts joins them'],
  [/^client\/cli\/help\/zh/, 'one language; language.ts joins them'],
  [/^client\/merchant\/texts\/(?:zh|en)/, 'one language; language.ts joins them'],
  [/^client\/cli\/session\.ts$/, 'answers that people type'],
  [/^checks\/(?:days\/day|money\/money)\.ts$/, 'signs that people type'],
  [/^wire\/.*requests\.ts$/, 'examples of the documentation'],
  [/^local\//, 'example data of a desk on one machine'],
  [/^(?:client\/api|worker\/providers)\/config\.ts$/, 'a default that is set'],
  [/^client\/console\/repairs\/repair-words\.ts$/, 'what the API says, found again'],
  [/^client\/api\/merchant\/decisions\.ts$/, 'a note that is kept, in both languages'],
];

/** Whether a text of the file is Chinese; comments do not count. */
function holdsChinese(file: string): boolean {
  const text = textOf(file);
  if (!CHINESE.test(text)) return false;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const isSo = (node: ts.Node): boolean =>
    (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node)
      ? CHINESE.test(node.text)
      : false) || ts.forEachChild(node, (child) => isSo(child) || undefined) === true;
  return isSo(source);
}

const SPEAKING = repositoryFiles()
  .filter((file) => /^[^.].*\.tsx?$/.test(file) && !/^(?:test|scripts|bench)\//.test(file))
  .filter(holdsChinese)
  .filter((file) => !SAYS_NOTHING.some(([pattern]) => pattern.test(file)));

const OPTIONS: ts.CompilerOptions = {
  ...ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  ).options,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  noEmit: true,
  incremental: false,
};

/** What the compiler says of the files, were there these locales: lines that name the last of them. */
function complaintsUnder(locales: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const host = ts.createCompilerHost(OPTIONS);
  const read = host.readFile;
  host.readFile = (path) =>
    path.endsWith('contract/case-data.ts')
      ? readFileSync(path, 'utf8').replace(
          /LOCALES = \[[^\]]*\]/,
          `LOCALES = ${JSON.stringify(locales)}`,
        )
      : read(path);
  const program = ts.createProgram(
    SPEAKING.map((file) => join(root, file)),
    OPTIONS,
    host,
  );
  const last = `'${locales.at(-1) ?? ''}'`;
  return new Map(
    SPEAKING.map((file) => {
      const found = program
        .getSemanticDiagnostics(program.getSourceFile(join(root, file)))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
        .filter((message) => message.includes(last) || message.includes(`"${last.slice(1, -1)}"`));
      return [file, found];
    }),
  );
}

describe('a third language', () => {
  const complaints = complaintsUnder(['zh-CN', 'en', 'ja']);

  test('makes every text that lacks it a type error', () => {
    const words = [...textOf('words/domain.ts').matchAll(/'zh-CN': /g)].length;
    expect(words).toBeGreaterThan(100);
    expect(complaints.get('words/domain.ts')).toHaveLength(words);
  });

  test('lets no file that speaks to people compile in silence', () => {
    expect(SPEAKING.length).toBeGreaterThan(50);
    const silent = SPEAKING.filter((file) => complaints.get(file)?.length === 0);
    expect(silent).toEqual([]);
  });
});
