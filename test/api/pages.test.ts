/** The built pages: what is served how, and that nothing but a build is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type Stage, startStage } from './stage';

const SCRIPT = 'console.log("the console");';
let folder: string;
let stage: Stage;
let bare: Stage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unbind-pages-'));
  const pages = {
    console: join(folder, 'console'),
    merchant: join(folder, 'merchant'),
    docs: join(folder, 'docs'),
  };
  for (const [name, root] of Object.entries(pages)) {
    mkdirSync(join(root, 'assets'), { recursive: true });
    const nonce = '<meta name="csp-nonce" content="__CSP_NONCE__">';
    writeFileSync(join(root, 'index.html'), `<!doctype html><title>${name}</title>${nonce}`);
    writeFileSync(join(root, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(root, '.secret'), 'hidden');
    writeFileSync(join(root, 'assets', 'main-1a2b3c4d.js'), SCRIPT);
    writeFileSync(join(root, 'assets', 'main-1a2b3c4d.js.br'), brotliCompressSync(SCRIPT));
    writeFileSync(join(root, 'assets', 'main-1a2b3c4d.js.gz'), gzipSync(SCRIPT));
  }
  writeFileSync(join(folder, 'outside.txt'), 'outside');
  stage = await startStage({ cases: false, settings: { pages } });
  bare = await startStage({ cases: false });
});
afterAll(async () => {
  await stage.stop();
  await bare.stop();
  rmSync(folder, { recursive: true });
});

/** As a browser would ask, without following. */
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${stage.url}${path}`, { redirect: 'manual', headers });

test.each([
  ['/', '/console/'],
  ['/console', '/console/'],
  ['/m', '/m/'],
  ['/docs', '/docs/'],
])('%s leads to %s', async (path, target) => {
  const answer = await get(path);
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe(target);
});

test.each([
  ['/console/', 'console'],
  ['/console/cases/UC-0000000000', 'console'],
  ['/m/', 'merchant'],
  ['/docs/', 'docs'],
])('%s is the page of the %s', async (path, name) => {
  const answer = await get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await answer.text()).toContain(`<title>${name}</title>`);
});

test("the merchant's page is kept and asked for anew each time", async () => {
  const answer = await get('/m/');
  expect(answer.headers.get('cache-control')).toBe('no-cache');
  const headers = { 'if-none-match': answer.headers.get('etag') ?? '' };
  expect((await stage.api.inject({ url: '/m/', headers })).statusCode).toBe(304);
});

test.each(['/console/', '/console/index.html'])(
  '%s takes style elements by a nonce that is new each time',
  async (path) => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const answer = await get(path);
        const policy = answer.headers.get('content-security-policy') ?? '';
        const [, nonce = ''] = /style-src 'self' 'nonce-([\w-]{22})'/.exec(policy) ?? [];
        expect(policy).toContain(`style-src-elem 'self' 'nonce-${nonce}'`);
        expect(policy).not.toMatch(/(style-src|script-src|style-src-elem) [^;]*unsafe-inline/);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(await answer.text()).toContain(`content="${nonce}"`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  },
);

test.each(['/console', '/m', '/docs'])(
  '%s may run its own scripts and nothing else',
  async (at) => {
    const { headers } = await get(`${at}/`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  },
);

test("the merchant's page is kept out of search engines and takes no inline styles", async () => {
  const { headers } = await get('/m/');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
});

test.each([
  ['br', 'br'],
  ['gzip', 'gzip'],
  ['br, gzip', 'br'],
  ['identity', null],
])('an asset goes out for %s as it was compressed', async (accepted, encoding) => {
  const answer = await get('/console/assets/main-1a2b3c4d.js', { 'accept-encoding': accepted });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-encoding')).toBe(encoding);
  expect(answer.headers.get('content-type')).toContain('javascript');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(await answer.text()).toBe(SCRIPT);
});

test.each([
  '/console/assets/gone.js',
  '/console/.secret',
  '/console/..%2foutside.txt',
  '/console/%2e%2e/outside.txt',
  '/console/assets/..%5c..%5c..%5coutside.txt',
])('%s is not found, and nothing is kept of that', async (path) => {
  const answer = await get(path);
  expect([400, 403, 404]).toContain(answer.status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.headers.get('cache-control') ?? '').not.toContain('immutable');
});

test('a build without pages says so and the API works', async () => {
  const answer = await bare.anyone.get('//console/');
  expect(answer.body).toMatchObject({ status: 501, code: 'UNBIND_PAGES_NOT_BUILT' });
  expect((await bare.staff.agent.get('/cases')).status).toBe(200);
});
