import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem } from '../problem.ts';
import { goProblem } from './goProblem.ts';

describe('goProblem', () => {
  const cases: [string, string, RegExp, RegExp][] = [
    [
      'a full disk',
      'compile: writing output: write $WORK/b001/_pkg_.a: no space left on device',
      /the disk is full/,
      /tools prune/,
    ],
    [
      'a compiler that the kernel ended',
      'k8s.io/api/core/v1: /go/pkg/tool/compile: signal: killed',
      /ran out of memory/,
      /3 GB/,
    ],
    [
      'a proxy that cannot be reached',
      'go: a@v1: Get "https://proxy.invalid/a/@v/v1.mod": dial tcp 10.0.0.1:443: connect: connection refused',
      /download did not get through/,
      /dial tcp[^]*GOPROXY/,
    ],
    [
      'a Go that cannot be fetched',
      'go: download go1.27.3 for linux/amd64: toolchain not available',
      /cannot be had where GOPROXY points/,
      /golang\.org\/toolchain/,
    ],
    [
      'a module that was changed on its way',
      'verifying a@v1: checksum mismatch\n\tdownloaded: h1:x\n\tgo.sum: h1:y\n\nSECURITY ERROR',
      /not what it was when it was pinned/,
      /tools prune/,
    ],
    [
      'a source that does not compile',
      '# fake\n./main.go:3:2: undefined: nothing',
      /^Building X failed\.$/,
      /undefined: nothing/,
    ],
  ];
  for (const [title, output, what, next] of cases)
    it(`tells ${title}`, () => {
      const problem = goProblem('Building X', new Error(output), '/log');
      assert.match(problem.what, what);
      assert.match(problem.next.join('\n'), next);
      assert.match(problem.next.join('\n'), /\/log/);
    });

  it('keeps a problem as it is', () => {
    const problem = new Problem('Known.');
    assert.equal(goProblem('Building X', problem, '/log'), problem);
  });
});
