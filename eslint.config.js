import tseslint from 'typescript-eslint';

/** Folders that stay pure: no I/O, so that saved runs can be judged again anywhere and plans can be drawn without a target. */
const io = [
  'node:fs',
  'node:fs/*',
  'node:http',
  'node:https',
  'node:net',
  'node:child_process',
  'node:timers/promises',
  'undici',
];
const pure = (folder, banned) => ({
  files: [`harness/src/${folder}/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: io.map((name) => ({ name, message: `${folder}/ is pure: no I/O here (docs/architecture.md).` })),
        patterns: [
          {
            group: banned.map((to) => `**/${to}/*`),
            message: `${folder}/ must not know these (docs/architecture.md).`,
          },
        ],
      },
    ],
    'no-restricted-globals': ['error', 'fetch', 'setTimeout', 'setInterval', 'process'],
  },
});

export default tseslint.config(
  { ignores: ['dist/', 'fsh-generated/', 'node_modules/', 'cow-report/', '.fhir-home/', 'site-output/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.test.ts'],
    ignores: ['**/*.isolated.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock)$/]",
          message:
            'Test files share their modules: one that replaces any is called *.isolated.test.ts (vitest.config.ts).',
        },
      ],
    },
  },
  pure('plan', ['perform', 'history', 'judge', 'report', 'targets', 'cli', 'publish']),
  pure('exchange', ['perform', 'history', 'judge', 'report', 'targets', 'cli', 'publish']),
  pure('judge', ['perform', 'report', 'targets', 'cli', 'publish']),
);
