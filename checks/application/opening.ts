/** What a case is opened with, as a whole: how the merchant is reached, and the terminals. */
import { type CheckedContact, type EnteredContact, checkContact } from '../people/contact';
import { checkTerminals } from './terminals';

/** As entered. */
export interface Opening {
  readonly merchant: EnteredContact;
  readonly terminals: readonly { readonly serialNumber: string }[];
}

/** Every problem at once: those of `checkContact` and those of `checkTerminals`. */
export function checkOpening({ merchant, terminals }: Opening): CheckedContact {
  const { problems, contact } = checkContact(merchant);
  return { problems: [...problems, ...checkTerminals(terminals)], contact };
}
