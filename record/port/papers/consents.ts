// record/port/papers/: what people hand in: terms and consents, notes, attachments.
/** Terms in their versions, and the consents that merchants gave to them. */
import type { ConsentScope, Locale } from '../../../workflows/contract/case-data';
import type { ConsentKind, ConsentMethod } from '../../../workflows/contract/case-view';
import type { CaseId, PrincipalId } from '../../../workflows/contract/identifiers';

export interface Terms {
  readonly kind: ConsentKind;
  readonly version: string;
  readonly locale: Locale;
  readonly text: string;
  /** Hex SHA-256 of the text in UTF-8. */
  readonly hash: string;
  readonly inForceFrom: Date;
}

export interface ConsentRow {
  readonly consentId: string;
  readonly caseId: CaseId;
  readonly kind: ConsentKind;
  readonly termsVersion: string;
  readonly termsHash: string;
  readonly itemisationHash: string;
  readonly method: ConsentMethod;
  readonly locale: Locale;
  readonly by: PrincipalId;
  readonly at: Date;
  readonly evidence?: string;
  /**
   * What was agreed to; absent in a consent that was refused, given before this was kept, or to the handling
   * of data.
   */
  readonly scope?: ConsentScope;
}

/** A consent that the case took, as people read it. */
export interface GivenConsent extends ConsentRow {
  /** The terms as they were read, by the hash that the consent names. */
  readonly terms: Terms | undefined;
  /** Its scope is what it adds to those before it. */
  readonly adds: boolean;
  /** Who took it back, and when. */
  readonly withdrawn?: { readonly by: PrincipalId; readonly at: string };
}

/** Texts that a merchant agrees to, by kind, locale and date. */
export interface TermsStore {
  /** The latest version of each kind and language at a moment. */
  inForce(at: Date): Promise<readonly Terms[]>;
  /**
   * Adds versions. Called twice: the first stands. `BAD_REQUEST` for another text under a version, or a wrong
   * hash.
   */
  publish(terms: readonly Terms[]): Promise<void>;
}

/** Consents with their evidence. */
export interface ConsentStore {
  /** Keeps a consent under a new id, with the moment of the record. Called twice: two consents. */
  add(row: Omit<ConsentRow, 'consentId' | 'at' | 'scope'>): Promise<ConsentRow>;
  /** A consent with its evidence; undefined where there is none. */
  read(consentId: string): Promise<ConsentRow | undefined>;
  /**
   * Consents that the ledger of the case names, oldest first, each once. What was refused, and what a
   * restore has lost, is not among them.
   */
  list(caseId: CaseId): Promise<readonly GivenConsent[]>;
  /** Keeps what a consent covers. Called twice: the first stands. */
  bind(consent: Pick<ConsentRow, 'consentId' | 'caseId'>, scope: ConsentScope): Promise<void>;
  /**
   * Ids of the consent that the ledger of the case names last and, behind it, of those that have added to it
   * since; empty before there is one.
   */
  inForce(caseId: CaseId): Promise<readonly string[]>;
}
