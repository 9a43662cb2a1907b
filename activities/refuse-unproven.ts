/** Refuses to work for whoever the API does not speak for. */
import type { RecordPart } from '../record/port/desk-record';
import { CASE_ID_PATTERN } from '../workflows/contract/identifiers';
import type { Begun } from '../workflows/contract/ports';
import type { IsProven, Said } from '../workflows/contract/signing/statements';
import { asFailure, failure } from './failures';

/** `DECISION_UNPROVEN` unless all of it is proven. Undefined: nothing was said, or all of it before it was signed. */
export function refuseUnproven(isProven: IsProven, said: readonly Said[] = []): void {
  if (!said.every(isProven)) throw failure('DECISION_UNPROVEN');
}

export interface OpeningDeps {
  readonly record: RecordPart<{ attention: 'raise' }>;
  readonly isProven: IsProven;
}

/**
 * The same for what began a workflow, which ends by it: nothing stands still, so operators are told here. The id
 * of the workflow is whatever a stranger has made up; only the form of a case's id passes.
 */
export async function refuseUnprovenOpening(
  { record, isProven }: OpeningDeps,
  said: Said | undefined,
): Promise<void> {
  if (said === undefined || isProven(said)) return;
  const [named = ''] = said.statement.to.split(':');
  const caseId = CASE_ID_PATTERN.test(named) ? named : '';
  try {
    const subject = `start:${said.statement.name}`;
    await record.attention.raise({ caseId, code: 'DECISION_UNPROVEN', subject });
  } catch (error) {
    throw asFailure(error);
  }
  throw failure('DECISION_UNPROVEN');
}

/** The activity for those alone who began its workflow in the name of the API. */
export function onlyForProven<Input extends Begun, Answer>(
  deps: OpeningDeps,
  activity: (input: Input) => Promise<Answer>,
): (input: Input) => Promise<Answer> {
  return async (input) => {
    await refuseUnprovenOpening(deps, input.said);
    return activity(input);
  };
}
