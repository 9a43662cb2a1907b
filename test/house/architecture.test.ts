/** docs/architecture.md: what it says of the product as a fact is held by a test, its arrows by the linter. */
import { runInNewContext } from 'node:vm';
import { textOf } from './repository';

const page = textOf('docs/architecture.md');
const FACT =
  /\b(only|alone|always|no(?! return)|never|every|whole|nothing|nobody|cannot|anyone|all)\b|at (most|once)/i;

/** The sentence, by its first words → the file and the title of the test that fails where it is not so. */
const HELD: Readonly<Record<string, readonly [file: string, title: string]>> = {
  'No personal data in Temporal.': [
    'test/e2e/canaries.test.ts',
    'nothing of a merchant, no word of a person, no key and no link lies in Temporal, logs or metrics',
  ],
  'A history can be shown to anyone.': [
    'test/replay/replay.test.ts',
    '%s carries ids, codes and numbers only',
  ],
  'The workflow alone decides what is allowed.': [
    'test/model/offers.test.ts',
    'what is offered to anybody in any state is what the case takes',
  ],
  'A side effect leaves at most once for each key.': [
    'test/activities/once.test.ts',
    'happens once when two attempts run at the same time',
  ],
  'Every wait has a limit and an answer to "then what".': [
    'test/workflow/merchant-request.test.ts',
    'every wait says by when it should be over',
  ],
  'A step that cannot go on parks: an operator sees it with its reason, and nothing is lost.': [
    'test/workflow/repairs.test.ts',
    'a gate that stays closed parks after ten working days, and a retry asks as long again',
  ],
  'Recorded histories of every kind of end and park replay with each release.': [
    'test/replay/replay.test.ts',
    'every scenario has its history',
  ],
  'Ledger and history cannot disagree in silence.': [
    'test/record/ledger.test.ts',
    'is refused with LEDGER_CONFLICT where another row has its number, and writes nothing',
  ],
  'A decision that nobody has signed moves nothing.': [
    'test/api/forged.test.ts',
    '%s approves nothing',
  ],
  'No fault of what the desk leans on ends a case.': [
    'test/e2e/outages.test.ts',
    'a case on its way when %s goes down is finished by the same worker once it is back',
  ],
  'What may pass is waited out for as long as it takes; what never passes parks.': [
    'test/workflow/record-faults.test.ts',
    'what a case has to ask the record before it unbinds parks it where it is refused',
  ],
  'Closed: nothing was sent, the case waits for the gate.': [
    'test/activities/gate.test.ts',
    'blocks it with every code and writes nothing',
  ],
  'History shards of a Temporal cluster cannot be changed later: 512 fit most desks.': [
    'test/house/compose.test.ts',
    'gives Temporal 512 history shards, which cannot be changed later',
  ],
  'An API that gets SIGTERM turns `/readyz` to 503': [
    'test/api/process.test.ts',
    'serves on for a moment, not ready; a second SIGTERM ends it at once',
  ],
  '`temporal/`: all that speaks to Temporal as a client': [
    'test/house/lint-rules.test.ts',
    'finds a planted violation of $rule in $file',
  ],
};

const rows = [...page.matchAll(/^\| `([a-z/]+)\/` \| (.*) \| (.*) \|$/gm)].map(
  ([, folder = '', holds = '', imports = '']) => ({ folder, holds, imports }),
);

/** Sentences of prose, lists and the table of folders, without their marks. */
function sentences(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '').replace(/^[|#].*$/gm, '');
  const blocks = prose
    .split(/\n\n|\n(?=- |\d+\. )/)
    .map((block) => block.replace(/\s*\n\s*/g, ' '));
  return [
    ...blocks.map((block) =>
      block
        .trim()
        .replace(/^(- |\d+\. )/, '')
        .replaceAll('**', ''),
    ),
    ...rows.map(({ folder, holds }) => `\`${folder}/\`: ${holds}`),
  ].flatMap((block) => block.split(/(?<=\.)\s+(?=[A-Z`])/));
}

const facts = sentences(page).filter((sentence) => FACT.test(sentence));

test('every sentence that names a fact is held by a test', () => {
  const begin = Object.keys(HELD);
  expect(facts.filter((fact) => !begin.some((start) => fact.startsWith(start)))).toEqual([]);
  expect(begin.filter((start) => !facts.some((fact) => fact.startsWith(start)))).toEqual([]);
});

test.each(Object.entries(HELD))('"%s" names a test that there is', (_sentence, [file, title]) => {
  expect(textOf(file)).toContain(title);
});

test('a folder imports what its row says', () => {
  const [, table = ''] =
    /^const arrows = (\{[\s\S]*?^\});$/m.exec(textOf('eslint.config.mjs')) ?? [];
  // The linter's own table, read from its source: loading the linter would take longer than this test.
  const arrows = runInNewContext(`(${table})`) as Readonly<Record<string, readonly string[]>>;
  const listed = rows.filter(({ imports }) => !/^(everything|as )/.test(imports));
  expect(listed.length).toBeGreaterThan(12);
  const said = listed.map(({ folder, imports }) => {
    const [list = ''] = imports.split(';');
    const names = /^(nothing|itself only)$/.test(list) ? [] : list.split(', ');
    const paths = names.map((name) => (name === 'contract' ? 'workflows/contract' : name));
    return [folder, paths.sort()];
  });
  const held = listed.map(({ folder }) => [
    folder,
    (arrows[folder] ?? arrows[folder.split('/')[0] ?? ''] ?? [])
      .filter((path) => path !== folder)
      .sort(),
  ]);
  expect(said).toEqual(held);
});
