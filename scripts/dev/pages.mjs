// The pages of `npm run dev`, from their sources: they load themselves again as these change.
import { join } from 'node:path';
import { createServer } from 'vite';
import { consoleSite } from '../build-console.mjs';
import { merchantSite } from '../build-merchant.mjs';

/** Addresses that the pages' server hands on to the API: page and API are of one origin. */
const OF_API = ['/api', '/docs', '/openapi.json'];
/** The first ports that are tried; the next free one is taken. */
const SITES = [
  [consoleSite, 5173],
  [merchantSite, 5273],
];

/** Serves each page in front of the API. */
export async function servePages(root, apiUrl, say) {
  const proxy = Object.fromEntries(OF_API.map((path) => [path, { target: apiUrl }]));
  for (const [siteOf, port] of SITES) {
    const site = siteOf(root);
    // Of each page its own, as one throws away what the other has made ready.
    const cacheDir = join(root, 'dist', 'dev', site.base);
    const server = await createServer({
      ...site,
      cacheDir,
      server: { host: '127.0.0.1', port, proxy },
    });
    await server.listen();
    say(`pages     ${server.resolvedUrls.local[0]}`);
  }
}
