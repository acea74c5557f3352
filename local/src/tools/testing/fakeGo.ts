import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';

/**
 * Puts a `go` before all others that builds in no time: its programs print their sources, and it adds a line to
 * `<module>.builds`. A source `main.go` may say `slow` (the build makes a file `<module>.building` and never ends),
 * `broken` (it does not compile), `offline` (modules cannot be had) or `crashing` (the program does not start).
 */
export function useFakeGo(test: TestContext, folder: string): void {
  const bin = join(folder, 'fake go');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'go'), SCRIPT);
  chmodSync(join(bin, 'go'), 0o755);
  const { PATH } = process.env;
  process.env.PATH = `${bin}${delimiter}${PATH}`;
  test.after(() => (process.env.PATH = PATH));
}

const SCRIPT = `#!/bin/sh
verb=$1
while [ $# -gt 0 ]; do
  [ "$1" = -o ] && out=$2
  shift
done
kind=$(cat main.go 2>/dev/null)
beside=$PWD
case $verb:$kind in
  version:*) echo go version go1.27.3 linux/amd64 ;;
  list:offline)
    echo 'go: example.com/a@v1.0.0: Get "https://proxy.invalid/a": dial tcp: lookup proxy.invalid: no such host' >&2
    exit 1 ;;
  list:*) printf 'runtime\\nfake/main\\n' ;;
  build:slow) touch "$beside.building"; exec sleep 600 ;;
  build:broken)
    printf '# fake/main\\n./main.go:3:2: undefined: nothing\\n' >&2
    exit 1 ;;
  build:*)
    printf 'runtime\\nfake/main\\n' >&2
    echo built >>"$beside.builds"
    code=0
    [ "$kind" = crashing ] && code=3
    printf '#!/bin/sh\\necho "%s"; exit %s\\n' "$kind" "$code" >"$out"
    chmod 755 "$out" ;;
esac
`;
