import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readPeople } from '../people.ts';
import { chooserPage } from './chooserPage.ts';
import { html } from './html.ts';

const PEOPLE = readPeople(
  new URL('../testing/people.yaml', import.meta.url).pathname,
);

suite('html', () => {
  test('escapes values, in text and in attributes', () => {
    const { text } = html`<b title="${'"><i>'}">${"<script>'&"}</b>`;
    assert.equal(
      text,
      '<b title="&#34;&#62;&#60;i&#62;">&#60;script&#62;&#39;&#38;</b>',
    );
  });

  test('leaves HTML alone and skips what is absent', () => {
    assert.equal(
      html`${[html`<i>1</i>`, html`<b>2</b>`]}${undefined}`.text,
      '<i>1</i><b>2</b>',
    );
  });
});

suite('chooserPage', () => {
  test('shows roles in order, with one button for each person', () => {
    const text = chooserPage(PEOPLE, '/sign-in/x');
    const headings = [...text.matchAll(/<h2[^>]*>([^<]*)</g)].map(m => m[1]);
    assert.deepEqual(headings, [
      'Developers',
      'Release engineers',
      'SRE',
      'Product owners',
      'Platform team',
    ]);
    assert.equal([...text.matchAll(/name="person"/g)].length, 10);
    assert.equal([...text.matchAll(/<h1/g)].length, 1);
  });

  test('escapes names that come from the file', () => {
    const [person] = PEOPLE;
    const text = chooserPage(
      [{ ...person, displayName: '<img src=x>' }],
      '/sign-in/x',
    );
    assert.ok(!text.includes('<img src=x>'));
  });

  test('holds no script and no inline style', () => {
    const text = chooserPage(PEOPLE, '/sign-in/x', 'A problem.');
    assert.doesNotMatch(text, /<script|<style|style=| on\w+=/);
  });

  test('sets people without a role apart, last', () => {
    const [person] = PEOPLE;
    const text = chooserPage(
      [{ ...person, role: undefined, team: undefined }, ...PEOPLE],
      '/sign-in/x',
    );
    assert.ok(text.indexOf('Without a role') > text.indexOf('Platform team'));
    assert.match(text, /No role, no team/);
  });
});
