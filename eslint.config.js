import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/** Forbids packages everywhere but in the folders that own them. */
const owned = (names, message) => ({ group: names, message });
const electron = owned(
  ['electron', 'electron/*', 'electron-store'],
  'Only src-main/desktop imports electron.',
);
const sharp = owned(['sharp'], 'Only src-main/photo imports sharp.');
const tfjs = owned(['@tensorflow/*'], 'Only src-main/inference and src-main/models/import import tfjs.');
const node = owned(['node:*'], 'src-shared and src-renderer know no Node.');
const main = owned(['**/src-main/**'], 'The main side is reached through the contract only.');
const renderer = owned(['**/src-renderer/**'], 'The window is reached through the contract only.');
const outside = owned(['**/tests/**', '**/scripts/**'], 'Sources do not need tests or scripts.');
const doors = owned(['**/desktop/**', '**/web/**', '**/cli/**'], 'Use cases know none of their doors.');
const refuse = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'models/*/', 'tests/output/', '**/*.as.ts', '**/*.wasm.ts'] },
  js.configs.recommended,
  {
    // svelte-check knows the types of components; here, their text.
    files: ['**/*.svelte'],
    extends: [...tseslint.configs.strict, ...svelte.configs.recommended],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/only-throw-error': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['src-shared/**'], rules: refuse(electron, sharp, tfjs, node, main, renderer, outside) },
  { files: ['src-renderer/**'], rules: refuse(electron, sharp, tfjs, node, main, outside) },
  { files: ['src-main/**'], rules: refuse(electron, sharp, tfjs, renderer, outside) },
  { files: ['src-main/studio/**'], rules: refuse(electron, sharp, tfjs, renderer, outside, doors) },
  { files: ['src-main/desktop/**'], rules: refuse(sharp, tfjs, renderer, outside) },
  { files: ['src-main/photo/**'], rules: refuse(electron, tfjs, renderer, outside) },
  {
    files: ['src-main/inference/**', 'src-main/models/import/**'],
    rules: refuse(electron, sharp, renderer, outside),
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' },
    },
  },
);
