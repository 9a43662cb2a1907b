/** A new kind of repair is forgotten nowhere: the compiler names every place that it needs. */
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './repository';

/** What is imagined, and where: each under a name of its own, so that the complaints are told apart. */
const IMAGINED: readonly (readonly [file: string, before: string, planted: string])[] = [
  [
    'wire/operations/repair-requests.ts',
    "z.strictObject({ repair: z.literal('hold') }),",
    "z.strictObject({ repair: z.literal('imaginedRepair') }),",
  ],
  ['workflows/contract/operations.ts', 'export const BULK_VERBS = [', "'imaginedVerb',"],
  ['wire/states.ts', 'export const BULK_REPAIR_KINDS = [', "'imaginedAct',"],
  ['client/console/case/offers.ts', 'export const SHOWN_DECISIONS = [', "'imaginedDecision',"],
];

interface Complaint {
  readonly file: string;
  readonly text: string;
}

/** What the compiler says of these files once everything imagined is there. */
function complaintsOf(config: string, files: readonly string[]): readonly Complaint[] {
  const { config: settings } = ts.readConfigFile(join(root, config), ts.sys.readFile) as {
    readonly config: unknown;
  };
  const folder = dirname(join(root, config));
  const { options } = ts.parseJsonConfigFileContent(settings, ts.sys, folder, { noEmit: true });
  const host = ts.createCompilerHost(options);
  const asItStands = host.readFile.bind(host);
  host.readFile = (file) => {
    const text = asItStands(file);
    const [, before, planted] = IMAGINED.find(([name]) => join(root, name) === join(file)) ?? [];
    return before === undefined ? text : text?.replace(before, `${before} ${planted}`);
  };
  const rootNames = files.map((file) => join(root, file));
  const program = ts.createProgram({ rootNames, options, host });
  return rootNames.flatMap((file) =>
    program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ messageText }) => ({
      file: relative(root, file),
      text: ts.flattenDiagnosticMessageText(messageText, ' '),
    })),
  );
}

const OF_REPAIR = [
  'wire/routes.ts',
  'client/api/operations/repairs/kinds/kinds.ts',
  'client/cli/operations/repair-commands.ts',
  'words/operations.ts',
];
const OF_REPAIR_IN_CONSOLE = [
  'client/console/texts/repairs.ts',
  'client/console/repairs/repair-words.ts',
  'client/console/repairs/repair-dialogs.tsx',
];
const OF_VERB = [
  'checks/bulk-repairs.ts',
  'words/causes.ts',
  'client/api/operations/bulk/plan.ts',
  'client/cli/operations/bulk-commands.ts',
];
const OF_ACT = ['words/causes.ts', 'worker/bulk/repair-acts.ts'];
const OF_DECISION = [
  'client/console/texts/decisions.ts',
  'client/console/case/decisions/decision-dialogs.tsx',
];

describe('the compiler misses', () => {
  let complaints: readonly Complaint[] = [];
  beforeAll(() => {
    complaints = [
      ...complaintsOf('tsconfig.json', [...new Set([...OF_REPAIR, ...OF_VERB, ...OF_ACT])]),
      ...complaintsOf('client/console/tsconfig.json', [...OF_REPAIR_IN_CONSOLE, ...OF_DECISION]),
    ];
  }, 180_000);

  const without = (imagined: string): readonly string[] =>
    complaints
      .filter(({ text }) => text.includes(`${imagined}' is missing`))
      .map(({ file }) => file);

  it('the route, the file, the words, the dialog and the command of a new kind of repair', () => {
    expect(without("'imaginedRepair")).toEqual([...OF_REPAIR, ...OF_REPAIR_IN_CONSOLE]);
  });

  it('the look, the words, the plan and the command of a new verb in bulk', () => {
    expect(without("'imaginedVerb")).toEqual(OF_VERB);
  });

  it('the words of what a new verb in bulk does to a case, and how that is done', () => {
    expect(without("'imaginedAct")).toEqual(OF_ACT);
  });

  it('the words and the dialog of a decision that the console begins to show', () => {
    expect(without("'imaginedDecision")).toEqual(OF_DECISION);
  });
});
