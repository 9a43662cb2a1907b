/** Limits of what may be entered, apart from the shapes, so that a page need not load those. */
import { DEPOSIT_KINDS } from '../workflows/contract/case-view';

/** Most terminals that one case may name. */
export const MAX_TERMINALS = 50;
/** Most deposit items of one case: every kind for every terminal. */
export const MAX_DEPOSITS = MAX_TERMINALS * DEPOSIT_KINDS.length;
