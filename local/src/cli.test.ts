import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createProgram } from './cli.ts';

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    encoding: 'utf8',
    // Nobody's own contexts.
    env: { ...process.env, KUBECONFIG: '/dev/null' },
  });

const VERBS = [
  'up',
  'down',
  'status',
  'open',
  'logs',
  'test',
  'bench',
  'demo',
  'doctor',
  'tools',
  'version',
  'restart',
  'kubectl',
  'login',
  'logout',
  'whoami',
];

describe('the command line', () => {
  it('has every verb', () => {
    const names = createProgram().commands.map(command => command.name());
    assert.deepEqual([...names].sort(), [...VERBS].sort());
  });

  for (const command of createProgram().commands) {
    it(`shows examples for ${command.name()}`, () => {
      let help = '';
      command.configureOutput({ writeOut: text => (help += text) });
      command.outputHelp();
      assert.match(
        help,
        new RegExp(`Examples?:\\n[^]*\\./payday ${command.name()}`),
      );
    });
    it(`lets ${command.name()} name an instance and say yes`, () => {
      const flags = command.options.map(option => option.long);
      assert.ok(
        flags.includes('--instance') && flags.includes('--yes'),
        String(flags),
      );
    });
  }

  it('says what was meant by a wrong verb', () => {
    const { status, stdout, stderr } = run('statsu');
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(
      stderr,
      /^✗ unknown command 'statsu'\n\(Did you mean status\?\)\n {2}For what there is: {2}\.\/payday --help/,
    );
  });

  const wrong: [string[], RegExp][] = [
    [['up', '--port-ofset', '1'], /Did you mean --port-offset\?/],
    [['up', '--port-offset', 'x'], /whole number from 0 to 50000/],
    [['up', '--cluster', 'nope'], /Allowed choices are embedded, none/],
    [['up', '--context', 'kind'], /no context called "kind"/],
    [['up', '--context', 'a', '--cluster', 'none'], /not both/],
    [['up', 'extra'], /too many arguments/],
    [['status', '--instance', 'A b'], /cannot be an instance's name/],
    [['down', '--purge', 'everything'], /Allowed choices are cluster, all/],
    [['logs', '-n', 'many'], /whole number/],
  ];
  for (const [args, message] of wrong)
    it(`refuses ${args.join(' ')} with exit code 2`, () => {
      const { status, stdout, stderr } = run(...args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
    });

  it('prints nothing but JSON on standard output', () => {
    const { status, stdout, stderr } = run('version', '--json');
    assert.equal(status, 0);
    assert.equal(stderr, '');
    assert.deepEqual(Object.keys(JSON.parse(stdout)), [
      'payday',
      'backstage',
      'node',
      'platform',
    ]);
  });
});
