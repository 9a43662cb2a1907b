/** Whether what is said to a workflow has to be proven, and what began it. */
import { patched, workflowInfo } from '@temporalio/workflow';
import { type Said, saidIn, type Signed } from './contract/signing/statements';

/** True unless an API began the workflow, and said this to it, that did not sign yet. */
export function wantsProof(opening: Signed): boolean {
  return opening.signed !== undefined || patched('decisions-are-signed');
}

/** What began this workflow, for its first activity to hold it to its proof; undefined where nothing has to be. */
export function openingOf(input: Signed & object): Said | undefined {
  if (!wantsProof(input)) return undefined;
  const { workflowId: to, workflowType: name } = workflowInfo();
  return saidIn({ kind: 'start', to, name, id: '' }, input);
}
