/** Names of saved views. Pure, safe in a browser. */
import { MAX_VIEW_NAME_LENGTH } from '../limits';

/** Letters, digits and the usual signs, and no run of digits that could be somebody's number. */
export const VIEW_NAME = new RegExp(
  `^(?!.*\\d{5})[\\p{L}\\p{N}\\p{M} ().,:+&_'’“”·、，。：（）-]{1,${MAX_VIEW_NAME_LENGTH}}$`,
  'u',
);
export const NO_OUTER_SPACE = /^\S(?:.*\S)?$/u;

/** Whether a view may be called so; its name stands in an address. */
export function isViewName(name: string): boolean {
  return VIEW_NAME.test(name) && NO_OUTER_SPACE.test(name);
}
