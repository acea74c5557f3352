const { createConfig } = require('@backstage/cli/config/eslint-factory');

const shared = require('./.eslintrc.shared.cjs');

/** Covers local/, e2e/ and bench/; a Backstage package refines it by its role. */
module.exports = createConfig(__dirname, {
  ...shared,
  root: true,
  ignorePatterns: [
    'coverage/',
    'fixtures/',
    'e2e/results/',
    '.payday/',
    // A repository of its own, with its own linter: payday test payments.
    'sample-payments/',
  ],
  overrides: [
    ...shared.overrides,
    {
      files: ['local/**', 'e2e/**', 'bench/**'],
      rules: { 'no-console': 'off' },
    },
  ],
});
