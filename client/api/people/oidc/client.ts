/**
 * Signing in at an identity provider: authorization code with PKCE, state and nonce. Knows the protocol by
 * `openid-client` alone, and nothing of sessions.
 */
import type * as OpenIdClient from 'openid-client';
import type { Configuration } from 'openid-client';
import { claimedPerson } from './claims';
import type { OidcSettings, VouchedPerson } from './claims';

/** What has to come back with the answer of the provider. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcClient {
  /** The address to send the browser to. Fails where the provider is out of reach. */
  begin(redirectUri: string): Promise<{ readonly address: URL; readonly pending: PendingSignIn }>;
  /**
   * The person, from the address that the browser came back to. Fails with `NotVouched` where the answer
   * does not prove anybody, otherwise where the provider is out of reach.
   */
  finish(answer: URL, pending: PendingSignIn): Promise<VouchedPerson>;
}

/** The provider refused, or what came back is not the answer to what was asked. */
export class NotVouched extends Error {
  constructor(cause: unknown) {
    super('the provider vouches for nobody', { cause });
    this.name = 'NotVouched';
  }
}

/** The provider did not answer, or with a fault of its own. */
class ProviderAway extends Error {
  constructor(cause?: unknown) {
    super('the provider did not answer', { cause });
    this.name = 'ProviderAway';
  }
}

/** Tells what was not answered apart from what was refused; the library has one error for both. */
async function fetchOrAway(
  address: string,
  { body, signal, ...options }: OpenIdClient.CustomFetchOptions,
): Promise<Response> {
  const request = {
    ...options,
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  };
  const answer = await fetch(address, request).catch((error: unknown) => {
    throw new ProviderAway(error);
  });
  if (answer.status >= 500) throw new ProviderAway();
  return answer;
}

function isAway(error: unknown): boolean {
  if (error instanceof ProviderAway) return true;
  return error instanceof Error && error.cause !== undefined && isAway(error.cause);
}

/** Longest wait for the provider, s. */
const PROVIDER_WAIT_S = 5;

/** The library is loaded at the first sign-in: most desks never need it. */
async function library(): Promise<typeof OpenIdClient> {
  return import('openid-client');
}

async function discover(settings: OidcSettings): Promise<Configuration> {
  const oidc = await library();
  const { issuer, clientId, clientSecret } = settings;
  return oidc.discovery(
    new URL(issuer),
    clientId,
    clientSecret,
    clientSecret === undefined ? oidc.None() : undefined,
    {
      timeout: PROVIDER_WAIT_S,
      [oidc.customFetch]: fetchOrAway,
      execute: [
        // Without it the library believes an id token unread, as TLS brought it. With it the token is signed by
        // a key of the provider's JWKS, by an algorithm that the provider names: never `none` or a shared secret.
        oidc.enableNonRepudiationChecks,
        // The settings allow it on this machine only.
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out, not to go away
        ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
      ],
    },
  );
}

/** Reads the provider's description once it is needed, and again after a failure. */
export function createOidcClient(settings: OidcSettings): OidcClient {
  let found: Promise<Configuration> | undefined;
  const configuration = async (): Promise<Configuration> => {
    found ??= discover(settings);
    try {
      return await found;
    } catch (error) {
      found = undefined;
      throw error;
    }
  };
  return {
    async begin(redirectUri) {
      const oidc = await library();
      const config = await configuration();
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const address = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      return { address, pending };
    },
    async finish(answer, pending) {
      const config = await configuration();
      return claimedPerson(settings, await provenClaims(config, answer, pending));
    },
  };
}

/** Claims of the id token, and of the provider's user information where it offers one. */
async function provenClaims(
  config: Configuration,
  answer: URL,
  { state, nonce, verifier }: PendingSignIn,
): Promise<Readonly<Record<string, unknown>>> {
  const oidc = await library();
  try {
    const tokens = await oidc.authorizationCodeGrant(config, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims() ?? { sub: '' };
    const offersMore = config.serverMetadata().userinfo_endpoint !== undefined;
    const more = offersMore
      ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
      : {};
    return { ...more, ...claims };
  } catch (error) {
    if (isAway(error)) throw error;
    throw new NotVouched(error);
  }
}
