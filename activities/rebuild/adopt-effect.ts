// activities/rebuild/: writing back what a record lacks that was restored to an older state.
/**
 * Gives a request its intent back, for a record that was restored to before it was made: what may have left
 * is known to the history of the case, and what became of it is asked at the provider. Reads there only.
 */
import type { Intent } from '../../record/port/desk-record';
import type { FoundEffect } from '../../workflows/contract/rebuilding';
import type { GateRef } from '../../workflows/contract/ports';
import { type EffectDeps, isProof, settledBy } from '../effects/effect';
import { effectOf } from '../effects/effect-of';
import type { Standing } from '../acquirer/acquirer-port';

export interface FoundRequest {
  readonly key: string;
  readonly found: FoundEffect;
}

/**
 * Undefined where the record has the intent. The intent counts as attempted from then on, so that the case
 * reads it back before it asks anything again, also where the provider does not know it now. `readable`:
 * what the request was about can be read. Called twice: the second time there is nothing to do.
 */
export async function adoptRequest(
  deps: EffectDeps,
  ref: GateRef,
  { readable, dryRun }: { readonly readable: boolean; readonly dryRun: boolean },
  signal: AbortSignal,
): Promise<FoundRequest | undefined> {
  const effect = effectOf(deps, ref);
  const { key, caseId, name } = effect;
  const known = await deps.record.intents.get(key);
  if (known !== undefined && known.attempt > 0) return undefined;
  if (!readable) return { key, found: 'unread' };
  const params = known?.params ?? (await effect.plan());
  if (dryRun) {
    const supposed: Intent = {
      key,
      caseId,
      effect: name,
      params,
      state: 'attempted',
      attempt: 1,
      createdAt: new Date(0),
    };
    return { key, found: foundBy(await effect.readBack(supposed, signal)) };
  }
  const intent = await deps.record.intents.begin({ key, caseId, effect: name, params });
  const attempt = await deps.record.intents.fence(key);
  const standing = await effect.readBack({ ...intent, state: 'attempted', attempt }, signal);
  if (isProof(standing)) {
    await deps.record.intents.settle(key, attempt, settledBy(standing));
  }
  return { key, found: foundBy(standing) };
}

/** What is merely not shown proves nothing: the case reads back again before it asks. */
function foundBy({ kind }: Standing): FoundEffect {
  if (kind === 'missing') return 'absent';
  return kind === 'cannot' ? 'by-hand' : kind;
}
