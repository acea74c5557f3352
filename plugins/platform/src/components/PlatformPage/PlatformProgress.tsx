import { Alert, Text, VisuallyHidden } from '@backstage/ui';
import {
  componentGroups,
  type PlatformProgress as Progress,
} from '@payday/plugin-platform-common';
import { announce, summarize } from '../../summarize';
import { summaryTitle, timeLeft } from '../../summaryWords';
import { ComponentGroup } from '../ComponentGroup';
import styles from './PlatformPage.module.css';

/** Properties of {@link PlatformProgress}. */
export type PlatformProgressProps = {
  progress: Extract<Progress, { state: 'known' }>;
  now: Date;
};

const moment = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'long',
});

const listWords = new Intl.ListFormat('en');

/** All parts in a sentence and a bar, then group by group. */
export function PlatformProgress(props: PlatformProgressProps) {
  const { components, isSupervised, reportedAt } = props.progress;
  // What nothing watches over does not go on.
  const now = isSupervised ? props.now : new Date(reportedAt);
  const summary = summarize(components, now);
  const { healthy, total, background } = summary;

  return (
    <>
      {!isSupervised && (
        <Alert
          status="warning"
          icon
          title="Nothing watches over these parts any more"
          description="The supervisor has ended, so this is its last word. Run “./payday up” to go on."
        />
      )}
      <section aria-label="Summary" className={styles.summary}>
        <Text as="p" variant="title-small" weight="bold">
          {summaryTitle(summary, isSupervised)}
        </Text>
        <div className={styles.bar} aria-hidden="true">
          <div
            className={styles.filled}
            style={{ width: `${total ? (100 * healthy) / total : 0}%` }}
          />
        </div>
        <Text as="p" variant="body-medium" color="secondary">
          {healthy} of {total} parts healthy
          {isSupervised ? timeLeft(summary) : ''}. Last change{' '}
          <time dateTime={reportedAt}>
            {moment.format(Date.parse(reportedAt))}
          </time>
          .
        </Text>
        {isSupervised && background.length > 0 && (
          <Text as="p" variant="body-medium" color="secondary">
            Made in the background, and nothing waits for it:{' '}
            {listWords.format(background)}.
          </Text>
        )}
        <VisuallyHidden>
          <span role="status">{announce(summary)}</span>
        </VisuallyHidden>
      </section>
      {componentGroups.map(group => {
        const inGroup = components.filter(part => part.group === group);
        return (
          inGroup.length > 0 && (
            <ComponentGroup
              key={group}
              group={group}
              components={inGroup}
              now={now}
            />
          )
        );
      })}
    </>
  );
}
