import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, isTransient } from './problems.ts';

const TRIES = 2;

/** Key of the query that holds who is signed in; `null` when nobody is. */
export const SESSION_KEY = ['session'] as const;

/** Makes the cache of what the API said. An answer that nobody is signed in ends the session everywhere. */
export function makeQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) client.setQueryData(SESSION_KEY, null);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== 'checkout' && onError(error) }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => mutation.meta?.public !== true && onError(error),
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < TRIES && isTransient(error),
        retryDelay: attempt => 300 * 2 ** attempt,
      },
      mutations: { retry: false },
    },
  });
  return client;
}
