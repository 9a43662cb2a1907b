// record/port/effects/: what leaves the desk: intents of side effects, and notices.
/** Intents of side effects as their activities see them; written before a call leaves. */
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { IntentState } from '../../../workflows/contract/operations';

export type { IntentState };
export interface Intent {
  readonly key: string;
  readonly caseId: CaseId;
  /** `unbind`, `refund`, `closure`, `sms`, `email`. */
  readonly effect: string;
  /** Frozen at the first insert and decrypted here; the call is made from these. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly state: IntentState;
  /** Number of the attempt that holds the fence; 0 before the first. */
  readonly attempt: number;
  /** Id that the provider gave (refund id, message SID, Message-ID). */
  readonly providerRef?: string;
  /** The provider's own code of a refusal. */
  readonly providerCode?: string;
  readonly firstAttemptAt?: Date;
  /** First of the readings in a row in which the acquirer did not have what the effect is about. */
  readonly missingSince?: Date;
  readonly settledAt?: Date;
  readonly createdAt: Date;
}

/** How an effect stands, without what it is about. */
export type IntentStanding = Pick<Intent, 'key' | 'caseId' | 'effect' | 'state' | 'attempt'>;

export interface IntentStore {
  /** True once a call that unbinds a terminal of the case may have left. */
  unbindWasAttempted(caseId: CaseId): Promise<boolean>;
  /**
   * Inserts the intent if there is none and returns the row. Called twice with equal parameters: the
   * first row. With other parameters: `INTENT_CONFLICT`.
   */
  begin(intent: {
    key: string;
    caseId: CaseId;
    effect: string;
    params: Readonly<Record<string, unknown>>;
  }): Promise<Intent>;
  /** The intent under a key; undefined where there is none. */
  get(key: string): Promise<Intent | undefined>;
  /** How the irreversible effects of these cases stand; without parameters. */
  standings(caseIds: readonly CaseId[]): Promise<readonly IntentStanding[]>;
  /** All intents of a case, oldest first. */
  list(caseId: CaseId): Promise<readonly Intent[]>;
  /**
   * Takes the fence before a call goes out: counts the attempt up, sets `attempted` and commits.
   * Returns the attempt number that `settle` needs. `FENCED` where the intent is done, or where a reset has
   * superseded the run that asks: what it still had in hand must not leave behind the case's back.
   */
  fence(key: string, runId?: string): Promise<number>;
  /**
   * Stores what an attempt found. `FENCED` if a newer attempt has taken over and this outcome is not a
   * proof (`done`, `accepted`, `refused` from a read-back may always be stored with attempt = current).
   */
  settle(
    key: string,
    attempt: number,
    outcome: { state: IntentState; providerRef?: string; providerCode?: string },
  ): Promise<void>;
  /**
   * Keeps the moment of the first reading without what the effect is about, or forgets it (`undefined`).
   * Called twice with a moment: the first stands.
   */
  noteMissing(key: string, since: Date | undefined): Promise<void>;
}
