import { useCallback, useEffect, useRef, useState } from 'react';
import { UserIdentity } from '@backstage/core-components';
import {
  configApiRef,
  microsoftAuthApiRef,
  useApi,
  type IdentityApi,
} from '@backstage/frontend-plugin-api';
import { oidcAuthApiRef, type SignInApi } from './oidcAuthApi';
import { explainSignInError, type SignInProblem } from './signInProblem';

/** Where the sign-in stands: looking for a session, waiting for the person, on the way, or failed. */
export type SignInState =
  | { step: 'checking' }
  | { step: 'signed-out' }
  | { step: 'leaving' }
  | { step: 'failed'; problem: SignInProblem };

/**
 * The sign-in chosen by `payday.signIn.provider`. Takes up an existing session by itself;
 * otherwise waits for `start`.
 * @throws Error when the configuration names an unknown provider
 */
export function useSignIn(onSignedIn: (identity: IdentityApi) => void): {
  state: SignInState;
  start(): void;
} {
  const authApi = useSignInApi();
  const [state, setState] = useState<SignInState>({ step: 'checking' });
  const checked = useRef(false);

  const signIn = useCallback(
    async (mode: { optional: true } | { instantPopup: true }) => {
      const session = await authApi.getBackstageIdentity(mode);
      if (!session) {
        setState({ step: 'signed-out' });
        return;
      }
      onSignedIn(
        UserIdentity.create({
          identity: session.identity,
          authApi,
          profile: await authApi.getProfile(),
        }),
      );
    },
    [authApi, onSignedIn],
  );

  const fail = useCallback((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    setState({ step: 'failed', problem: explainSignInError(message) });
  }, []);

  useEffect(() => {
    // Once per page: the session must not be asked for twice when React renders twice.
    if (checked.current) return;
    checked.current = true;
    const message = takeErrorFromAddress();
    if (message) {
      fail(new Error(message));
    } else {
      signIn({ optional: true }).catch(fail);
    }
  }, [signIn, fail]);

  const start = () => {
    setState({ step: 'leaving' });
    signIn({ instantPopup: true }).catch(fail);
  };

  return { state, start };
}

function useSignInApi(): SignInApi {
  const config = useApi(configApiRef);
  const oidc = useApi(oidcAuthApiRef);
  const microsoft = useApi(microsoftAuthApiRef);
  const provider = config.getOptionalString('payday.signIn.provider') ?? 'oidc';
  switch (provider) {
    case 'oidc':
      return oidc;
    case 'microsoft':
      return microsoft;
    default:
      throw new Error(
        `payday.signIn.provider is "${provider}"; it can be "oidc" or "microsoft". Change it in app-config and start Payday again.`,
      );
  }
}

/** A failed redirect comes back with `?error=`. It is removed, so that reloading the page tries again. */
function takeErrorFromAddress(): string | null {
  const address = new URL(window.location.href);
  const message = address.searchParams.get('error');
  if (message) {
    address.searchParams.delete('error');
    window.history.replaceState(window.history.state, '', address);
  }
  return message;
}
