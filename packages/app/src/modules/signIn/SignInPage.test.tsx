import {
  configApiRef,
  microsoftAuthApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { oidcAuthApiRef, type SignInApi } from './oidcAuthApi';
import { SignInPage } from './SignInPage';

const session = {
  token: 'header.payload.signature',
  identity: {
    type: 'user' as const,
    userEntityRef: 'user:default/ana-lima',
    ownershipEntityRefs: ['user:default/ana-lima'],
  },
};

/** A provider without a session, unless told otherwise. */
function provider(getBackstageIdentity: SignInApi['getBackstageIdentity']) {
  return {
    getBackstageIdentity: jest.fn(getBackstageIdentity),
    getProfile: async () => ({ displayName: 'Ana Lima' }),
  };
}

function renderSignIn(options: {
  oidc?: ReturnType<typeof provider>;
  microsoft?: ReturnType<typeof provider>;
  chosen?: string;
}) {
  const onSignInSuccess = jest.fn();
  const signedOut = provider(async () => undefined);
  const config = { payday: { signIn: { provider: options.chosen ?? 'oidc' } } };
  render(
    <TestApiProvider
      apis={[
        [configApiRef, mockApis.config({ data: config })],
        [oidcAuthApiRef, (options.oidc ?? signedOut) as any],
        [microsoftAuthApiRef, (options.microsoft ?? signedOut) as any],
      ]}
    >
      <SignInPage onSignInSuccess={onSignInSuccess} />
    </TestApiProvider>,
  );
  return { onSignInSuccess };
}

const button = () => screen.getByRole('button', { name: /Sign in/ });

describe('SignInPage', () => {
  afterEach(() => window.history.replaceState(null, '', '/'));

  it('says that it is looking for a session', () => {
    renderSignIn({ oidc: provider(() => new Promise(() => {})) });
    expect(screen.getByText(/signed in already/)).toBeInTheDocument();
  });

  it('takes up an existing session without a click', async () => {
    const { onSignInSuccess } = renderSignIn({
      oidc: provider(async () => session),
    });
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    const identity = onSignInSuccess.mock.calls[0][0];
    await expect(identity.getBackstageIdentity()).resolves.toEqual(
      session.identity,
    );
  });

  it('offers one button to a person without a session', async () => {
    const oidc = provider(async () => undefined);
    const { onSignInSuccess } = renderSignIn({ oidc });
    await waitFor(() => expect(button()).toBeEnabled());
    expect(screen.getAllByRole('button')).toHaveLength(1);
    expect(screen.getByRole('heading', { name: 'Payday' })).toBeInTheDocument();
    expect(onSignInSuccess).not.toHaveBeenCalled();
    expect(oidc.getBackstageIdentity).toHaveBeenCalledWith({ optional: true });
  });

  it('goes to the provider when the button is pressed', async () => {
    const oidc = provider(async options =>
      options?.instantPopup ? session : undefined,
    );
    const { onSignInSuccess } = renderSignIn({ oidc });
    await waitFor(() =>
      expect(screen.queryByText(/signed in already/)).not.toBeInTheDocument(),
    );
    await userEvent.click(button());
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
  });

  it('uses Microsoft when the configuration says so', async () => {
    const microsoft = provider(async () => session);
    const oidc = provider(async () => undefined);
    const { onSignInSuccess } = renderSignIn({
      microsoft,
      oidc,
      chosen: 'microsoft',
    });
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    expect(oidc.getBackstageIdentity).not.toHaveBeenCalled();
  });

  it('explains an error that came back with the redirect, and removes it from the address', async () => {
    window.history.replaceState(
      null,
      '',
      '/catalog?error=unable%20to%20resolve%20user%20identity&limit=20',
    );
    renderSignIn({});
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /does not know you yet.*unable to resolve user identity/,
    );
    expect(window.location.search).toBe('?limit=20');
    expect(button()).toBeEnabled();
  });

  it('explains a provider that does not answer', async () => {
    renderSignIn({
      oidc: provider(async () => {
        throw new TypeError('Failed to fetch');
      }),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /did not answer/,
    );
  });
});
