/** The example staff that `npm start` makes, and what each of them is. */
import { STAFF_ROLES } from '../../workflows/contract/lifecycle';
import type { StaffRole } from '../../workflows/contract/lifecycle';

/** User names; `agent2` is an agent. */
export const STAFF_NAMES = [
  'agent',
  'agent2',
  'reviewer',
  'reviewer2',
  'operator',
  'operator2',
  'auditor',
  'admin',
] as const;
export type StaffName = (typeof STAFF_NAMES)[number];

/** The role of an example name. */
export function roleOf(name: StaffName): StaffRole {
  const role = name.replace(/\d+$/, '');
  const found = STAFF_ROLES.find((candidate) => candidate === role);
  if (found === undefined) throw new Error(`${name} has no role`);
  return found;
}
