import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../../testing/temporaryInstance.ts';
import { accessFor, writeAccessFile } from '../accessFile.ts';
import { tokens } from '../testing/startTestServer.ts';
import { allows, accessSchema } from './accessSchema.ts';
import { AccessTable, AccessUnreadable } from './AccessTable.ts';
import { tokenOf } from './tokenOf.ts';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the token of a request', () => {
  for (const [header, token] of [
    [undefined, undefined],
    ['', undefined],
    [basic('ana:secret'), 'secret'],
    [basic(':secret'), 'secret'],
    [basic('ana:with:colons'), 'with:colons'],
    [basic('ana:'), undefined],
    [basic('ana'), undefined],
    ['Bearer secret', 'secret'],
    ['bearer secret', 'secret'],
    ['Bearer', undefined],
    ['Digest secret', undefined],
  ])
    it(`in ${header} is ${token}`, () => assert.equal(tokenOf(header), token));
});

describe('rights', () => {
  const access = accessFor(tokens);
  const entryOf = (person: string) => {
    const entry = access.tokens.find(each => each.person === person);
    assert.ok(entry);
    return entry;
  };
  for (const [person, payments, gitops, mayPushMain] of [
    ['payday-portal', 'write', 'write', true],
    ['payday-pipeline', 'read', 'write', true],
    ['payday', 'write', 'write', true],
    ['argocd', 'read', 'read', false],
    ['user:default/ana.lima', 'write', 'write', false],
  ] as const)
    it(`of ${person}: payments ${payments}, gitops ${gitops}, its main ${mayPushMain}`, () => {
      const entry = entryOf(person);
      assert.equal(allows(entry, 'payments', 'write'), payments === 'write');
      assert.equal(allows(entry, 'gitops', 'write'), gitops === 'write');
      assert.ok(allows(entry, 'payments', 'read'));
      assert.ok(allows(entry, 'gitops', 'read'));
      assert.equal(entry.mayPushMain.includes('gitops'), mayPushMain);
      for (const other of ['other', 'constructor', '__proto__', 'toString'])
        assert.equal(allows(entry, other, 'read'), false);
    });

  it('are refused to a short token', () =>
    assert.throws(
      () => accessFor({ ...tokens, people: { ana: 'short' } }),
      /Git token of ana has 5 characters/,
    ));

  it('are not given twice to one token', () => {
    const [first] = access.tokens;
    assert.equal(
      accessSchema.safeParse({ tokens: [first, first] }).success,
      false,
    );
  });
});

describe('the access file', () => {
  it('is readable by its owner only, and holds no token', test => {
    const path = join(temporaryFolder(test), 'secrets', 'access.json');
    writeAccessFile(path, tokens);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.doesNotMatch(JSON.stringify(accessFor(tokens)), /0123456789abcdef"/);
    assert.equal(new AccessTable(path).find(tokens.argocd)?.person, 'argocd');
    assert.equal(new AccessTable(path).find('another'), undefined);
  });

  it('is read again when it was replaced', test => {
    const path = join(temporaryFolder(test), 'access.json');
    writeAccessFile(path, tokens);
    const table = new AccessTable(path);
    assert.equal(table.find(tokens.portal)?.person, 'payday-portal');
    writeAccessFile(path, { ...tokens, portal: 'portal-fedcba9876543210' });
    assert.equal(table.find(tokens.portal), undefined);
    assert.ok(table.find('portal-fedcba9876543210'));
  });

  for (const [title, text] of [
    ['is absent', undefined],
    ['is damaged', '{"tokens":'],
    ['has an unknown right', '{"tokens":[{"repositories":{"gitops":"all"}}]}'],
  ])
    it(`that ${title} lets nobody in`, test => {
      const path = join(temporaryFolder(test), 'access.json');
      if (text !== undefined) writeFileSync(path, text);
      assert.throws(
        () => new AccessTable(path).find(tokens.payday),
        AccessUnreadable,
      );
    });
});
