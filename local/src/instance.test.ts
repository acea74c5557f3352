import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  adviceFor,
  BASE_PORTS,
  commandFor,
  openInstance,
  parseInstanceName,
} from './instance.ts';
import { writeSettings } from './instanceSettings.ts';
import { writeFileSync } from 'node:fs';
import { temporaryFolder } from './testing/temporaryInstance.ts';

describe('an instance', () => {
  for (const name of ['default', 'a', 'second-1', 'x'.repeat(32)])
    it(`may be called ${name}`, () =>
      assert.equal(parseInstanceName(name), name));

  for (const name of [
    '',
    'A',
    'a b',
    '../up',
    'x'.repeat(33),
    'ä',
    'a\n',
    'a/b',
  ])
    it(`may not be called ${JSON.stringify(name)}`, () =>
      assert.throws(() => parseInstanceName(name), {
        name: 'Problem',
        exitCode: 2,
      }));

  it('has its folder below the clone', test => {
    const root = temporaryFolder(test);
    assert.equal(
      openInstance('default', { root }).dataFolder,
      join(root, '.payday', 'data'),
    );
    assert.equal(
      openInstance('two', { root }).runFolder,
      join(root, '.payday', 'instances', 'two', 'run'),
    );
  });

  it('keeps the port offset it was started with', test => {
    const root = temporaryFolder(test);
    assert.deepEqual(openInstance('two', { root }).ports, BASE_PORTS);
    writeSettings(openInstance('two', { root }).runFolder, { portOffset: 100 });
    const { ports, portalUrl, identityUrl } = openInstance('two', { root });
    assert.deepEqual(
      { ports, portalUrl, identityUrl },
      {
        ports: Object.fromEntries(
          Object.entries(BASE_PORTS).map(([name, port]) => [name, port + 100]),
        ),
        portalUrl: 'http://localhost:7107',
        identityUrl: 'http://localhost:7180',
      },
    );
    assert.equal(
      openInstance('two', { root, portOffset: 5 }).ports.portal,
      7012,
    );
  });

  it('has no offset when its settings are half-written', test => {
    const root = temporaryFolder(test);
    const { runFolder } = openInstance('default', { root });
    writeSettings(runFolder, { portOffset: 100 });
    writeFileSync(join(runFolder, 'settings.json'), '{"portOff');
    assert.equal(openInstance('default', { root }).portOffset, 0);
  });

  it('is named in advice that does not name one yet', () => {
    const advise = (line: string) => adviceFor({ name: 'two' }, line);
    assert.equal(
      advise('Then:  ./payday up --yes'),
      'Then:  ./payday up --instance two --yes',
    );
    assert.equal(
      advise('Or:  ./payday up --instance second'),
      'Or:  ./payday up --instance second',
    );
  });

  it('is named in the commands it advises', () => {
    assert.equal(commandFor({ name: 'default' }, 'up'), './payday up');
    assert.equal(
      commandFor({ name: 'two' }, 'up'),
      './payday up --instance two',
    );
  });
});
