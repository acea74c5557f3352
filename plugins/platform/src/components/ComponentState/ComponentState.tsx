import {
  RiCheckLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiHammerLine,
  RiHourglassLine,
  RiPlayCircleLine,
  RiStopCircleLine,
} from '@remixicon/react';
import type { PlatformComponent } from '@payday/plugin-platform-common';
import styles from './ComponentState.module.css';

const looks: Record<
  PlatformComponent['state'],
  { Icon: typeof RiCheckLine; words: string; color: string }
> = {
  healthy: { Icon: RiCheckLine, words: 'Healthy', color: styles.positive },
  waiting: { Icon: RiHourglassLine, words: 'Waiting', color: styles.secondary },
  starting: { Icon: RiPlayCircleLine, words: 'Starting', color: styles.info },
  building: { Icon: RiHammerLine, words: 'Building', color: styles.info },
  degraded: {
    Icon: RiErrorWarningLine,
    words: 'Degraded',
    color: styles.warning,
  },
  stopped: {
    Icon: RiStopCircleLine,
    words: 'Stopped',
    color: styles.secondary,
  },
  failed: { Icon: RiCloseCircleLine, words: 'Failed', color: styles.negative },
};

/** A state as icon and word; the colour only repeats them. */
export function ComponentState({ state }: Pick<PlatformComponent, 'state'>) {
  const { Icon, words, color } = looks[state];
  return (
    <span className={`${styles.root} ${color}`}>
      <Icon size={18} aria-hidden="true" />
      {words}
    </span>
  );
}
