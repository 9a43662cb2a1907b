/** Forms of the names of staff and teams; plain patterns, so that a form can check while somebody types. */
import { MAX_NAME_LENGTH, MAX_TEAM_LENGTH, MAX_USER_LENGTH } from '../limits';

/** Of a local account; people of an identity provider have a `/` in theirs, so the two never meet. */
export const USER_NAME = new RegExp(`^[\\p{L}\\p{N}_.@-]{1,${MAX_USER_LENGTH}}$`, 'u');
/** Begins the user name of everybody whom an identity provider vouches for. */
const VOUCHED = 'oidc/';

/** The user name under which the desk knows somebody of the provider. */
export function vouchedUser(subject: string): string {
  return `${VOUCHED}${subject}`;
}

/** True where the provider says who the person is, what they are called and what they may do. */
export function isVouchedUser(user: string): boolean {
  return user.startsWith(VOUCHED);
}

/** Fewest characters of a password that somebody chooses. */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 200;

/** As others read it. Begins and ends with something to see. */
export const STAFF_NAME = new RegExp(
  `^(?=\\S)[^\\p{C}\\p{Zl}\\p{Zp}]{0,${MAX_NAME_LENGTH - 1}}[^\\s\\p{C}]$`,
  'u',
);
export const TEAM_NAME = new RegExp(
  `^(?=\\S)[\\p{L}\\p{N}._ -]{0,${MAX_TEAM_LENGTH - 1}}[\\p{L}\\p{N}._-]$`,
  'u',
);
