import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './LoadingSkeleton.module.css';

/** Properties of {@link LoadingSkeleton}. */
export type LoadingSkeletonProps = {
  /** What is being loaded, for people who hear the page: “Loading your components”. */
  label: string;
  /** Lines to draw, about as many as will come. */
  lines?: number;
};

/** Grey lines in the place of what is on its way. */
export function LoadingSkeleton({ label, lines = 3 }: LoadingSkeletonProps) {
  return (
    <div role="status" className={styles.root}>
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton
          key={line}
          className={styles.line}
          height={18}
          width={line % 2 ? '70%' : '90%'}
        />
      ))}
    </div>
  );
}
