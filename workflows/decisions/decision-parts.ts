/** What every decision is made of: permission, the change of status, the writing, the answer. */
import type { UpdateDefinition } from '@temporalio/common';
import { currentUpdateInfo, setHandler, workflowInfo } from '@temporalio/workflow';
import type { CaseContext } from '../case/case-context';
import { enterStatus } from '../case/case-state';
import type { CaseStatus } from '../contract/lifecycle';
import type { Actor, Decision, Receipt } from '../contract/messages';
import type { LedgerFact } from '../contract/ports';
import { type Said, saidIn } from '../contract/signing/statements';
import { refusal } from '../failures';
import { wantsProof } from '../wants-proof';
import { refusalOf } from './rules';
import type { Asked } from './rules';

/**
 * Takes a decision: the validator refuses before anything enters the history, and the next write holds it to the
 * signature of the API. No tick passes in between: cases from before replay as they ran.
 */
export function onDecision<Input extends Decision>(
  { state, journal }: CaseContext,
  update: UpdateDefinition<Receipt, [Input]>,
  decide: (input: Input, said: Said | undefined) => Promise<Receipt>,
  validator: (input: Input) => void,
): void {
  const take = (input: Input) => {
    const said = wantsProof(state.input) ? saidBy(update.name, input) : undefined;
    journal.hear(said);
    return decide(input, said);
  };
  setHandler(update, take, { validator });
}

function saidBy(name: string, input: Decision): Said {
  const id = currentUpdateInfo()?.id ?? '';
  return saidIn({ kind: 'update', to: workflowInfo().workflowId, name, id }, input);
}

/** Leaves the status by a decision; one ledger row says both. */
export function leave(
  { state, journal }: CaseContext,
  to: CaseStatus,
  event: string,
  by: Actor,
  facts: Readonly<Record<string, LedgerFact>>,
): void {
  const from = state.status;
  enterStatus(state, to, Date.now());
  journal.note(event, by, { ...facts, from, to });
}

/** Refuses what the rules refuse. */
export function permit({ state }: CaseContext, asked: Asked): void {
  const code = refusalOf(state, asked, Date.now());
  if (code !== undefined) throw refusal(code);
}

/** The answer, once everything stands in the record. */
export async function written({ state, journal }: CaseContext): Promise<Receipt> {
  await journal.flush();
  return receipt(state);
}

/** Where the case stands. */
export function receipt({ input, status, revision }: CaseContext['state']): Receipt {
  return { caseId: input.caseId, status, revision };
}

/** The id of what a person wrote with the decision, and of the run that it belongs to. */
export function noteOf({ noteId, bulkRun }: Decision): Readonly<Record<string, LedgerFact>> {
  return {
    ...(noteId === undefined ? {} : { noteId }),
    ...(bulkRun === undefined ? {} : { bulkRun }),
  };
}
