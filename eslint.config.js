import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
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
const refuse = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'models/*/', 'tests/output/', '**/*.as.ts', '**/*.wasm.ts'] },
  js.configs.recommended,
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
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            { target: './src-shared', from: ['./src-main', './src-renderer', './tests', './scripts'] },
            { target: './src-renderer', from: ['./src-main', './tests', './scripts'] },
            { target: './src-main', from: ['./src-renderer', './tests', './scripts'] },
            { target: './src-main/studio', from: ['./src-main/desktop', './src-main/web', './src-main/cli'] },
          ],
        },
      ],
      'import-x/no-cycle': 'error',
    },
  },
  { files: ['src-shared/**', 'src-renderer/**'], rules: refuse(electron, sharp, tfjs, node) },
  { files: ['src-main/**'], rules: refuse(electron, sharp, tfjs) },
  { files: ['src-main/desktop/**'], rules: refuse(sharp, tfjs) },
  { files: ['src-main/photo/**'], rules: refuse(electron, tfjs) },
  { files: ['src-main/inference/**', 'src-main/models/import/**'], rules: refuse(electron, sharp) },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' },
    },
  },
);
