import tseslint from 'typescript-eslint';
import * as doors from './lint/doors.js';
import { sqlOnlyInStore } from './lint/sql-only-in-store.js';

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.e2e.ts', '**/testing/**'];
const serverTools = ['server/bench/**', 'server/testing/**'];

// Of two blocks with the same rule the later one wins whole, so each block lists all that holds for its files.
const imports = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns: patterns.flat() }] });
const syntax = (...selectors) => ({ 'no-restricted-syntax': ['error', ...selectors.flat()] });

export default tseslint.config(
  { ignores: ['**/node_modules/**', 'dist/**', 'coverage/**', 'test-results/**', 'playwright-report/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    plugins: { baton: { rules: { 'sql-only-in-store': sqlOnlyInStore } } },
    rules: {
      'array-callback-return': 'error',
      // every switch over a union ends in `default: return unreachable(x)`
      'default-case': 'error',
      'default-case-last': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-async-promise-executor': 'error',
      'no-cond-assign': 'error',
      'no-constant-binary-expression': 'error',
      'no-debugger': 'error',
      'no-dupe-else-if': 'error',
      'no-duplicate-case': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-sparse-arrays': 'error',
      'no-template-curly-in-string': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-negation': 'error',
      'no-useless-catch': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'use-isnan': 'error',
      'valid-typeof': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      // the compiler checks unused names, with better knowledge of types
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },

  { files: ['shared/**'], rules: { ...imports(doors.shared), ...syntax(doors.onlyPure), 'no-restricted-globals': ['error', ...doors.machineGlobals] } },
  { files: ['shared/**/*.test.ts', 'shared/testing/**'], rules: { ...imports(doors.sharedSides), 'no-restricted-syntax': 'off', 'no-restricted-globals': 'off' } },

  {
    files: ['server/**'],
    rules: {
      ...imports(doors.server, doors.noSocketClient, doors.noDriver),
      ...syntax(doors.noEnvironment, doors.noWallClock),
      'baton/sql-only-in-store': 'error',
    },
  },
  { files: ['server/config.ts', 'server/**/main.ts', 'server/**/*-main.ts'], rules: syntax(doors.noWallClock) },
  { files: ['server/clock.ts'], rules: syntax(doors.noEnvironment) },
  { files: ['server/store/**'], rules: { ...imports(doors.server, doors.noSocketClient), 'baton/sql-only-in-store': 'off' } },
  { files: ['server/demo/**'], rules: imports(doors.server, doors.noDriver) },
  {
    files: [...serverTools, ...tests.map((glob) => `server/${glob}`)],
    rules: { ...imports(doors.server), 'no-restricted-syntax': 'off', 'baton/sql-only-in-store': 'off' },
  },

  { files: ['renderer/**'], rules: { ...imports(doors.renderer, doors.noSocketClient, doors.noGrid), ...syntax(doors.noWallClock) } },
  { files: ['renderer/sync/connection.ts'], rules: imports(doors.renderer, doors.noGrid) },
  { files: ['renderer/components/data-grid/**', 'renderer/components/data-grid.tsx'], rules: imports(doors.renderer, doors.noSocketClient) },
  // the one clock of the renderer: its ticker, and the server's time that it follows
  { files: ['renderer/**/clock.ts', 'renderer/**/clock.tsx'], rules: { 'no-restricted-syntax': 'off' } },
  { files: tests.map((glob) => `renderer/${glob}`), rules: { '@typescript-eslint/no-restricted-imports': 'off', 'no-restricted-syntax': 'off' } },

  { files: ['electron/**'], rules: imports(doors.electron, doors.noIpcMain) },
  { files: ['electron/ipc.ts', ...tests.map((glob) => `electron/${glob}`)], rules: imports(doors.electron) },

  { files: ['build/**'], rules: { 'no-warning-comments': 'off', 'no-template-curly-in-string': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
