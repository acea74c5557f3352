import { Text } from '@backstage/ui';
import { Age } from '@payday/plugin-payday-react';
import type { PlatformComponent } from '@payday/plugin-platform-common';
import { describeTime } from '../../describeTime';
import { ComponentState } from '../ComponentState';
import styles from './ComponentRow.module.css';

/** Properties of {@link ComponentRow}. */
export type ComponentRowProps = {
  component: PlatformComponent;
  /** The moment up to which time is counted. */
  now: Date;
};

const words = new Intl.ListFormat('en', { type: 'conjunction' });

/** One part of the platform: its state, what it waits for or does, how long it takes, and what went wrong. */
export function ComponentRow({ component, now }: ComponentRowProps) {
  const { title, state, waitsFor, reason, detail, problem, since } = component;
  const time = describeTime(component, now);
  return (
    <li className={styles.row}>
      <div className={styles.state}>
        <ComponentState state={state} />
      </div>
      <div className={styles.words}>
        <Text as="p" variant="body-medium" weight="bold">
          {title}
        </Text>
        {waitsFor.length > 0 && (
          <Text as="p" variant="body-small" color="secondary">
            Waits for {words.format(waitsFor)}.
          </Text>
        )}
        {detail && (
          <Text as="p" variant="body-small" className={styles.detail}>
            {detail}
          </Text>
        )}
        {reason && (
          <Text as="p" variant="body-small">
            {reason}
          </Text>
        )}
        {problem && problem.next.length > 0 && (
          <div className={styles.next}>
            <Text as="p" variant="body-small" weight="bold">
              What to do
            </Text>
            <ul>
              {problem.next.map(step => (
                <li key={step}>
                  <Text as="span" variant="body-small">
                    {step}
                  </Text>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <Text
        as="p"
        variant="body-small"
        color="secondary"
        className={styles.time}
      >
        {time ?? (
          <>
            changed <Age date={since} />
          </>
        )}
      </Text>
    </li>
  );
}
