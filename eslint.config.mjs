// What the linter holds the code to. Every rule of ours that is listed here is proven by a planted
// violation in test/house/lint-rules.test.ts.
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const root = import.meta.dirname;
const typescript = ['**/*.ts', '**/*.tsx'];
const tests = ['test/**/*.ts'];

/** What each folder may import of ours. Every arrow points at the contract; later rows win. */
const arrows = {
  workflows: ['workflows'],
  wire: ['wire', 'workflows/contract'],
  checks: ['checks', 'words', 'wire', 'workflows/contract', 'base/canonical-json.ts'],
  words: ['words', 'wire', 'workflows/contract'],
  base: ['base'],
  record: ['record', 'base', 'workflows/contract'],
  'record/port': ['record/port', 'workflows/contract'],
  'record/heads': ['record/heads', 'record/port', 'base', 'workflows/contract'],
  'record/postgres': [
    'record/postgres',
    'record/heads',
    'record/port',
    'base',
    'workflows/contract',
  ],
  temporal: ['temporal', 'base', 'words', 'workflows/contract'],
  activities: ['activities', 'record', 'base', 'checks', 'wire', 'words', 'workflows/contract'],
  client: ['client', 'temporal', 'record', 'base', 'checks', 'wire', 'words', 'workflows/contract'],
  'client/console': ['client/console', 'checks', 'wire', 'words', 'workflows/contract'],
  'client/merchant': ['client/merchant', 'checks', 'wire', 'words', 'workflows/contract'],
  'client/docs': ['client/docs', 'wire', 'workflows/contract'],
  'client/cli': [
    ...['client', 'record', 'base', 'checks', 'wire', 'words', 'workflows/contract'],
    ...['worker/replay.ts', 'temporal/history-json.ts'],
  ],
  'client/api/wiring.ts': [
    'client',
    'record',
    'base',
    'checks',
    'wire',
    'words',
    'workflows/contract',
    'workflows/calendar',
    'activities',
  ],
  worker: [
    ...['worker', 'activities', 'temporal', 'record', 'base', 'checks', 'wire', 'words'],
    'workflows',
  ],
  local: [
    'local',
    'worker',
    'client',
    'activities',
    'temporal',
    'record',
    'base',
    'checks',
    'wire',
    'words',
    'workflows',
  ],
  scripts: [
    ...['scripts', 'worker', 'client', 'activities', 'temporal'],
    ...['record', 'base', 'checks', 'wire', 'words', 'workflows'],
  ],
  bench: [
    ...['bench', 'test/e2e', 'local', 'worker', 'client'],
    ...['activities', 'temporal', 'record', 'base', 'checks', 'wire', 'words', 'workflows'],
  ],
  'workflows/contract': ['workflows/contract'],
  'local/simulator': ['local/simulator'],
  'local/postgres': ['local/postgres', 'record', 'base'],
};

function arrowBlock([target, allowed]) {
  const zone = {
    target: '.',
    from: '.',
    except: [...allowed, 'node_modules'].map((path) => `./${path}`),
    message: `${target} may import of ours only: ${allowed.join(', ')}.`,
  };
  return {
    files: target.endsWith('.ts') ? [target] : [`${target}/**/*.{ts,tsx}`],
    rules: { 'import-x/no-restricted-paths': ['error', { basePath: root, zones: [zone] }] },
  };
}

const never = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'Name what is exported.' },
  { selector: 'TSEnumDeclaration', message: 'Use a tuple `as const` and its union type.' },
  {
    selector: 'Property[key.name="validator"] > :function[async=true]',
    message: 'An async validator of an update never rejects; make it synchronous.',
  },
  {
    selector:
      'CallExpression[callee.object.name="AbortSignal"][callee.property.name="any"] CallExpression[callee.object.name="AbortSignal"][callee.property.name="timeout"]',
    message: 'Node 20 drops its timer with the next garbage; join `timeLimit` of base/time-limit.',
  },
];
/** The table of routes is the one place that knows where an operation is. */
const addresses = [
  ':matches(Literal[value=/\\u002Fapi\\u002Fv1/], TemplateElement[value.raw=/\\u002Fapi\\u002Fv1/])',
  'CallExpression[callee.object.name="api"][callee.property.name=/^(get|post|put|patch|delete)$/] > :matches(Literal[value=/^\\u002F(?!$|docs|openapi)/], TemplateLiteral[quasis.0.value.raw=/^\\u002F/]):first-child',
].map((selector) => ({ selector, message: 'Take the address from wire/routes.' }));
/** With a third language such a choice would go on in silence, where a record is a type error. */
const chosenByHand = {
  selector: 'BinaryExpression[operator=/^[!=]==$/] > Literal[value=/^(en|zh-CN)$/]',
  message: 'Take it from a record by `Locale`, e.g. a `Phrase`.',
};
const neverInProduct = [
  ...never,
  ...addresses,
  chosenByHand,
  {
    selector: 'TSAsExpression > TSAsExpression',
    message: 'A cast through another type hides a mistake; parse or narrow.',
  },
];
const environment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Read the environment in a config file and pass the value.',
};

/** A newer desk may send a name that this page has no words for. */
const lookedUp = {
  selector: 'CallExpression[callee.name="say"] > MemberExpression[computed=true]',
  message: 'Look words up by `named`: a name that they do not have shows as it came.',
};

/** What is pressed or entered is labelled, focused and looks alike because it is made in one place. */
const byHand = {
  selector: 'JSXOpeningElement[name.name=/^(button|dialog|input|select|textarea)$/]',
  message: 'Take the control from client/console/parts.',
};

/** Work beside the story is started with `void`; an activity never is. */
const unawaited = {
  selector: 'UnaryExpression[operator="void"] > CallExpression[callee.object.name=/Activities$/]',
  message: 'Await an activity: nobody else learns that it failed.',
};

/** Workflow code sees only the replayed clock; everything below reads the zone or ICU of the machine. */
const localTime = [
  'get(Hours|Minutes|Seconds|Milliseconds|Day|Date|Month|FullYear|Year|TimezoneOffset)',
  'set(Hours|Minutes|Seconds|Milliseconds|Date|Month|FullYear|Year)',
  'toLocale(String|DateString|TimeString)|to(DateString|TimeString)',
].map((names) => ({
  selector: `CallExpression[callee.property.name=/^(${names})$/]`,
  message: 'Local time depends on the machine and breaks replay; use the UTC form.',
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'reports/', 'coverage/', '.data/', '**/*.min.js'] },
  // Compiled with types that are generated within its test, by the strict settings of that test.
  { ignores: ['test/generated-client/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: [...typescript, '**/*.js', '**/*.mjs'],
    rules: {
      eqeqeq: 'error',
      'no-empty': 'error',
      'no-fallthrough': 'error',
      'no-param-reassign': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: typescript,
    extends: tseslint.configs.strictTypeChecked,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.tsx', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.tsx', '.js', '.json'] }),
      ],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-extraneous-dependencies': [
        'error',
        {
          // Of the rest of local/ the image runs programs: test/house/dependencies.test.ts looks at what they load.
          devDependencies: [
            ...['test/**', 'bench/**', 'scripts/**'],
            ...['local/mail-catcher/**', 'local/temporal-server/**'],
          ],
        },
      ],
      'no-restricted-syntax': ['error', ...neverInProduct, environment],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // Two names for `string` say which id is meant, and a default written out says what is not sent.
      '@typescript-eslint/no-duplicate-type-constituents': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      // Implementations of asynchronous ports need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  ...Object.entries(arrows).map(arrowBlock),
  {
    // Bundled into files of its own, so what it needs is a matter of the build.
    files: ['client/console/**/*.{ts,tsx}', 'client/docs/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'import-x/no-extraneous-dependencies': 'off',
    },
  },
  {
    // One place speaks to Temporal. Benchmarks measure bare workflows beside it, tests look behind it.
    files: ['{activities,base,checks,client,local,record,scripts,worker}/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@temporalio/client', message: 'Ask temporal/, which speaks to Temporal.' },
          ],
          patterns: [{ group: ['@temporalio/client/*'], message: 'Ask temporal/.' }],
        },
      ],
    },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...neverInProduct, environment, unawaited, ...localTime],
      'no-restricted-globals': [
        'error',
        { name: 'Intl', message: 'ICU depends on the machine and breaks replay.' },
        { name: 'process', message: 'Workflow code has no process.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.|@temporalio/(workflow|common)$)',
              message: 'Workflow code imports only itself and @temporalio/workflow.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [
      '{worker,record,local}/config.ts',
      'base/env-file/config.ts',
      'local/{simulator,mail-catcher}/config.ts',
      'client/{api,cli,verify}/config.ts',
      'bench/**/*.ts',
      'scripts/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...neverInProduct] },
  },
  {
    files: ['local/**/*.ts', 'client/cli/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['client/console/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...neverInProduct, environment, lookedUp, byHand] },
  },
  {
    files: ['client/console/parts/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...neverInProduct, environment, lookedUp] },
  },
  {
    files: ['wire/routes.ts'],
    rules: { 'no-restricted-syntax': ['error', ...never, environment] },
  },
  {
    // One table, one row an error; a second file would only hide half of it.
    files: ['workflows/contract/errors.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': ['error', ...never],
      'no-console': 'off',
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
