import type { KubeconfigState } from '@payday/plugin-cluster-watch-node';
import { ConnectionMonitor } from './ConnectionMonitor';

const ready: KubeconfigState = {
  state: 'ready',
  access: { url: 'https://127.0.0.1:1', token: 't' },
};

function monitorOf(
  kubeconfig: KubeconfigState | undefined,
  probe: () => Promise<string | undefined> = async () => undefined,
) {
  return new ConnectionMonitor(
    kubeconfig && { read: async () => kubeconfig },
    probe,
  );
}

describe('ConnectionMonitor', () => {
  it.each([
    ['unknown without a kubeconfig', undefined, { state: 'unknown' }],
    [
      'absent before the kubeconfig is there',
      { state: 'absent' },
      { state: 'absent' },
    ],
    [
      'unreachable with a kubeconfig that cannot be used',
      { state: 'unusable', reason: 'It is no YAML.' },
      { state: 'unreachable', reason: 'It is no YAML.' },
    ],
  ] as const)('is %s', async (_, kubeconfig, expected) => {
    expect(await monitorOf(kubeconfig).check()).toMatchObject(expected);
  });

  it('says since when it has been reachable, across checks', async () => {
    const monitor = monitorOf(ready);
    const first = await monitor.check();
    expect(first).toMatchObject({ state: 'reachable' });
    expect(await monitor.check()).toEqual(first);
  });

  it('gives the newest reason, and since when it has not been reachable', async () => {
    const answers = ['It is slow.', 'It is gone.'];
    const monitor = monitorOf(ready, async () => answers.shift());
    const first = await monitor.check();
    expect(await monitor.check()).toEqual({ ...first, reason: 'It is gone.' });
    expect(await monitor.check()).toMatchObject({ state: 'reachable' });
  });
});
