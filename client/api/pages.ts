/**
 * The pages for browsers, as they were built: the console of staff below `/console/`, the merchant's page
 * below `/m/`, the page about the API below `/docs/`. Files of a build only; a strict policy keeps
 * the pages from running anything else.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PUBLIC } from './http/access';
import { ApiError } from './http/api-error';
import type { ApiDeps, ApiInstance } from './deps';

const ASSETS_MAX_AGE_S = 31_536_000;

/** Files below it carry a hash of their content in their names. */
const ASSETS = /[\\/]assets[\\/][^\\/]+$/;

function policy(extra: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...extra,
  ].join('; ');
}

interface Site {
  /** Address without the slash at the end. */
  readonly at: '/console' | '/m' | '/docs';
  readonly folder: string;
  /** Headers of an answer; the page of a site may take style elements by a nonce of its own. */
  headersFor(nonce: string): Readonly<Record<string, string>>;
  /** Whether the page holds `NONCE_PLACE`. */
  readonly takesNonce: boolean;
}

/** Stands in a page where the nonce of an answer goes. */
const NONCE_PLACE = '__CSP_NONCE__';
const NONCE_BYTES = 16;

function sitesOf({ console, merchant, docs }: ApiDeps['settings']['pages']): readonly Site[] {
  return [
    {
      at: '/console',
      folder: console,
      takesNonce: true,
      // Mails are shown in frames without rights, under the policy of the page: their style elements take
      // its nonce, and they carry style attributes.
      headersFor: (nonce) => ({
        'content-security-policy': policy([
          `style-src 'self' 'nonce-${nonce}'`,
          `style-src-elem 'self' 'nonce-${nonce}'`,
          "style-src-attr 'unsafe-inline'",
          "frame-src 'self'",
        ]),
      }),
    },
    {
      at: '/m',
      folder: merchant,
      takesNonce: false,
      headersFor: () => ({
        'content-security-policy': policy(["style-src 'self'"]),
        'x-robots-tag': 'noindex, nofollow',
      }),
    },
    {
      at: '/docs',
      folder: docs,
      takesNonce: false,
      headersFor: () => ({ 'content-security-policy': policy(["style-src 'self'"]) }),
    },
  ];
}

export async function pageRoutes(api: ApiInstance, deps: ApiDeps): Promise<void> {
  const sites = sitesOf(deps.settings.pages);
  const built = sites.map(({ folder }) => folder).filter((folder) => existsSync(folder));
  if (built.length > 0) await serveFiles(api, built);
  const options = { config: PUBLIC, schema: { hide: true } };
  api.get('/', options, (_request, reply) => reply.redirect('/console/'));
  for (const site of sites) {
    const page = (request: FastifyRequest, reply: FastifyReply) => answerPage(site, request, reply);
    api.get(site.at, options, (_request, reply) => reply.redirect(`${site.at}/`));
    api.get(`${site.at}/*`, options, page);
  }
}

async function serveFiles(api: ApiInstance, folders: string[]): Promise<void> {
  await api.register(fastifyStatic, {
    serve: false,
    root: folders,
    preCompressed: true,
    dotfiles: 'ignore',
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isAsset = ASSETS.test(path);
      reply.header(
        'cache-control',
        isAsset ? `public, max-age=${ASSETS_MAX_AGE_S}, immutable` : 'no-cache',
      );
    },
  });
}

/** A file of the build; any other address of the site is a view of its one page. */
async function answerPage(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const index = join(site.folder, 'index.html');
  if (!existsSync(index)) throw new ApiError('PAGES_NOT_BUILT');
  const { '*': path = '' } = request.params as { '*'?: string };
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  reply.headers(site.headersFor(nonce));
  const namesFile = (path.split('/').at(-1) ?? '').includes('.') && path !== 'index.html';
  if (namesFile) return reply.sendFile(path, site.folder);
  if (!site.takesNonce) return reply.sendFile('index.html', site.folder);
  const page = await readFile(index, 'utf8');
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((html: unknown) => String(html))
    .send(page.replaceAll(NONCE_PLACE, nonce));
}
