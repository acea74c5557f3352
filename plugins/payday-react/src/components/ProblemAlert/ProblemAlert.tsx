import { Alert, Button } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { explainProblem } from './explainProblem';
import styles from './ProblemAlert.module.css';

/** Properties of {@link ProblemAlert}. */
export type ProblemAlertProps = {
  /** What could not be done, such as “Your components could not be loaded”. */
  title: string;
  /** The error as caught; its message is shown as a detail. */
  problem: Error;
  /** Tries again; without it no button is drawn. */
  onRetry?: () => void;
};

/** An error in plain words, with a way to try again and the server's message for whoever helps. */
export function ProblemAlert({ title, problem, onRetry }: ProblemAlertProps) {
  return (
    <div role="alert">
      <Alert
        status="danger"
        icon
        title={title}
        description={explainProblem(problem)}
        customActions={
          onRetry && (
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiRefreshLine />}
              onPress={onRetry}
            >
              Try again
            </Button>
          )
        }
      />
      <details className={styles.details}>
        <summary>Details</summary>
        <code>{`${problem.name}: ${problem.message}`}</code>
      </details>
    </div>
  );
}
