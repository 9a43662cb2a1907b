/** Answers of the API about the people of the desk: sessions, and what admins see of them. */
import type { Role } from '../../../workflows/contract/lifecycle';

export type StaffRole = Exclude<Role, 'merchant' | 'system'>;

export interface SessionOptions {
  readonly password: boolean;
  readonly oidc: false | { readonly label: string };
}
export interface Session {
  readonly principalId: string;
  readonly user: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly teamId: string;
  readonly csrfToken: string;
  readonly expiresAt: string;
  readonly idleExpiresAt: string;
}

export interface Person {
  readonly principalId: string;
  readonly user: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly teamId: string;
  readonly disabled: boolean;
}
export type StaffSignIn = 'password' | 'key' | 'oidc';
export interface ListedPerson extends Person {
  readonly signIn: readonly StaffSignIn[];
}
/** With the password that is told this once. */
export interface AddedPerson {
  readonly person: Person;
  readonly password: string;
}
