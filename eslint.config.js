import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import figures from './scripts/no-floats.mjs';

/** Rooms that must stay pure: the same arguments give the same bytes (docs/architecture.md). */
const pureRooms = ['errors', 'quantities', 'documents', 'calendar', 'terms', 'facts', 'engine', 'evidence'];

/** Rooms in which figures are made: no number that is not whole comes into being there (scripts/no-floats.mjs). */
const figureRooms = ['quantities', 'terms', 'engine'];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            'eslint.config.js',
            '.dependency-cruiser.cjs',
            'apps/cli/bin/tally.mjs',
            'apps/api/bin/tally-server.mjs',
            'scripts/*.mjs',
          ],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: pureRooms.map((room) => `libs/${room}/src/**/*.ts`),
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance'].map((name) => ({
          name,
          message: 'A pure room touches no process, clock, timer or network.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'A pure room uses no random.' },
        { object: 'Date', property: 'now', message: 'A pure room touches no clock.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'A pure room touches no clock.',
        },
        {
          selector: 'CallExpression[callee.property.name=/^toLocale/]',
          message: 'A pure room knows no locale.',
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            'node:fs',
            'node:net',
            'node:http',
            'node:https',
            'node:os',
            'node:child_process',
            'node:worker_threads',
          ].map((name) => ({
            name,
            message: 'A pure room touches no file, network or process.',
          })),
          patterns: [
            {
              group: ['@nestjs/*', 'better-sqlite3'],
              message: 'A pure room knows no framework and no store.',
            },
          ],
        },
      ],
    },
  },
  {
    files: figureRooms.map((room) => `libs/${room}/src/**/*.ts`),
    ignores: ['**/*.test.ts', '**/testing/**', '**/laws/**', '**/*-test-kit.ts'],
    plugins: { figures },
    rules: { 'figures/no-floats': 'error' },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        performance: 'readonly',
        console: 'readonly',
        module: 'writable',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
  { files: ['apps/cli/**', 'test/**', '**/*.test.ts'], rules: { 'no-console': 'off' } },
);
