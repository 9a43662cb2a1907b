/**
 * The search for canaries: one pass over a text for all forms of all canaries, and again over whatever
 * the text holds in URL encoding, escapes or base64, however deep. Says where and what, never the value.
 */
import { type Canary, type Form, formsOf } from './forms';

export interface Finding {
  /** Label of the canary. */
  readonly canary: string;
  /** e.g. `raw`, `sha256 in hex inside base64`. */
  readonly form: string;
}

export interface CanarySearch {
  /** What of the canaries stands in a text; each pair of canary and form once. */
  in(text: string): readonly Finding[];
}

interface Pattern extends Form {
  readonly canary: string;
}

/** Encodings within encodings that are opened. */
const DEPTH = 3;

/** All patterns by their first characters: four where they have as many, else two. */
class PatternIndex {
  private readonly byFour = new Map<number, Pattern[]>();
  private readonly byTwo = new Map<number, Pattern[]>();

  constructor(patterns: readonly Pattern[]) {
    for (const pattern of patterns) {
      const { text } = pattern;
      const [index, key] =
        text.length < 4 ? [this.byTwo, two(text, 0)] : [this.byFour, four(text, 0)];
      const same = index.get(key);
      if (same) same.push(pattern);
      else index.set(key, [pattern]);
    }
  }

  search(text: string, found: (pattern: Pattern) => void): void {
    for (let at = 0; at < text.length - 1; at += 1) {
      report(this.byTwo.get(two(text, at)), text, at, found);
      report(this.byFour.get(four(text, at)), text, at, found);
    }
  }
}

function two(text: string, at: number): number {
  return text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
}

/** Different texts may share a key; the whole pattern is compared afterwards. */
function four(text: string, at: number): number {
  const [a, b, c, d] = [0, 1, 2, 3].map((step) => text.charCodeAt(at + step));
  return a! ^ (b! << 7) ^ (c! << 14) ^ (d! << 21);
}

function report(
  patterns: readonly Pattern[] | undefined,
  text: string,
  at: number,
  found: (pattern: Pattern) => void,
): void {
  for (const pattern of patterns ?? []) if (text.startsWith(pattern.text, at)) found(pattern);
}

/** Prepares a search; worth it where many texts are searched for many canaries. */
export function searchFor(canaries: readonly Canary[]): CanarySearch {
  const patterns = canaries.flatMap((canary) =>
    formsOf(canary).map((form) => ({ ...form, canary: canary.label })),
  );
  const exact = new PatternIndex(patterns.filter((pattern) => pattern.exact));
  const caseless = new PatternIndex(patterns.filter((pattern) => !pattern.exact));
  return {
    in(whole) {
      const findings = new Map<string, Finding>();
      const look = (text: string, inside: readonly string[]): void => {
        const found = ({ canary, name }: Pattern): void => {
          const form = nameOf(name, inside);
          findings.set(`${canary} ${form}`, { canary, form });
        };
        exact.search(text, found);
        caseless.search(text.toLowerCase(), found);
        if (inside.length === DEPTH) return;
        for (const [encoding, decoded] of openedOf(text)) look(decoded, [encoding, ...inside]);
      };
      look(whole, []);
      return [...findings.values()];
    },
  };
}

function nameOf(form: string, inside: readonly string[]): string {
  if (inside.length === 0) return form;
  const [innermost, ...others] = inside;
  const outer = others.map((encoding) => ` inside ${encoding}`).join('');
  return form === 'raw' ? `${innermost}${outer}` : `${form} inside ${innermost}${outer}`;
}

/** What a text holds once an encoding is opened; encodings that it does not use are left out. */
function openedOf(text: string): readonly (readonly [encoding: string, decoded: string])[] {
  const all = [
    ['URL encoding', withoutUrlEncoding(text)],
    ['escapes', withoutEscapes(text)],
    ['base64', contentOfBase64(text)],
  ] as const;
  return all.filter(([, decoded]) => decoded !== text && decoded !== '');
}

function withoutUrlEncoding(text: string): string {
  return text
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
    )
    .replace(/(?<=\S)\+(?=\S)/g, ' ');
}

/** `\u738b` of JSON and `&#x738b;` of HTML. */
function withoutEscapes(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/&#x([0-9a-f]{2,5});/gi, (_all, hex: string) => character(parseInt(hex, 16)))
    .replace(/&#(\d{2,6});/g, (_all, decimal: string) => character(Number(decimal)));
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** Every run that could be base64, decoded; what is none becomes noise that holds nothing. */
function contentOfBase64(text: string): string {
  const runs = text.match(/[A-Za-z0-9+/_-]{12,}/g) ?? [];
  return runs.map((run) => Buffer.from(run, 'base64').toString('utf8')).join('\n');
}
