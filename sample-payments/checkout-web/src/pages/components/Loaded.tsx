import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { messageOf } from '../api/problems.ts';
import { formatMoment } from '../time/formatTime.ts';
import { Callout } from './Callout.tsx';
import { Failed, Loading } from './states.tsx';

export interface LoadedProps<Data> {
  query: UseQueryResult<Data, Error>;
  /** Completes "Loading …" and "Could not load …". */
  what: string;
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** What a query gave, or where it stands. What is on show stays when refreshing it fails, with its age. */
export function Loaded<Data>({ query, what, lines, children }: LoadedProps<Data>) {
  const { data, error, dataUpdatedAt } = query;
  const retry = () => void query.refetch();
  if (data === undefined)
    return error ? <Failed what={what} error={error} onRetry={retry} /> : <Loading what={what} lines={lines} />;
  return (
    <>
      {error && (
        <div className="panel-body">
          <Callout tone="warn" live>
            This is of {formatMoment(new Date(dataUpdatedAt).toISOString())}: {messageOf(error)}{' '}
            <button type="button" className="button small" onClick={retry}>
              Refresh
            </button>
          </Callout>
        </div>
      )}
      {children(data)}
    </>
  );
}
