/**
 * Which hosts a port answers to, and whose pages may change something through it. A page in a browser
 * reaches the ports of its machine and its network: by posting blindly, and under a name of its own that
 * leads there (DNS rebinding). Programs name no `Origin` and pass.
 */
import type { ErrorCode } from '../workflows/contract/errors';

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface Asked {
  readonly method?: string | undefined;
  readonly headers: {
    readonly host?: string | undefined;
    readonly origin?: string | undefined;
  };
}

/** A request whose method only reads. */
export function isReading({ method = '' }: Pick<Asked, 'method'>): boolean {
  return SAFE_METHODS.has(method);
}

function hostOf(authority: string): string {
  return authority.toLowerCase().replace(/:\d*$/, '');
}

function isOwnPage(origin: string, authority: string, named: readonly string[]): boolean {
  if (!URL.canParse(origin)) return false; // `null`, as frames without rights and files say.
  const { host, hostname } = new URL(origin);
  // On loopback each port is somebody else's.
  const isNamed = named.includes(hostname) && !LOOPBACK.includes(hostname);
  return isNamed || host === authority.toLowerCase();
}

/**
 * Whether a browser takes what comes from a page for safe: over TLS, or from its own machine. Elsewhere it
 * keeps no cookie of a session and lends no cryptography. Programs name no page.
 */
export function isSecurePage(origin: string | undefined): boolean {
  if (origin === undefined || !URL.canParse(origin)) return true;
  const { protocol, hostname } = new URL(origin);
  return protocol !== 'http:' || LOOPBACK.includes(hostname);
}

/**
 * Why a request is refused; undefined: it may go on. `HOST_REFUSED`: it asks for a host that is neither
 * loopback nor `named`. `CSRF_REFUSED`: a page of elsewhere would change something.
 */
export function refusalOf(
  asked: Asked,
  named: readonly string[],
): Extract<ErrorCode, 'HOST_REFUSED' | 'CSRF_REFUSED'> | undefined {
  const { host = '', origin } = asked.headers;
  if (![...LOOPBACK, ...named].includes(hostOf(host))) return 'HOST_REFUSED';
  if (origin === undefined || isReading(asked)) return undefined;
  return isOwnPage(origin, host, named) ? undefined : 'CSRF_REFUSED';
}
