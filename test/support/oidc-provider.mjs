// A real OpenID provider for tests, as a program of its own, as its packages are ES modules and Jest's are
// not. Takes the redirect address of the desk, the people and its own host name as JSON; says its address in
// one line. Its page offers every person and a way back; `?as=` picks one, and nobody where it is empty.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { redirectUri, people, host = '127.0.0.1', port = 0 } = JSON.parse(process.argv[2] ?? '{}');
const server = createServer();
server.listen(port, '127.0.0.1', () => {
  const issuer = `http://${host}:${server.address().port}`;
  const provider = providerAt(issuer);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const url = new URL(request.url, issuer);
    if (!url.pathname.startsWith('/interaction/')) return answer(request, response);
    const accountId = url.searchParams.get('as');
    if (accountId === null) return choose(url.pathname, response);
    const result = accountId
      ? { login: { accountId } }
      : { error: 'access_denied', error_description: 'the person went away' };
    return provider.interactionFinished(request, response, result);
  });
  process.stdout.write(`${issuer}\n`);
});

function choose(path, response) {
  const link = (as, text) => `<li><a href="${path}?as=${as}">${text}</a></li>`;
  const links = Object.entries(people).map(([as, { name }]) => link(as, name));
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="en"><title>Company sign-in</title><h1>Who are you?</h1>
    <ul>${[...links, link('', 'Nobody')].join('')}</ul>`);
}

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
