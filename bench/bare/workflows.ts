/** The bare case: takes its updates, then runs its activities; each of them does nothing. */
import {
  allHandlersFinished,
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { BarePlan } from './plan';

interface Nothing {
  doNothing(): Promise<void>;
}

export const step = defineUpdate<number>('step');

const activities = proxyActivities<Nothing>({ startToCloseTimeout: '30s' });
const localActivities = proxyLocalActivities<Nothing>({ startToCloseTimeout: '10s' });

export async function bareCase(plan: BarePlan): Promise<void> {
  let taken = 0;
  let written = 0;
  const write = async (): Promise<void> => {
    if (written >= plan.localActivities) return;
    written += 1;
    await localActivities.doNothing();
  };
  setHandler(step, async () => {
    await write();
    taken += 1;
    return taken;
  });
  await condition(() => taken >= plan.updates);
  for (let done = 0; done < plan.activities; done += 1) {
    await activities.doNothing();
    await write();
  }
  while (written < plan.localActivities) await write();
  await condition(allHandlersFinished);
}
