import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DashboardAction, DashboardSession, SignIn } from '@payments/core/dashboard-contract';
import { createContext, use } from 'react';
import { ask } from '../api/ask.ts';
import { useChange } from '../api/useChange.ts';
import { isSignedOut } from '../api/problems.ts';
import { SESSION_KEY } from '../api/queryClient.ts';

/** Who is signed in; `null` when nobody is. */
export function useSessionQuery() {
  return useQuery({
    queryKey: SESSION_KEY,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<DashboardSession | null> => {
      try {
        return await ask('readSession', { signal });
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
  });
}

/** The session of the pages that need one. */
export const SessionContext = createContext<DashboardSession | undefined>(undefined);

/** The session; only below `RequireSession`. */
export function useSession(): DashboardSession {
  const session = use(SessionContext);
  if (!session) throw new Error('This page is not below RequireSession.');
  return session;
}

/** Whether the signed-in role may do it. Pages hide by it; the API decides. */
export function useMay(action: DashboardAction): boolean {
  return useSession().actions.includes(action);
}

/** Signs in. */
export function useSignIn() {
  const client = useQueryClient();
  return useChange({
    meta: { public: true },
    mutationFn: (body: SignIn) => ask('signIn', { body }),
    onSuccess: session => {
      client.clear();
      client.setQueryData(SESSION_KEY, session);
    },
  });
}

/** Signs out, and forgets what was seen. */
export function useSignOut() {
  const client = useQueryClient();
  return useChange({
    mutationFn: () => ask('signOut'),
    onSuccess: () => {
      client.setQueryData(SESSION_KEY, null);
      client.removeQueries({ predicate: query => query.queryKey[0] !== SESSION_KEY[0] });
    },
  });
}

/** Switches between live and test mode, whose data have nothing in common. */
export function useChangeMode() {
  const client = useQueryClient();
  return useChange({
    mutationFn: (live: boolean) => ask('changeSession', { body: { live } }),
    onSuccess: session => {
      client.setQueryData(SESSION_KEY, session);
      client.removeQueries({ predicate: query => query.queryKey[0] !== SESSION_KEY[0] });
    },
  });
}
