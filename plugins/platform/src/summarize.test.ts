import type { PlatformComponent } from '@payday/plugin-platform-common';
import { componentExample } from './__testUtils__/componentExample';
import { announce, summarize } from './summarize';

const now = new Date('2026-11-24T06:02:00.000Z');
const minutes = (count: number) => count * 60_000;
const tool = (overrides: Partial<PlatformComponent>) =>
  componentExample({ state: 'waiting', ...overrides });

const remainingOf = (...components: PlatformComponent[]) =>
  summarize(components, now).remainingMs;

describe('the time left', () => {
  it.each<[string, number | undefined, PlatformComponent[]]>([
    [
      'is nothing to speak of when all is healthy',
      undefined,
      [componentExample()],
    ],
    [
      'is what the tool under way and those after it still take',
      minutes(6 + 4),
      [
        tool({ state: 'building', estimateMs: minutes(8) }),
        tool({ estimateMs: minutes(4) }),
      ],
    ],
    [
      'counts a tool that takes longer than usual as nearly done',
      minutes(4),
      [
        tool({ state: 'building', estimateMs: minutes(1) }),
        tool({ estimateMs: minutes(4) }),
      ],
    ],
    [
      'adds the longest of the other parts to the tools',
      minutes(4 + 2),
      [
        tool({ estimateMs: minutes(4) }),
        tool({ group: 'cluster', estimateMs: minutes(2) }),
        tool({ group: 'platform', estimateMs: minutes(1) }),
        tool({ group: 'platform' }),
      ],
    ],
    [
      'is unknown when a tool has no estimate',
      undefined,
      [tool({ estimateMs: minutes(4) }), tool({})],
    ],
    [
      'is unknown when nothing has an estimate',
      undefined,
      [tool({ group: 'cluster', state: 'starting' })],
    ],
    [
      'is unknown when a part failed, because it does not come by itself',
      undefined,
      [tool({ estimateMs: minutes(4) }), tool({ state: 'failed' })],
    ],
  ])('%s', (_, expected, components) => {
    expect(remainingOf(...components)).toBe(expected);
  });
});

describe('what is made in the background', () => {
  const further = (overrides: Partial<PlatformComponent>) =>
    tool({ title: 'Trivy', isInBackground: true, ...overrides });

  it('is waited for by nobody', () => {
    const building = further({ state: 'building', estimateMs: minutes(9) });
    expect(summarize([componentExample(), building], now)).toEqual({
      healthy: 1,
      total: 1,
      background: ['Trivy'],
      failed: [],
      underWay: undefined,
      remainingMs: undefined,
    });
  });

  it('counts when it failed', () => {
    const failed = further({ state: 'failed' });
    const summary = summarize([componentExample(), failed], now);
    expect(summary.failed).toEqual([failed]);
    expect(summary.background).toEqual([]);
  });
});

describe('announce', () => {
  it('does not change with the clock', () => {
    const components = [tool({ state: 'building', estimateMs: minutes(8) })];
    const later = new Date(now.getTime() + 60_000);
    expect(announce(summarize(components, later))).toBe(
      announce(summarize(components, now)),
    );
  });

  it('names what failed', () => {
    const components = [
      componentExample(),
      componentExample({ title: 'Argo CD', state: 'failed' }),
    ];
    expect(announce(summarize(components, now))).toBe(
      '1 of 2 parts are healthy. Argo CD failed.',
    );
  });
});
