/** The ports of the product: each method says what it does, and none is there that nobody calls. */
import ts from 'typescript';
import { repositoryFiles, textOf } from './repository';

/** What is asked by noun (`record.cases.read`), so a call of a method names its noun. */
const RECORD = 'record/port/';
const PORTS = [
  ...[RECORD, 'temporal/', 'activities/acquirer/acquirer-port.ts'],
  'workflows/contract/ports.ts',
];
/** Programs that are no part of a desk at work. */
const BESIDE = /^(test|bench|scripts)\//;

const sources = repositoryFiles().filter((file) => /\.tsx?$/.test(file) && !BESIDE.test(file));
const product = sources.map(textOf).join('\n');
const beyondRecord = sources
  .filter((file) => !file.startsWith('record/'))
  .map(textOf)
  .join('\n');

interface Method {
  readonly name: string;
  readonly isExplained: boolean;
}

/** The interfaces by name that a file offers. */
function interfacesIn(file: string, text: string): [string, ts.InterfaceDeclaration][] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return tree.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .map((one) => [one.name.text, one]);
}

function methodsOf(port: ts.InterfaceDeclaration): Method[] {
  return port.members.filter(ts.isMethodSignature).map((method) => ({
    name: method.name.getText(),
    isExplained: ts.getJSDocCommentsAndTags(method).length > 0,
  }));
}

/** True where a text asks a noun, or anything where none is named, for a method. */
function isAsked(text: string, method: string, noun = ''): boolean {
  return new RegExp(`${noun && `\\b${noun}`}\\??\\s*\\.\\s*${method}\\b`).test(text);
}

const ports = new Map(
  sources
    .filter((file) => PORTS.some((place) => file.startsWith(place)))
    .flatMap((file) => interfacesIn(file, textOf(file))),
);
/** Port → noun under which the record offers it. */
const nouns = new Map(
  ports
    .get('DeskRecord')
    ?.members.filter(ts.isPropertySignature)
    .map((member) => [member.type?.getText() ?? '', member.name.getText()]),
);

test('every method of a port says what it does', () => {
  const silent = [...ports].flatMap(([port, declared]) =>
    methodsOf(declared).flatMap(({ name, isExplained }) =>
      isExplained ? [] : [`${port}.${name}`],
    ),
  );
  expect(silent).toEqual([]);
});

test('every method of a port has a caller in the product', () => {
  expect(nouns.size).toBeGreaterThan(20);
  const idle = [...ports].flatMap(([port, declared]) =>
    methodsOf(declared).flatMap(({ name }) => {
      const noun = nouns.get(port);
      const isCalled = isAsked(noun === undefined ? product : beyondRecord, name, noun);
      return isCalled ? [] : [`${port}.${name}`];
    }),
  );
  expect(idle).toEqual([]);
});

test('a method that nobody explains or calls is found', () => {
  const [[, planted] = []] = interfacesIn('x.ts', 'export interface Planted { left(): void }');
  expect(planted && methodsOf(planted)).toEqual([{ name: 'left', isExplained: false }]);
  expect(isAsked('record.retries.ofCase(id)', 'ofCase', 'proposals')).toBe(false);
  expect(isAsked('record.retries\n  .ofCase(id)', 'ofCase', 'retries')).toBe(true);
});
