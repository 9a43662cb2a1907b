/** Finds codes that an answer or a schema spells without their prefix. */
import { isErrorCode } from '../../workflows/contract/errors';

/** What a provider calls something is the provider's own word. */
const FOREIGN = new Set(['providerCode', 'providerSaysCode']);

/** Paths at which a text, or a name of a member, is a code without its prefix. */
export function bareCodesIn(node: unknown, path = ''): readonly string[] {
  if (isErrorCode(node)) return [path];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => {
    if (FOREIGN.has(name)) return [];
    const below = `${path}/${name}`;
    return isErrorCode(name) ? [below] : bareCodesIn(child, below);
  });
}
