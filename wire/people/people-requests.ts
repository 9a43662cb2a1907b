/** Shapes of the bodies by which an admin keeps the people of the desk, and people their own password. */
import { z } from 'zod';
import { STAFF_ROLES } from '../../workflows/contract/lifecycle';
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  STAFF_NAME,
  TEAM_NAME,
  USER_NAME,
} from './staff-names';
import { shown } from '../shown';

const place = {
  name: z.string().regex(STAFF_NAME).describe('As others read it.'),
  role: z.enum(STAFF_ROLES),
  teamId: z.string().regex(TEAM_NAME),
};

/** Where a person stands: shown name, role and team. */
export const staffPlaceBody = shown(z.strictObject(place), {
  name: '李娜',
  role: 'reviewer',
  teamId: 'team-1',
});

/** Somebody new, who signs in with a password. Whoever makes a key can act by it, so none is made here. */
export const addStaffBody = shown(
  z.strictObject({
    user: z.string().regex(USER_NAME),
    ...place,
    signIn: z.literal('password').default('password').describe('How the person signs in.'),
  }),
  { user: 'li.na', name: '李娜', role: 'agent', teamId: 'team-1' },
);

/** The present password as a proof, and the one to come. */
export const ownPasswordBody = shown(
  z.strictObject({
    password: z.string().min(1).max(1_000).describe('The present one.'),
    newPassword: z
      .string()
      .min(MIN_PASSWORD_LENGTH)
      .max(MAX_PASSWORD_LENGTH)
      .describe('The one to come.'),
  }),
  { password: 'correct horse battery staple', newPassword: 'eleven quiet terminals' },
);
