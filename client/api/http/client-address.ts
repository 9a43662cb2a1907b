/**
 * Where a request comes from, as limits count it. Behind proxies that are trusted it is what they name
 * (`X-Forwarded-For`); from anybody else that header is ignored, as everybody can write one.
 */
import { isIP } from 'node:net';
import { listOf } from '../../../base/settings';
import type { ApiDeps, ApiInstance } from '../deps';

/** Ranges that have names (`@fastify/proxy-addr`). */
const NAMED_RANGES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];
const GROUPS = 8;
/** One customer of a network gets a whole /64 and may take any address of it. */
const NETWORK_GROUPS = 4;

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (bits === undefined) return version !== 0 || NAMED_RANGES.includes(text);
  const most = version === 4 ? 32 : 128;
  return version !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** Setting UNBIND_TRUSTED_PROXIES: addresses, ranges (CIDR) and named ranges, by commas. */
export const proxyRanges = listOf(
  isRange,
  `is not a list of addresses and ranges (10.0.0.0/8) by commas, or of ${NAMED_RANGES.join(', ')}`,
);

/** The address of a client without its port; of IPv6 its /64, of IPv4 in IPv6 the IPv4. */
export function clientOf({ ip }: { readonly ip: string }): string {
  const found = /^(?:\[(?<v6>.*)\]|(?<v4>[\d.]+))(?::\d+)?$/.exec(ip)?.groups;
  const bare = found?.['v6'] ?? found?.['v4'] ?? ip;
  const plain = bare.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array<string>(Math.max(0, GROUPS - groups.length - rest.length)).fill('0');
  const network = [...groups, ...zeros, ...rest].slice(0, NETWORK_GROUPS);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** Says once that a proxy names its clients in vain: their limits are then those of the proxy. */
export function warnOfUntrustedProxies(api: ApiInstance, deps: ApiDeps): void {
  if (deps.settings.trustedProxies.length > 0) return;
  let told = false;
  api.addHook('onRequest', async (request) => {
    if (told || request.headers['x-forwarded-for'] === undefined) return;
    told = true;
    deps.logger.warn(
      'X-Forwarded-For is ignored: all clients of a proxy share the limits of its address; ' +
        'name it in UNBIND_TRUSTED_PROXIES if there is one',
    );
  });
}
