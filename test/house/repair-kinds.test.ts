/** A new kind of repair is forgotten nowhere: the compiler names every place that it needs. */
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './repository';

const FORMS = join(root, 'wire', 'repair-requests.ts');
const AFTER = "z.strictObject({ repair: z.literal('hold') }),";

/** What the compiler says of these files once the forms have a kind more. */
function complaintsOf(config: string, files: readonly string[]): readonly string[] {
  const { config: settings } = ts.readConfigFile(join(root, config), ts.sys.readFile) as {
    readonly config: unknown;
  };
  const folder = dirname(join(root, config));
  const { options } = ts.parseJsonConfigFileContent(settings, ts.sys, folder, { noEmit: true });
  const host = ts.createCompilerHost(options);
  const asItStands = host.readFile.bind(host);
  host.readFile = (file) => {
    const text = asItStands(file);
    return join(file) === FORMS
      ? text?.replace(AFTER, `${AFTER} z.strictObject({ repair: z.literal('imagined') }),`)
      : text;
  };
  const rootNames = files.map((file) => join(root, file));
  const program = ts.createProgram({ rootNames, options, host });
  return rootNames.flatMap((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
      .filter((text) => text.includes("'imagined' is missing"))
      .map(() => relative(root, file)),
  );
}

test('a kind of repair without its route, its file, its words, its dialog or its command does not compile', () => {
  const others = [
    'wire/routes.ts',
    'client/api/repairs/kinds.ts',
    'client/cli/ops-repair-commands.ts',
  ];
  expect(complaintsOf('tsconfig.json', others)).toEqual(others);
  const ofConsole = [
    'client/console/texts/repairs.ts',
    'client/console/operations/repair-words.ts',
    'client/console/case/decisions/repair-dialogs.tsx',
  ];
  expect(complaintsOf('client/console/tsconfig.json', ofConsole)).toEqual(ofConsole);
}, 180_000);
