/** What the parts of one running case share. */
import type { CaseState } from './case-state';
import type { Journal } from './journal';
import type { Notices } from './notices';

export interface CaseContext {
  readonly state: CaseState;
  readonly journal: Journal;
  readonly notices: Notices;
  /** False while the case is held or a withdrawal waits for its answer: no new request leaves. */
  readonly mayRequest: () => boolean;
}
