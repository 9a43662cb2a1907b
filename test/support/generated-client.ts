/** Makes a client's types of docs/openapi.json and compiles test/generated-client with them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root, textOf } from '../house/repository';

const PROGRAM = 'test/generated-client/play-case.ts';
/** Below `dist`, so that what is compiled finds the packages. */
const FOLDER = join(root, 'dist', 'generated-client');

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: false,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  skipLibCheck: true,
  outDir: FOLDER,
  rootDir: join(root, 'test', 'generated-client'),
};

/** Writes the types anew. */
export function generateClientTypes(): void {
  mkdirSync(FOLDER, { recursive: true });
  const generator = join(root, 'node_modules', 'openapi-typescript', 'bin', 'cli.js');
  const args = [generator, join(root, 'docs', 'openapi.json'), '--output', 'api.d.ts'];
  // Where the rules of the linter are not: they are another test's business.
  execFileSync(process.execPath, args, { cwd: FOLDER });
}

export interface CompiledClient {
  /** What the compiler says; none where the program fits the document. */
  readonly problems: readonly string[];
  /** The compiled program; written where there are no problems. */
  readonly file: string;
}

/** Compiles the program, changed where asked for; `generateClientTypes` comes first. */
export function compileClient(change = (source: string): string => source): CompiledClient {
  const host = ts.createCompilerHost(OPTIONS);
  const program = join(root, PROGRAM);
  const read = host.readFile.bind(host);
  host.readFile = (file) => (file === program ? change(textOf(PROGRAM)) : read(file));
  const compiled = ts.createProgram([program], OPTIONS, host);
  const found = ts.getPreEmitDiagnostics(compiled);
  if (found.length === 0) compiled.emit();
  return {
    problems: found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    file: join(FOLDER, 'play-case.js'),
  };
}
