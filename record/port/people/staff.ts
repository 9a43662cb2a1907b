/** People of the desk: who they are and what they sign in with. */
import type { PrincipalId } from '../../../workflows/contract/identifiers';
import type { Role } from '../../../workflows/contract/lifecycle';

export interface Staff {
  readonly principalId: PrincipalId;
  readonly user: string;
  readonly displayName: string;
  readonly role: Exclude<Role, 'merchant' | 'system'>;
  readonly teamId: string;
  readonly disabled: boolean;
}

/** What a person signs in with; only hashes of it are kept. */
interface StaffSecrets {
  readonly apiKey?: string;
  readonly passwordHash?: string;
}

/** What an admin may change about a person. */
export type StaffPlace = Pick<Staff, 'displayName' | 'role' | 'teamId'>;

/** Agents, reviewers, operators and admins. */
export interface StaffStore {
  /**
   * Adds or replaces a person by id. Called twice: the same. `BAD_REQUEST` where another has the user name or
   * key.
   */
  upsert(staff: Omit<Staff, 'disabled'> & StaffSecrets): Promise<void>;
  /** Adds somebody new; false, and nothing is changed, where another has the user name. */
  add(staff: Omit<Staff, 'disabled'> & StaffSecrets): Promise<boolean>;
  /** Keys are random, so a keyed hash of the whole key is compared; undefined where unknown or disabled. */
  findByApiKey(apiKey: string): Promise<Staff | undefined>;
  /** A person by id, disabled or not; undefined where there is none. */
  find(principalId: PrincipalId): Promise<Staff | undefined>;
  /** How many people there are, disabled ones with them. */
  count(): Promise<number>;
  /** Everybody by user name, with the ways in which they can sign in. */
  list(
    limit: number,
  ): Promise<readonly (Staff & { readonly hasKey: boolean; readonly hasPassword: boolean })[]>;
  /** The person as changed, signed out everywhere; undefined where there is none. */
  setDisabled(principalId: PrincipalId, disabled: boolean): Promise<Staff | undefined>;
  /** As `setDisabled`; the hash is made by the caller. */
  setPassword(principalId: PrincipalId, passwordHash: string): Promise<Staff | undefined>;
  /** As `setDisabled`: another role or team. */
  setPlace(principalId: PrincipalId, place: StaffPlace): Promise<Staff | undefined>;
  /** Gives a key in place of an older one, or takes it away; sessions go on. */
  setApiKey(principalId: PrincipalId, apiKey: string | null): Promise<Staff | undefined>;
}
