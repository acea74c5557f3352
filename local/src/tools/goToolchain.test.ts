import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goEnvironment, isNewEnough } from './goToolchain.ts';

describe('isNewEnough', () => {
  const cases: [string, boolean][] = [
    ['go version go1.27.3 linux/amd64', true],
    ['go version go1.21.0 linux/arm64', true],
    ['go version go1.19.8 linux/amd64', false],
    ['go version go2.0 linux/amd64', true],
    ['gccgo (Debian 12) 12.2.0', false],
    ['', false],
  ];
  for (const [answer, isEnough] of cases)
    it(`is ${isEnough} for "${answer}"`, () =>
      assert.equal(isNewEnough(answer), isEnough));
});

describe('goEnvironment', () => {
  const tool = { goVersion: 'go1.26.8', experiment: 'jsonv2' };
  const env = goEnvironment({ cache: '/cache' }, tool, '/tmp/build');

  it('pins the Go and its folders', () => {
    assert.equal(env.GOTOOLCHAIN, 'go1.26.8');
    assert.equal(env.GOEXPERIMENT, 'jsonv2');
    assert.equal(env.GOMODCACHE, '/cache/go/modules');
    assert.equal(env.GOCACHE, '/cache/go/build');
  });
  it("replaces the person's flags", () => assert.ok(env.GOFLAGS.length > 0));
  it('leaves the way to modules to the person', () => {
    const names = ['GOPROXY', 'GONOSUMDB', 'GOPRIVATE', 'GOSUMDB', 'GOAUTH'];
    assert.ok(names.every(name => !(name in env)));
  });
});
