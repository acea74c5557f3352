import { useCallback, useEffect, useState } from 'react';
import { toError } from '@backstage/errors';

/** Something fetched, in the three states a page has to draw. */
export type Load<T> =
  | { state: 'loading' }
  | { state: 'failed'; problem: Error; retry: () => void }
  | { state: 'ready'; value: T };

/**
 * Fetches when the component appears and whenever `load` changes, so give it a `useCallback`.
 * An answer that arrives after a newer question is dropped.
 */
export function useLoad<T>(load: () => Promise<T>): Load<T> {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<Load<T>>({ state: 'loading' });
  const retry = useCallback(() => setAttempt(count => count + 1), []);

  useEffect(() => {
    let current = true;
    setResult({ state: 'loading' });
    load().then(
      value => {
        if (current) setResult({ state: 'ready', value });
      },
      error => {
        if (!current) return;
        setResult({ state: 'failed', problem: toError(error), retry });
      },
    );
    return () => {
      current = false;
    };
  }, [load, attempt, retry]);

  return result;
}
