// wire/people/: what is asked and answered about the people of the desk.
/** What the API answers about the people of the desk: sessions, the queue of each, and what admins see. */
import { z } from 'zod';
import { STAFF_ROLES } from '../../workflows/contract/lifecycle';
import { viewFilters } from '../cases/list-queries';
import { SIGN_INS } from '../states';
import { type Sent, moment } from '../values';

const role = z.enum(STAFF_ROLES);
const personName = z.string().describe('As others read it.');

export const sessionOptionsAnswer = z
  .object({
    password: z.literal(true).describe('By user name and password.'),
    oidc: z
      .union([z.literal(false), z.object({ label: z.string().describe('What the button says.') })])
      .describe('By an identity provider; `false` where there is none.'),
  })
  .meta({ id: 'SessionOptions', description: 'Ways to sign in.' });

export const sessionAnswer = z
  .object({
    principalId: z.string(),
    user: z.string(),
    name: personName,
    role,
    teamId: z.string(),
    csrfToken: z.string().describe('To be sent as `X-CSRF-Token` with everything that is no GET.'),
    expiresAt: moment.describe('The end, however much the session is used.'),
    idleExpiresAt: moment.describe('The end unless it is used before.'),
  })
  .meta({ id: 'StaffSession' });

export const apiKeyAnswer = z
  .object({ apiKey: z.string() })
  .meta({ id: 'ApiKey', description: 'Told this once.' });

const person = {
  principalId: z.string(),
  user: z.string(),
  name: personName,
  role,
  teamId: z.string(),
  disabled: z.boolean(),
};
export const personAnswer = z.object(person).meta({ id: 'Person' });

const listedPerson = z.object({
  ...person,
  signIn: z.array(z.enum(SIGN_INS)).describe('How the person can sign in.'),
});
export const peopleAnswer = z.object({ items: z.array(listedPerson) }).meta({ id: 'People' });

export const addedPersonAnswer = z
  .object({ person: personAnswer, password: z.string().describe('Told this once.') })
  .meta({ id: 'AddedPerson' });

export const newPasswordAnswer = z
  .object({ password: z.string() })
  .meta({ id: 'NewPassword', description: 'Told this once.' });

export const countsAnswer = z
  .object({
    mine: z.int().describe('That wait for the caller.'),
    team: z.int().describe('Of the team of the caller; of every team where they may see all.'),
    waitingForMerchant: z.int().describe('That wait for the merchant.'),
    parked: z.int().describe('With a step that the machine cannot finish.'),
    overdue: z.int().describe('That somebody has let wait too long.'),
    unclaimedReviews: z.int().describe('In review and claimed by nobody.'),
    manualTasks: z.int().describe('With a step that a person does at the acquirer.'),
  })
  .meta({ id: 'QueueCounts', description: 'Open cases that the caller may see.' });

export const savedViewAnswer = z
  .object({
    name: z.string().describe('Under which it was saved.'),
    filters: viewFilters,
    changedAt: moment,
  })
  .meta({ id: 'SavedView' });

export const savedViewsAnswer = z
  .object({ items: z.array(savedViewAnswer) })
  .meta({ id: 'SavedViews' });

export const presenceAnswer = z
  .object({
    others: z
      .array(z.object({ principalId: z.string(), name: personName, role, since: moment }))
      .describe('Who else looks at the case, the caller left out.'),
    heartbeatS: z.int().describe('Send the next heartbeat after so many seconds.'),
    goneAfterS: z.int().describe('Silence for so many seconds counts as leaving.'),
  })
  .meta({ id: 'Presence' });

export type SessionOptions = Sent<z.output<typeof sessionOptionsAnswer>>;
export type Session = Sent<z.output<typeof sessionAnswer>>;
export type Person = Sent<z.output<typeof personAnswer>>;
export type ListedPerson = Sent<z.output<typeof listedPerson>>;
export type People = Sent<z.output<typeof peopleAnswer>>;
export type AddedPerson = Sent<z.output<typeof addedPersonAnswer>>;
export type NewPassword = Sent<z.output<typeof newPasswordAnswer>>;
export type ApiKey = Sent<z.output<typeof apiKeyAnswer>>;
export type Counts = Sent<z.output<typeof countsAnswer>>;
export type SavedView = Sent<z.output<typeof savedViewAnswer>>;
export type SavedViews = Sent<z.output<typeof savedViewsAnswer>>;
export type Presence = Sent<z.output<typeof presenceAnswer>>;
