// client/api/: the HTTP API: the process and what it is made of; a folder for each thing that a person does.
/**
 * Puts the API together: limits, sign-in, idempotency, one form of error, documentation, routes.
 * Nothing here knows about the life of a case.
 */
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import fastifyRateLimit from '@fastify/rate-limit';
import Fastify, { LogController } from 'fastify';
import { type ZodTypeProvider, serializerCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { jsonWanted, placeOfJsonFault } from '../../checks/json-place';
import { problemsOfStructure } from '../../checks/problems/structure-problems';
import { utf8Text } from '../../checks/utf8';
import { limitedBy, registerAccess } from './http/access';
import { ApiError } from './http/api-error';
import { applicationRoutes } from './cases/application';
import { type AttentionScan, createAttentionScan } from './operations/attention/scan';
import { caseRoutes } from './cases/cases';
import { consentRoutes } from './cases/consents';
import { warnOfUntrustedProxies } from './http/client-address';
import { contactRoutes } from './cases/contact';
import { decisionRoutes } from './cases/decisions';
import { registerOwnHosts } from './http/csrf';
import type { ApiDeps, ApiInstance } from './deps';
import { deskProofRoutes } from './desk-proof';
import { documentRoutes, registerDocuments } from './docs/documents';
import { comparisonRoutes } from './cases/comparison';
import { registerDrain } from './drain';
import { createEventHub } from './watch/event-hub';
import { eventRoutes } from './watch/events';
import { healthRoutes } from './health';
import { registerIdempotency } from './http/idempotency';
import { merchantRoutes } from './merchant/routes';
import { merchantLinkRoutes } from './merchant/link';
import { metricsRoute, registerMetrics } from './metrics';
import { noteRoutes } from './cases/notes-attachments';
import { oidcRoutes } from './people/oidc/routes';
import { ownKeyRoutes } from './people/own-key';
import { noticePreviewRoutes } from './notices/preview';
import { noticeRoutes } from './notices/notices';
import { opsRoutes } from './operations/routes';
import { verificationRoutes } from './operations/recovery/verification';
import { pageRoutes } from './pages';
import { peopleRoutes } from './people/people';
import { presenceRoutes } from './watch/presence';
import { failureAnswers } from './http/problem-answers';
import { queueRoutes } from './queue/counts';
import { REQUEST_ID_HEADER, answerUnread, newRequestId } from './http/request-id';
import { reportRoutes } from './reports/reports';
import { evidencePackRoutes } from './cases/evidence-packs';
import { revealRoutes } from './cases/reveal';
import { registerRouteTable } from './http/route-table';
import { sessionRoutes } from './people/session';
import { savedViewRoutes } from './queue/saved-views';
import { termsRoutes } from './cases/terms';
import { withTyped } from './http/typed-values';
import { unreadIn, unreadRefusal } from './http/unread-values';
import { webhookRoutes } from './providers/webhooks';
import { API_ROOT } from '../../wire/routes';

/** Largest JSON body, bytes; attachments have a limit of their own. */
const BODY_LIMIT_BYTES = 256 * 1024;
const MAX_PARAM_LENGTH = 200;
/** A request that takes longer than every deadline below it is cut off, ms. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Headers and raw requests that the libraries below log at `trace`. */
const UNLOGGED = ['busboyOptions', 'err.rawPacket'];

/** The API, ready to listen or to be injected into; `close` it to end. */
export async function buildApi(deps: ApiDeps): Promise<ApiInstance> {
  const { trustedProxies, storesIn } = deps.settings;
  const answerFailure = failureAnswers(storesIn);
  const api: ApiInstance = Fastify({
    loggerInstance: deps.logger.child({}, { redact: { paths: UNLOGGED, remove: true } }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    genReqId: newRequestId,
    clientErrorHandler: answerUnread,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: (error, request, reply) => {
      // An address that cannot be decoded names nothing.
      const code = error.code === 'FST_ERR_BAD_URL' ? 'BAD_REQUEST' : 'NOT_FOUND';
      reply.header(REQUEST_ID_HEADER, request.id);
      void answerFailure(new ApiError(code, { cause: error }), request, reply);
    },
  }).withTypeProvider<ZodTypeProvider>();

  api.addHook('onRequest', async (request, reply) => {
    reply.header(REQUEST_ID_HEADER, request.id);
  });
  registerDrain(api);
  useZod(api, deps.settings.checkAnswers);
  takeJson(api);
  api.setErrorHandler(answerFailure);
  const routes = registerRouteTable(api);
  api.setNotFoundHandler((request) => {
    const allowed = routes.methodsOf(request.url);
    if (allowed.length === 0) throw new ApiError('NOT_FOUND');
    throw new ApiError('METHOD_NOT_ALLOWED', { headers: { allow: allowed.join(', ') } });
  });

  await api.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
  });
  registerOwnHosts(api, deps);
  warnOfUntrustedProxies(api, deps);
  await api.register(fastifyCookie);
  await api.register(fastifyMultipart, { throwFileSizeLimit: true });
  await api.register(fastifyRateLimit, {
    max: deps.settings.requestsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: limitedBy,
    errorResponseBuilder: (_request, context) =>
      new ApiError('TOO_MANY_REQUESTS', { retryAfterS: Math.ceil(context.ttl / 1000) }),
  });
  await registerDocuments(api);
  const scan = createAttentionScan(deps);
  const registry = registerMetrics(api, deps, scan);
  registerAccess(api, deps);
  registerIdempotency(api, deps);
  documentRoutes(api);
  metricsRoute(api, registry);
  await pageRoutes(api, deps);
  await registerRoutes(api, deps, scan);
  return api;
}

async function registerRoutes(api: ApiInstance, deps: ApiDeps, scan: AttentionScan): Promise<void> {
  healthRoutes(api, deps);
  const hub = createEventHub(deps);
  await api.register(
    async (v1: ApiInstance) => {
      v1.addHook('onSend', async (_request, reply, payload) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
        return payload;
      });
      deskProofRoutes(v1, deps);
      sessionRoutes(v1, deps);
      ownKeyRoutes(v1, deps);
      oidcRoutes(v1, deps);
      eventRoutes(v1, deps, hub);
      queueRoutes(v1, deps);
      presenceRoutes(v1, deps, hub);
      savedViewRoutes(v1, deps);
      reportRoutes(v1, deps);
      peopleRoutes(v1, deps);
      caseRoutes(v1, deps);
      consentRoutes(v1, deps);
      verificationRoutes(v1, deps);
      revealRoutes(v1, deps);
      evidencePackRoutes(v1, deps);
      decisionRoutes(v1, deps);
      applicationRoutes(v1, deps);
      contactRoutes(v1, deps);
      termsRoutes(v1, deps);
      noteRoutes(v1, deps);
      comparisonRoutes(v1, deps);
      noticeRoutes(v1, deps);
      noticePreviewRoutes(v1, deps);
      merchantRoutes(v1, deps);
      merchantLinkRoutes(v1, deps);
      opsRoutes(v1, deps, scan);
      await v1.register(async (hooks: ApiInstance) => webhookRoutes(hooks, deps));
    },
    { prefix: API_ROOT },
  );
}

/** Bodies and queries are checked by zod; every problem is named at once, by path and code. */
function useZod(api: ApiInstance, checkAnswers: boolean): void {
  api.setValidatorCompiler<z.ZodType>(({ schema }) => (data: unknown) => {
    const result = schema.safeParse(withTyped(data));
    const unread = unreadIn(schema, data);
    if (result.success) {
      return unread.length === 0 ? { value: result.data } : { error: unreadRefusal(unread) };
    }
    const problems = [...problemsOfStructure(result.error.issues, data, schema), ...unread];
    return { error: new ApiError('BAD_REQUEST', { problems }) };
  });
  if (checkAnswers) api.setSerializerCompiler(serializerCompiler);
  else api.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

/** Where it stops being JSON; a member that no body may have is none of JSON's faults. */
function notJson(text: string, cause: Error): ApiError {
  const place = placeOfJsonFault(text);
  const unknown = { path: 'body', code: 'FIELD_UNKNOWN' } as const;
  if (!place) return new ApiError('BAD_REQUEST', { problems: [unknown], cause });
  const problems = [{ path: 'body', code: 'FIELD_INVALID', allowed: jsonWanted(place) }] as const;
  return new ApiError('BAD_REQUEST', { problems, cause });
}

/**
 * A POST without content may still say that it is JSON; the route's schema then judges it. Another encoding than
 * UTF-8 is refused: read as if it were, names would be kept as replacement signs.
 */
function takeJson(api: ApiInstance): void {
  const parse = api.getDefaultJsonParser('error', 'error');
  api.removeContentTypeParser(['application/json', 'text/plain']);
  api.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      const text = utf8Text(body);
      if (text === undefined) done(new ApiError('NOT_UTF8'));
      else if (text === '') done(null, undefined);
      else void parse(request, text, (error, value) => done(error && notJson(text, error), value));
    },
  );
}
