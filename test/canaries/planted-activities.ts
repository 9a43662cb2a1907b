/** Activities that repeat what they are given, as an answer or as a failure. */
import { ApplicationFailure } from '@temporalio/common';

export function createPlantedActivities() {
  return {
    async echoes(planted: string): Promise<string> {
      return planted;
    },
    async fails(planted: string): Promise<void> {
      throw ApplicationFailure.create({ message: `no ${planted}`, type: 'PLANTED' });
    },
  };
}
