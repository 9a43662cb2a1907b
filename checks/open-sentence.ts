/**
 * Sentences with open places: what stands there is shown by each reader in their own way, moments in
 * their zone and states in their words. Pure, safe in a browser.
 */

export const PLACE_KINDS = [
  /** RFC 3339. */
  'moment',
  'status',
  'party',
  'step',
  /** Id of a terminal or a deposit item of the case. */
  'part',
  /** Number of a request to a provider. */
  'request',
  /** How an effect stands in our record. */
  'effect-state',
  /** How an effect stands at the provider. */
  'provider-state',
  'activity',
  /** Public error code, or a code of the provider. */
  'code',
  /** Shows as it stands. */
  'text',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export interface Place {
  readonly kind: PlaceKind;
  readonly value: string;
}

/** `{name}` in the text stands for the place of that name. */
export interface OpenSentence {
  readonly text: string;
  readonly places: Readonly<Record<string, Place>>;
}

/** Words and places in their order; a name without a place stays as it is written. */
export function partsOf({ text, places }: OpenSentence): readonly (string | Place)[] {
  return text
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => places[/^\{(\w+)\}$/.exec(part)?.[1] ?? ''] ?? part);
}

/** The sentence as one line, each place as `show` has it. */
export function closedSentence(sentence: OpenSentence, show: (place: Place) => string): string {
  return partsOf(sentence)
    .map((part) => (typeof part === 'string' ? part : show(part)))
    .join('');
}
