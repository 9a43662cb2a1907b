/** Masks personal data within a text that was made from it, such as a message that was sent. */
import type { CaseData } from '../workflows/contract/case-data';
import { withoutLinkTokens } from '../workflows/contract/notices';
import { maskCaseData } from './masks';

/** Shorter values would hide letters of other words. */
const SHORTEST_VALUE = 2;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};

function inHtml(text: string): string {
  return text.replace(/[&<>"'`=]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Every text in a value with its twin in a copy of the same shape, where they differ. */
function pairsOf(plain: unknown, masked: unknown): readonly (readonly [string, string])[] {
  if (typeof plain === 'string' && typeof masked === 'string') {
    return plain === masked ? [] : [[plain, masked]];
  }
  if (typeof plain !== 'object' || plain === null) return [];
  return Object.entries(plain).flatMap(([name, value]) =>
    pairsOf(value, (masked as Readonly<Record<string, unknown>>)[name]),
  );
}

/**
 * Replaces every personal value of these revisions by its mask, in plain text and in HTML, and cuts the
 * tokens out of links.
 */
export function maskText(text: string, revisions: readonly CaseData[]): string {
  const pairs = new Map(revisions.flatMap((data) => pairsOf(data, maskCaseData(data))));
  const longestFirst = [...pairs]
    .filter(([value]) => value.length >= SHORTEST_VALUE)
    .sort(([a], [b]) => b.length - a.length);
  let result = withoutLinkTokens(text);
  for (const [value, mask] of longestFirst) {
    result = result.replaceAll(value, mask).replaceAll(inHtml(value), inHtml(mask));
  }
  return result;
}
