/** The methods of every address, so that a wrong method is told apart from a wrong address. */
import type { ApiInstance } from './deps';

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
    const methods = Array.isArray(method) ? method : [method];
    known.push({ pattern: patternOf(url), url, methods });
  });
  api.decorate('routeTable', table);
  return table;
}
