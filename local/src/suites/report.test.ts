import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeReport } from './report.ts';
import type { SuiteReport } from './runSuites.ts';
import { closingLine } from './suite.ts';

const report = (parts: Partial<SuiteReport>): SuiteReport => ({
  name: 'docs',
  title: 'docs',
  seconds: 75,
  passed: 2,
  failed: 0,
  skipped: 0,
  ...parts,
});

describe('describeReport', () => {
  it('puts a green suite on one line', () => {
    assert.equal(
      describeReport(report({}), '/clone'),
      '✓ docs        1 min 15 s   2 passed, 0 failed, 0 skipped',
    );
  });

  it('never shows a suite that did not run as passed', () => {
    const text = describeReport(
      report({ passed: 0, skipped: 1, notRun: ['Chromium is not installed'] }),
      '/clone',
    );
    assert.match(text, /^- docs/);
    assert.match(text, /not run: Chromium is not installed/);
  });

  it('shows the end of a long failure under its name, and where the rest is', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const text = describeReport(
      report({ failed: 1, failures: [['mkdocs.yml', ...lines].join('\n')] }),
      '/clone',
    );
    assert.match(text, /✗ mkdocs\.yml/);
    assert.match(text, /line 99/);
    assert.doesNotMatch(text, /line 5\n/);
    assert.match(text, /\.payday\/test\/docs\.log/);
    assert.match(text, /\.\/payday test docs/);
  });
});

describe('closingLine', () => {
  it('has the form that CI reads', () => {
    assert.equal(
      closingLine({ passed: 12, failed: 0, skipped: 3 }),
      '12 passed, 0 failed, 3 skipped',
    );
  });
});
