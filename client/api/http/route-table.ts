/**
 * The addresses of the API: operations are registered by the table of wire/routes, and the methods of every
 * address are known, so that a wrong method is told apart from a wrong address.
 */
import { API_ROOT, type Operation, PROBES, ROUTES } from '../../../wire/routes';
import type { ApiInstance } from '../deps';

export interface RouteTable {
  /** Methods that the address of a URL takes; empty where there is no such address. */
  methodsOf(url: string): readonly string[];
  /** Every route as `METHOD /path/:param`, in order of registration. */
  list(): readonly string[];
}

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: RouteTable;
  }
}

type Served = Operation | keyof typeof PROBES;

/** As the router writes it: `/cases/:caseId`. */
function routed(line: string): string {
  return line.replace(/\{(\w+)\}/g, ':$1');
}

/** Operations by method and whole address. */
const OPERATIONS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(ROUTES).map(
    ([name, line]) => [routed(line).replace(' ', ` ${API_ROOT}`), name] as const,
  ),
  ...Object.entries(PROBES).map(([name, line]) => [line, name] as const),
]);

/** The address that a route of an operation is registered at. */
export function addressOf(operation: Served): string {
  return routed({ ...ROUTES, ...PROBES }[operation]).replace(/^\S+ /, '');
}

/** The operation that a route answers to; undefined for pages and documents. */
export function operationAt(route: {
  readonly method: string | readonly string[];
  readonly url: string;
}): string | undefined {
  return OPERATIONS.get(`${String(route.method)} ${route.url}`);
}

function patternOf(url: string): RegExp {
  const escaped = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+')}$`);
}

/** Watches the routes as they are added; call it before the first. */
export function registerRouteTable(api: ApiInstance): RouteTable {
  const known: { pattern: RegExp; url: string; methods: readonly string[] }[] = [];
  const table: RouteTable = {
    methodsOf(url) {
      const path = url.split('?', 1)[0] ?? '';
      const methods = known.filter(({ pattern }) => pattern.test(path)).flatMap((r) => r.methods);
      return [...new Set(methods)].sort();
    },
    list() {
      return known.flatMap(({ url, methods }) => methods.map((method) => `${method} ${url}`));
    },
  };
  api.addHook('onRoute', ({ method, url }) => {
    const isOfApi = url.startsWith(API_ROOT) && method !== 'HEAD';
    if (isOfApi && operationAt({ method, url }) === undefined) {
      throw new Error(`route ${String(method)} ${url} stands in no table`);
    }
    const methods = Array.isArray(method) ? method : [method];
    known.push({ pattern: patternOf(url), url, methods });
  });
  api.decorate('routeTable', table);
  return table;
}
