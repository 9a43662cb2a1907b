/** A person in a browser, as the API sees one: a cookie, the token of its session, headers of a page. */
import { hash } from '@node-rs/argon2';
import { STAFF_COOKIE } from '../../client/api/people/staff-cookie';
import { type Caller, createCaller } from './caller';
import type { Stage, StaffName } from './stage';

/** Password that `givePasswords` sets. */
export const PASSWORD = 'correct horse battery staple';

/** Lets the people of the stage sign in with `PASSWORD`. */
export async function givePasswords(stage: Stage, ...names: readonly StaffName[]): Promise<void> {
  const passwordHash = await hash(PASSWORD);
  for (const name of names) await stage.record.staff.setPassword(`s_${name}`, passwordHash);
}

/** The value of the session's cookie in an answer; undefined where none was set. */
export function cookieIn(answer: { readonly headers: Headers }): string | undefined {
  const set = answer.headers.getSetCookie().find((line) => line.startsWith(`${STAFF_COOKIE}=`));
  return set?.slice(STAFF_COOKIE.length + 1).split(';', 1)[0];
}

export interface Browser {
  readonly cookie: string;
  readonly csrfToken: string;
  /** Sends cookie and token with everything. */
  readonly caller: Caller;
  /** Sends the cookie alone. */
  readonly forger: Caller;
}

/** Signs somebody in. */
export async function signedIn(stage: Stage, name: StaffName): Promise<Browser> {
  const answer = await stage.anyone.post('/session', { user: name, password: PASSWORD });
  const value = cookieIn(answer);
  if (answer.status !== 200 || value === undefined)
    throw new Error(`not signed in: ${answer.text}`);
  const cookie = `${STAFF_COOKIE}=${value}`;
  const csrfToken = String(answer.body['csrfToken']);
  return {
    cookie,
    csrfToken,
    caller: createCaller(stage.url, { cookie, 'x-csrf-token': csrfToken }),
    forger: createCaller(stage.url, { cookie }),
  };
}
