/** A workflow that lets what it is given lie wherever a workflow can leave something. */
import {
  ApplicationFailure,
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { createPlantedActivities } from './planted-activities';

type PlantedActivities = ReturnType<typeof createPlantedActivities>;

const options = { startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } } as const;
const once = proxyActivities<PlantedActivities>(options);
const local = proxyLocalActivities<PlantedActivities>(options);
const patient = proxyActivities<PlantedActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 hour' },
});

export const told = defineSignal<[string]>('told');
export const asked = defineUpdate<string, [string]>('asked');

/** Waits for ever; what lies in its start is the caller's. */
export async function waits(..._given: readonly unknown[]): Promise<void> {
  await condition(() => false);
}

/** Takes one signal, leaves it everywhere, and waits for ever at an activity that fails. */
export async function leavesEverywhere(): Promise<void> {
  let planted = '';
  setHandler(told, (text) => {
    planted = text;
  });
  setHandler(asked, (text) => `you said ${text}`);
  await condition(() => planted !== '');
  setCurrentDetails(planted);
  await once.echoes(planted);
  await local.echoes(planted);
  await once.fails(planted).catch(() => undefined); // What it leaves in the history is the point.
  await sleep('1 millisecond', { summary: planted });
  await patient.fails(planted);
}

export async function endsWith(planted: string): Promise<string> {
  return planted;
}

export async function failsWith(planted: string): Promise<void> {
  throw ApplicationFailure.nonRetryable('as told', 'PLANTED', { planted });
}
