import type { ReactNode } from 'react';
import { Text } from '@backstage/ui';
import { RiInboxLine } from '@remixicon/react';
import styles from './EmptyState.module.css';

/** Properties of {@link EmptyState}. */
export type EmptyStateProps = {
  /** What is not there, such as “No preview is running”. */
  title: string;
  /** Why, and what the person can do next. */
  hint: string;
  /** A button or link that does it. */
  action?: ReactNode;
};

/** Says that there is nothing, why, and what to do next. Never stands in for data that failed to load. */
export function EmptyState({ title, hint, action }: EmptyStateProps) {
  return (
    <div className={styles.root}>
      <RiInboxLine className={styles.icon} aria-hidden="true" />
      <div className={styles.words}>
        <Text as="p" variant="body-medium" weight="bold">
          {title}
        </Text>
        <Text as="p" variant="body-medium" color="secondary">
          {hint}
        </Text>
        {action}
      </div>
    </div>
  );
}
