// The rules of eslint.config.mjs that a file is judged by alone: types and circles of imports take half a minute even for
// one file, and the gate has them.
import tseslint from 'typescript-eslint';
import rules from '../eslint.config.mjs';

const { rules: withTypes } = tseslint.configs.disableTypeChecked;

export default [
  ...rules,
  // What a comment turns off may be one of those.
  { linterOptions: { reportUnusedDisableDirectives: 'off' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: { ...withTypes, 'import-x/no-cycle': 'off' },
  },
];
