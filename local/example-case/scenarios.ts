/** What an example case can show, as data: the merchant it needs and what goes wrong on its way. */
import type { ExampleMerchant, Fault, FreshWish } from './providers';

export const LOCALES = ['zh-CN', 'en'] as const;
export type ExampleLocale = (typeof LOCALES)[number];

export const SCENARIOS = [
  'happy',
  'name-wrong-by-one-character',
  'second-terminal-refused',
  'refund-returned',
] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

export interface Scenario {
  readonly title: string;
  readonly merchant: FreshWish;
  readonly closeAccount: boolean;
  /** The name as the agent first types it. */
  readonly mistypedName?: (name: string) => string;
  /** Set at the provider before the case is opened. */
  readonly faults?: (merchant: ExampleMerchant) => readonly Fault[];
  /** The first refund comes back once the case has completed. */
  readonly returnsRefund?: boolean;
}

/** Leaves out the last character but one: easy to do, easy to overlook. */
function withoutOneCharacter(name: string): string {
  return `${name.slice(0, -2)}${name.slice(-1)}`;
}

export const SCENARIO: Readonly<Record<ScenarioName, Scenario>> = {
  happy: {
    title: 'one terminal, its deposit and the account',
    merchant: {},
    closeAccount: true,
  },
  'name-wrong-by-one-character': {
    title: 'the merchant name differs from the acquirer by one character, and is corrected',
    merchant: {},
    closeAccount: true,
    mistypedName: withoutOneCharacter,
  },
  'second-terminal-refused': {
    title: 'two terminals; the acquirer refuses the second, and an operator has it tried again',
    merchant: { terminals: 2 },
    closeAccount: true,
    faults: ({ terminals }) => {
      const second = terminals[1];
      if (second === undefined) return [];
      const match = { serialNumber: second.serialNumber };
      return [{ operation: 'unbind', kind: 'refuse', match, code: 'TERMINAL_LOCKED' }];
    },
  },
  'refund-returned': {
    title: 'the refund succeeds and comes back afterwards; it is paid again, once',
    merchant: {},
    closeAccount: false,
    returnsRefund: true,
  },
};
