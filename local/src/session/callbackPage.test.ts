import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import { callbackPage } from './callbackPage.ts';

suite('callbackPage', () => {
  test('allows exactly the style it carries', () => {
    const [, style] = /<style>([^]*)<\/style>/.exec(
      callbackPage.html('Title', 'Text'),
    )!;
    const hash = createHash('sha256').update(style).digest('base64');
    assert.ok(callbackPage.contentSecurityPolicy.includes(`'sha256-${hash}'`));
  });
});
