/**
 * What every ESLint configuration here adds to the Backstage CLI's. The two promises-and-unions
 * rules need type information, which comes from the nearest tsconfig.json.
 */
module.exports = {
  reportUnusedDisableDirectives: true,
  rules: {
    // A `default` would hide the member of a union that nobody thought of.
    'default-case': 'off',
    // Helpers stand below what uses them; the compiler finds a use that would fail.
    '@typescript-eslint/no-use-before-define': 'off',
    // supertest's own `expect` asserts too.
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect', '**.expect'] },
    ],
  },
  overrides: [
    {
      files: ['**/*.ts', '**/*.tsx'],
      parserOptions: { projectService: true, tsconfigRootDir: __dirname },
      rules: {
        // The compiler knows which calls never return.
        'consistent-return': 'off',
        '@typescript-eslint/no-floating-promises': [
          'error',
          {
            // Node's test runner awaits its own tests.
            allowForKnownSafeCalls: [
              {
                from: 'package',
                package: 'node:test',
                name: [
                  'after',
                  'afterEach',
                  'before',
                  'beforeEach',
                  'describe',
                  'it',
                  'suite',
                  'test',
                ],
              },
            ],
          },
        ],
        '@typescript-eslint/switch-exhaustiveness-check': 'error',
      },
    },
  ],
};
