import { Navigate, Outlet, useLocation } from 'react-router';
import { Failed, Loading } from '../components/states.tsx';
import { SessionContext, useSessionQuery } from './useSession.ts';

/** Lets only signed-in people through; sends others to sign in, and from there back. */
export function RequireSession() {
  const session = useSessionQuery();
  const { pathname, search } = useLocation();
  if (session.data) {
    return (
      <SessionContext value={session.data}>
        <Outlet />
      </SessionContext>
    );
  }
  if (session.data === null) {
    const next = pathname === '/' ? '' : `?${new URLSearchParams({ next: pathname + search }).toString()}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  return (
    <main>
      <title>Payments</title>
      <h1 className="hidden">Payments</h1>
      {session.error ? (
        <Failed what="your session" error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <Loading what="your session" />
      )}
    </main>
  );
}
