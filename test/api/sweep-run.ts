/** Runs over the whole desk, waited for. */
import { eventually } from '../e2e/eventually';
import type { Caller } from './caller';

/** The run at this address, once it is over. */
export function runOver<Run>(caller: Pick<Caller, 'get'>, path: string): Promise<Run> {
  return eventually(`${path} is over`, async () => {
    const { status, body } = await caller.get(path);
    expect(status).toBe(200);
    return body['state'] === 'running' ? undefined : (body as unknown as Run);
  });
}
