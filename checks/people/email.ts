/** E-mail addresses: exactly one, in a form that is safe to put into a mail header. */
import { dropInvisible, foldWidth } from '../entered-text';
import { type Read, readWith } from '../reading';

export const MAX_EMAIL_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;
const MAX_DOMAIN_LENGTH = 253;

/** Stands in front of an address that is copied out of a link. */
const LINK = /^mailto:/i;
/** Dots stand between other signs only; quoted names and addresses of numbers are not taken. */
const LOCAL_PART = /^[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*$/;
/** What may stand in a domain as people type it; everything else means something else in an address of the web. */
const TYPED_DOMAIN = /^[\p{L}\p{N}\p{M}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
/** Full stops that input methods give between the parts of a domain (RFC 3490, 3.1). */
const IDEOGRAPHIC_STOPS = /[\u3002\uFF61]/g;

/**
 * One address of at most 254 characters without line breaks, its domain in small letters and as A-labels (RFC
 * 5890), in which form browsers send it and mail servers want it. `FIELD_REQUIRED`, `EMAIL_INVALID`.
 */
export function readEmail(entered: string): Read {
  const typed = foldWidth(dropInvisible(entered))
    .replace(/^[ \t]+|[ \t]+$/g, '')
    .replace(LINK, '');
  const [local = '', domain = '', ...more] = typed.split('@');
  const ascii = asciiDomain(domain.replace(IDEOGRAPHIC_STOPS, '.'));
  const address = typed === '' ? '' : `${local}@${ascii ?? ''}`;
  const isOne =
    more.length === 0 &&
    ascii !== undefined &&
    address.length <= MAX_EMAIL_LENGTH &&
    local.length <= MAX_LOCAL_PART_LENGTH &&
    LOCAL_PART.test(local);
  return readWith(address, isOne, 'EMAIL_INVALID');
}

/**
 * A domain as A-labels, or undefined for what is none. The platform knows the tables of Unicode; behind a label that is
 * not ASCII it reads every other one, while newer ones let a domain of ASCII alone pass with A-labels that say nothing
 * (https://url.spec.whatwg.org/#concept-domain-to-ascii, read 2026-11).
 */
function asciiDomain(typed: string): string | undefined {
  if (!TYPED_DOMAIN.test(typed)) return undefined;
  let labels: readonly string[];
  try {
    labels = new URL(`http://ä.${typed}/`).hostname.split('.').slice(1);
  } catch {
    // The one thing it throws for: no domain, or a label that is no punycode.
    return undefined;
  }
  const host = labels.join('.');
  const isDomain =
    host.length <= MAX_DOMAIN_LENGTH &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    TOP_LABEL.test(labels.at(-1) ?? '');
  return isDomain ? host : undefined;
}
