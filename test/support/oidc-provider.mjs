// A real OpenID provider for tests, as a program of its own, as its packages are ES modules and Jest's are
// not. Takes the redirect address of the desk and the people as JSON; says its address in one line.
// Whoever is asked for (`?as=` at its page of interaction) is signed in without a form.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { redirectUri, people, port = 0 } = JSON.parse(process.argv[2] ?? '{}');
const server = createServer();
server.listen(port, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = providerAt(issuer);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const url = new URL(request.url, issuer);
    if (!url.pathname.startsWith('/interaction/')) return answer(request, response);
    const accountId = url.searchParams.get('as');
    const result = accountId
      ? { login: { accountId } }
      : { error: 'access_denied', error_description: 'the person went away' };
    return provider.interactionFinished(request, response, result);
  });
  process.stdout.write(`${issuer}\n`);
});

function providerAt(issuer) {
  return new Provider(issuer, {
    clients: [
      {
        client_id: 'unbind-desk',
        client_secret: 'a secret of the tests, long enough',
        redirect_uris: [redirectUri],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'roles', 'team', 'groups'] },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...people[accountId] }),
    }),
    // Consent was given by whoever runs the desk.
    async loadExistingGrant({ oidc }) {
      const { clientId } = oidc.client;
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
}
