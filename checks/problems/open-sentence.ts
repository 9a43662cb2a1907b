/**
 * Sentences with open places: what stands there is shown by each reader in their own way, moments in
 * their zone and states in their words. Pure, safe in a browser.
 */
import type { PlaceKind } from '../../wire/states';

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
