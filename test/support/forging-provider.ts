/** An identity provider whose id tokens a test makes as it likes, right or forged. */
import { type KeyObject, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one id token differs from a right one. */
export interface Forgery {
  readonly alg?: string;
  readonly kid?: string;
  /** Signs in place of the provider's key. */
  readonly key?: KeyObject;
  /** Replaces the signature. */
  readonly signature?: string;
  /** Over those of everybody. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface ForgingProvider {
  readonly issuer: string;
  /** Every id token from now on. */
  forge(forgery: Forgery): void;
  stop(): Promise<void>;
}

const KID = 'key-1';
const base64url = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** The public key as text, which an attacker knows and may sign with as if it were a shared secret. */
function signatureOf(input: string, { alg = 'RS256', ...forgery }: Forgery, keys: Keys): string {
  if (forgery.signature !== undefined) return forgery.signature;
  if (alg === 'HS256') {
    const known = keys.publicKey.export({ type: 'spki', format: 'pem' });
    return createHmac('sha256', known).update(input).digest('base64url');
  }
  return sign('sha256', Buffer.from(input), forgery.key ?? keys.privateKey).toString('base64url');
}

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Starts it; it lets everybody in as `subject`, with `claims`. */
export async function startForgingProvider(
  clientId: string,
  claims: Readonly<Record<string, unknown>>,
): Promise<ForgingProvider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let forgery: Forgery = {};
  let nonce = '';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const answer = (body: object): void => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    };
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        answer({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
          // Says of itself that it takes them all, as some do.
          id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        });
        return;
      case '/jwks':
        answer({ keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: KID, use: 'sig' }] });
        return;
      case '/authorize': {
        nonce = url.searchParams.get('nonce') ?? '';
        const back = new URL(url.searchParams.get('redirect_uri') ?? '');
        back.searchParams.set('code', 'a-code');
        back.searchParams.set('state', url.searchParams.get('state') ?? '');
        response.writeHead(302, { location: back.href }).end();
        return;
      }
      default:
        answer({ access_token: 'an-access-token', token_type: 'bearer', id_token: idToken() });
    }
  });
  function idToken(): string {
    const now = Math.floor(Date.now() / 1_000);
    const { alg = 'RS256', kid = KID } = forgery;
    const life = { iat: now, exp: now + 300 };
    const said = { ...claims, ...forgery.claims };
    const payload = { iss: issuer, aud: clientId, ...life, nonce, ...said };
    const input = `${base64url({ alg, kid })}.${base64url(payload)}`;
    return `${input}.${signatureOf(input, forgery, keys)}`;
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    forge: (next) => {
      forgery = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
