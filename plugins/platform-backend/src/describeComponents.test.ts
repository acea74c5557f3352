import { describeComponents } from './describeComponents';
import { supervisorSnapshotSchema } from './supervisorSnapshot';

const describeAll = (components: object[]) =>
  describeComponents(
    supervisorSnapshotSchema.parse({
      supervisor: { pid: 1, started: '1', code: 'x' },
      components: components.map(component => ({
        name: 'a',
        title: 'A',
        kind: 'step',
        since: '2026-11-24T06:00:00Z',
        logFile: '/secret/a.log',
        process: { pid: 42, started: '1' },
        restarts: 0,
        ...component,
      })),
    }),
  );

describe('describeComponents', () => {
  it('keeps the paths and process numbers of the machine to itself', () => {
    const text = JSON.stringify(describeAll([{ state: 'healthy' }]));
    expect(text).not.toMatch(/secret|42/);
  });

  it('makes waiting a state, and names only what is missing', () => {
    const [, , waiting] = describeAll([
      { title: 'Packages', state: 'healthy' },
      { title: 'SQLite addon', state: 'building' },
      { state: 'starting', reason: 'Waits for: Packages, SQLite addon.' },
    ]);
    expect(waiting).toMatchObject({
      state: 'waiting',
      waitsFor: ['SQLite addon'],
    });
    expect(waiting).not.toHaveProperty('reason');
  });

  it('lets a component start when nothing that it waits for is missing', () => {
    const [, starting] = describeAll([
      { title: 'Packages', state: 'healthy' },
      { state: 'starting', reason: 'Waits for: Packages.' },
    ]);
    expect(starting).toMatchObject({ state: 'starting', waitsFor: [] });
  });

  it('keeps any other reason', () => {
    const [stopped] = describeAll([
      { state: 'stopped', reason: 'Needs first: Packages.' },
    ]);
    expect(stopped).toMatchObject({
      state: 'stopped',
      reason: 'Needs first: Packages.',
    });
  });

  it('counts what has no group as the portal’s', () => {
    expect(
      describeAll([{ state: 'healthy' }, { group: 'tools', state: 'failed' }]),
    ).toMatchObject([{ group: 'portal' }, { group: 'tools' }]);
  });
});
