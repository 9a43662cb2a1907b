/** The page as its views see it: where they are, what is known of the case, how to go on. */
import type { Answer, Refusal } from './api';
import type { MerchantProgress } from '../../wire/merchant/merchant-answers';

export const ROUTES = [
  '',
  'request',
  'request/code',
  'number',
  'number/code',
  'case',
  'terms',
  'difference',
  'consents',
  'corrections',
  'withdraw',
  'ended',
  'bad-link',
] as const;
export type Route = (typeof ROUTES)[number];

export interface App {
  /** Shows another view; its heading takes the focus. */
  go(route: Route): void;
  /** Shows the present view anew. */
  refresh(): void;
  /** Says something above the view, to screen readers too. */
  say(message: string, kind?: 'good' | 'bad'): void;
  /** The case as it stands now; where the session has ended, the view that says so is shown. */
  load(): Promise<Answer<MerchantProgress>>;
  /** Begins a session that lasts until a moment (RFC 3339), and shows the case. */
  enter(expiresAt: string, caseId: string | undefined): void;
  /** Shows why something failed, or goes where an ended session leads. */
  refused(refusal: Refusal): void;
  /** True once: the request was sent a moment ago. */
  takeWelcome(): boolean;
  welcome(): void;
}

/** Shows one view. */
export type View = (app: App) => HTMLElement | Promise<HTMLElement>;
