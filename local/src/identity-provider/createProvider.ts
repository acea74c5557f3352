import { Provider, interactionPolicy } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';
import type { IdentityProviderKeys } from './keys.ts';
import { renderError } from './pages/errorPage.ts';
import type { Person } from './people.ts';
import type { IdentityProviderSettings } from './settings.ts';
import type { SignInStore } from './SignInStore.ts';

/** The one application people sign in to. */
export const PORTAL_CLIENT_ID = 'payday-portal';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long things last, in seconds. */
const LIFETIMES = {
  AuthorizationCode: MINUTE,
  AccessToken: HOUR,
  IdToken: HOUR,
  /** Counted anew at each refresh: a working day without a visit ends the sign-in. */
  RefreshToken: 8 * HOUR,
  /** The end of a sign-in that is refreshed all the time. */
  Grant: 7 * DAY,
  Interaction: HOUR,
  Session: MINUTE,
} as const;

/** Which claims each scope brings. The portal asks for `openid profile email`. */
const CLAIMS = {
  openid: ['sub'],
  profile: ['name', 'preferred_username', 'groups'],
  email: ['email', 'email_verified'],
};

/** What a provider is made of. */
export interface ProviderParts {
  settings: IdentityProviderSettings;
  people: Person[];
  keys: IdentityProviderKeys;
  store: SignInStore;
}

/**
 * The OpenID provider: one confidential client, authorization code with PKCE, rotating refresh tokens, no consent page.
 *
 * It keeps no browser session, so the chooser shows at every sign-in, whatever `prompt` asks for: signing out at the
 * portal is enough to come back as someone else, and two tabs can sign in as two people. The portal must send
 * `prompt=login` (`prompt=none` has no session to succeed with). What keeps a person signed in is the portal's refresh
 * token, which the portal revokes at sign-out.
 */
export function createProvider(parts: ProviderParts): Provider {
  const provider = new Provider(
    parts.settings.issuer.origin,
    configuration(parts),
  );
  return provider;
}

function configuration({
  settings,
  people,
  keys,
  store,
}: ProviderParts): Configuration {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return {
    adapter: model => store.adapter(model),
    clients: [portalClient(settings)],
    jwks: { keys: keys.signing },
    cookies: {
      keys: keys.cookies,
      names: cookieNames(settings.issuer),
      short: { httpOnly: true, sameSite: 'lax', signed: true },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    claims: CLAIMS,
    conformIdTokenClaims: false,
    scopes: Object.keys(CLAIMS),
    responseTypes: ['code'],
    pkce: { required: () => true },
    ttl: LIFETIMES,
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) =>
      client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    clientBasedCORS: () => false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      dPoP: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) =>
          token.clientId === client.clientId,
      },
    },
    interactions: {
      policy,
      url: (_ctx, interaction) => `/sign-in/${interaction.uid}`,
    },
    findAccount: async (_ctx, subject) => {
      const person = people.find(({ name }) => name === subject);
      return (
        person && {
          accountId: person.name,
          claims: async () => ({ ...claimsOf(person) }),
        }
      );
    },
    loadExistingGrant: async ctx => {
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.session!.accountId!,
        clientId: ctx.oidc.client!.clientId,
      });
      grant.addOIDCScope(Object.keys(CLAIMS).join(' '));
      await grant.save();
      return grant;
    },
    renderError: (ctx, out, error) =>
      renderError(ctx, settings.portal, out.error, error),
  };
}

function portalClient({ portal, clientSecret }: IdentityProviderSettings) {
  return {
    client_id: PORTAL_CLIENT_ID,
    client_name: 'Payday',
    client_secret: clientSecret,
    redirect_uris: [`${portal.origin}/api/auth/oidc/handler/frame`],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    token_endpoint_auth_method: 'client_secret_basic' as const,
  };
}

/** Cookies know no ports, so instances on one machine need names of their own. */
function cookieNames(issuer: URL) {
  const prefix = `payday_sign_in_${issuer.port || '80'}`;
  return {
    session: `${prefix}_session`,
    interaction: `${prefix}_interaction`,
    resume: `${prefix}_resume`,
  };
}

/** What the portal learns about a person; the e-mail address is what it finds them in the catalog by. */
function claimsOf(person: Person) {
  return {
    sub: person.name,
    name: person.displayName,
    preferred_username: person.name,
    email: person.email,
    email_verified: true,
    groups: person.groups,
  };
}
