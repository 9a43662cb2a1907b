// client/api/http/: what holds for every request: who asks, refusals, repetition, language, files, values as typed.
/**
 * Who asks and what they may see. Roles are checked roughly here, for a clear answer; whether a
 * decision is allowed is the workflow's business alone.
 */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { CaseRow, Staff } from '../../../record/port/desk-record';
import { CASE_ID_PATTERN, type CaseId } from '../../../workflows/contract/identifiers';
import type { Role, StaffRole } from '../../../workflows/contract/lifecycle';
import type { Actor } from '../../../workflows/contract/messages';
import { CALLERS } from '../../../wire/callers';
import { isOperation, type Operation } from '../../../wire/routes';
import { ApiError } from './api-error';
import { clientOf } from './client-address';
import { refuseCrossSite, refuseForged } from './csrf';
import type { ApiDeps, ApiInstance } from '../deps';
import { operationAt } from './route-table';
import { staffTokenOf } from '../people/staff-cookie';

/** Who may call a route: of an operation as wire/callers has it, of a page as it says itself. */
export type Access =
  | { readonly kind: 'staff'; readonly roles: readonly StaffRole[] }
  | { readonly kind: 'merchant' }
  | { readonly kind: 'public' };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** False where a repeated request is answered anew and its answer is never stored. */
    storeAnswer?: boolean;
    /** False where a request comes without the person doing anything, and keeps no session awake. */
    isUse?: boolean;
    /** True where programs of the network ask under any name; nothing is changed there. */
    anyHost?: boolean;
  }
  interface FastifyRequest {
    staff: Staff | null;
    /** With a session instead of a key. */
    staffSession: OwnSession | null;
    merchantCaseId: CaseId | null;
  }
}

const SEES_EVERY_TEAM: ReadonlySet<Role> = new Set(['operator', 'auditor', 'admin']);

/** Of pages and documents; who may call an operation, wire/callers says. */
export const PUBLIC: { access: Access } = { access: { kind: 'public' } };
/** Health and metrics: asked by whoever decides where requests go, to the very end. */
export const PROBE = { ...PUBLIC, anyHost: true, toTheEnd: true };

export const SESSION_COOKIE = 'unbind_session';

/** The session by which a request was let in. */
export interface OwnSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly idleExpiresAt: Date;
}

function accessTo(operation: Operation): Access {
  const callers = CALLERS[operation];
  return typeof callers === 'string' ? { kind: callers } : { kind: 'staff', roles: callers };
}

/** What a caller shows to be let in by; undefined where it shows nothing. */
function credentialOf(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  const shown = authorization ?? staffTokenOf(request) ?? request.cookies[SESSION_COOKIE];
  return shown === '' ? undefined : shown;
}

/** What limits count by: who was proven to ask, else the address; a key that nobody has proves nothing. */
export function limitedBy(request: FastifyRequest): string {
  const proven = request.staff?.principalId ?? request.merchantCaseId;
  return proven ?? `ip:${clientOf(request)}`;
}

/** What scopes of repeated requests are named by: never the key itself. */
export function callerKey(request: FastifyRequest): string {
  const credential = credentialOf(request);
  if (!credential) return `ip:${request.ip}`;
  return `key:${createHash('sha256').update(credential).digest('base64url')}`;
}

/**
 * Gives each operation its callers of the table. Throws where a route names callers beside the table, or
 * a page names none: the API does not start.
 */
export function nameCallers(api: Pick<ApiInstance, 'addHook'>): void {
  api.addHook('onRoute', (route) => {
    // The HEAD of an address is open to whom its GET is.
    const method = route.method === 'HEAD' ? 'GET' : route.method;
    const operation = operationAt({ ...route, method });
    const isListed = operation !== undefined && isOperation(operation);
    const own = route.config?.access;
    if (isListed === (own !== undefined)) {
      throw new Error(`route ${route.url} names its callers ${own ? 'a second time' : 'nowhere'}`);
    }
    if (isListed) route.config = { ...route.config, access: accessTo(operation) };
  });
}

/** Sets up sign-in. */
export function registerAccess(api: ApiInstance, deps: ApiDeps): void {
  api.decorateRequest('staff', null);
  api.decorateRequest('staffSession', null);
  api.decorateRequest('merchantCaseId', null);
  const limitOf = (name: string, max: number) =>
    api.createRateLimit({
      max,
      timeWindow: '1 minute',
      keyGenerator: (request) => `${name}:${clientOf(request)}`,
    });
  const wrongKeys = limitOf('failed', deps.settings.failedSignInsPerMinute);
  const endedSessions = limitOf('ended', deps.settings.requestsPerMinute);

  /**
   * A wrong key is a guess. Nothing shown is none, and a session ends for everybody one day: many people
   * behind one address come back to both every morning.
   */
  async function unauthenticated(request: FastifyRequest): Promise<never> {
    if (credentialOf(request) !== undefined) {
      const count = request.headers.authorization === undefined ? endedSessions : wrongKeys;
      const limit = await count(request);
      if (!limit.isAllowed && limit.isExceeded) {
        throw new ApiError('TOO_MANY_REQUESTS', { retryAfterS: limit.ttlInSeconds });
      }
    }
    throw new ApiError('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } });
  }

  nameCallers(api);
  api.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access;
    if (access === undefined || access.kind === 'public') return;
    if (access.kind === 'merchant') {
      const token = request.cookies[SESSION_COOKIE];
      const caseId = token ? await deps.record.merchantTokens.redeem(token, 'session') : undefined;
      if (!caseId) return unauthenticated(request);
      if (request.method !== 'GET') refuseCrossSite(request);
      request.merchantCaseId = caseId;
      return;
    }
    const staff =
      request.headers.authorization === undefined
        ? await staffBySession(deps, request)
        : await staffByKey(deps, request.headers.authorization);
    if (!staff || staff.disabled) return unauthenticated(request);
    if (!access.roles.includes(staff.role)) {
      throw new ApiError('FORBIDDEN', { members: { allowedRoles: access.roles } });
    }
    request.staff = staff;
  });
}

/** The person whose key is shown; undefined where there is none, or none any more. */
export async function staffByKey(deps: ApiDeps, authorization: string): Promise<Staff | undefined> {
  const [, apiKey] = /^Bearer +(\S{1,200})$/i.exec(authorization) ?? [];
  return apiKey === undefined ? undefined : deps.record.staff.findByApiKey(apiKey);
}

/** `CSRF_REFUSED` where the cookie came from elsewhere than a page of the desk. */
async function staffBySession(deps: ApiDeps, request: FastifyRequest): Promise<Staff | undefined> {
  const token = staffTokenOf(request);
  if (token === undefined) return undefined;
  const isUse = request.routeOptions.config.isUse ?? true;
  const session = await deps.record.sessions.find(token, deps.settings.sessions, isUse);
  if (!session) return undefined;
  refuseForged(deps, request, token);
  const { staff, expiresAt, idleExpiresAt } = session;
  request.staffSession = { token, expiresAt, idleExpiresAt };
  return staff;
}

/** The member of staff who asks; only on routes for staff. */
export function staffOf(request: FastifyRequest): Staff {
  if (!request.staff) throw new ApiError('UNAUTHENTICATED');
  return request.staff;
}

export function actorOf(staff: Staff): Actor {
  return { principalId: staff.principalId, role: staff.role };
}

/** The team whose cases the caller sees; undefined: every team's. */
export function teamScope(staff: Staff): string | undefined {
  return SEES_EVERY_TEAM.has(staff.role) ? undefined : staff.teamId;
}

/** The case, if the caller may see it; another team's case looks like none at all. */
export async function visibleCase(deps: ApiDeps, staff: Staff, caseId: string): Promise<CaseRow> {
  const row = CASE_ID_PATTERN.test(caseId) ? await deps.record.cases.read(caseId) : undefined;
  const team = teamScope(staff);
  if (!row || (team !== undefined && row.teamId !== team)) throw new ApiError('CASE_NOT_FOUND');
  return row;
}
