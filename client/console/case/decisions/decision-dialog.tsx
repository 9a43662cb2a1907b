/**
 * The frame of every decision: what it does, what of it cannot be undone, and what to do when the case
 * has moved on meanwhile. A wish keeps its Idempotency-Key, so confirming again does nothing twice.
 */
import { shownRevision } from '../../../../workflows/contract/lifecycle';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Proposed, Repaired } from '../../../../wire/operations/repair-answers';
import { ApiRefusal } from '../../api/http';
import { KEYS } from '../../api/queries';
import { ProposedNotice } from '../../repairs/proposed-notice';
import { ResetResult } from '../../repairs/reset-result';
import { Button } from '../../parts/controls/button';
import { Dialog } from '../../parts/dialog';
import { ProblemNotice } from '../../parts/problem-notice';
import { toast } from '../../parts/toasts';
import { useKeyOf } from '../../parts/wish-key';
import { DECIDE } from '../../texts/decisions';
import type { DecisionWords } from '../../texts/decisions';
import { STATUS } from '../../../../words/domain';
import { DRY_RUN } from '../../texts/repairs';
import { SHELL } from '../../texts/shell';
import { useSay } from '../../texts/say';
import { readCaseNow } from '../use-case';
import type { CaseReading } from '../use-case';
import { Meanwhile, StaleView } from './stale-view';
import { named } from '../../../../words/phrase';

export interface Confirmation {
  /** Revision of the case that the person has seen. */
  readonly revision: number;
  /** The latest draft that the person has seen, which the workflow may not know yet. */
  readonly latestRevision: number;
  readonly key: string;
}

/** Names of fields by whether they are missing, in the order of the dialog. */
export type Missing = readonly (readonly [name: string, isMissing: boolean])[];

interface Props {
  readonly words: DecisionWords;
  readonly reading: CaseReading;
  readonly onClose: () => void;
  /** After the dialog has closed, once the decision is carried out. */
  readonly onDone?: (() => void) | undefined;
  /** What is to be confirmed; undefined while something is missing. */
  readonly send: ((confirmation: Confirmation) => Promise<Repaired | Proposed>) | undefined;
  /** Names of what is still to be entered or chosen; a button that cannot be pressed says why. */
  readonly missing?: Missing;
  /** Changes with everything that is entered: another wish has another key. */
  readonly wish: string;
  readonly children?: ReactNode;
  readonly wide?: boolean;
  /** Confirming proposes it to a second operator and does nothing yet. */
  readonly proposes?: boolean;
  /** For somebody who may look and not act. */
  readonly onlyLooks?: boolean;
}

const STALE = 'UNBIND_STALE_REVISION';

function isStale(error: Error | null): boolean {
  return error instanceof ApiRefusal && error.problem.code === STALE;
}

/** The case stands in the way rather than what was entered. */
function isConflict(error: Error): boolean {
  return error instanceof ApiRefusal && error.problem.status === 409;
}

function useDecision(props: Props, seen: CaseReading) {
  const say = useSay();
  const client = useQueryClient();
  const { caseId, view, latestRevision } = seen.answer;
  const revision = shownRevision(view, latestRevision);
  const key = useKeyOf(`${revision} ${props.wish}`);
  return useMutation({
    mutationFn: async () => {
      if (!props.send) throw new Error('there is nothing to confirm yet');
      return props.send({ revision, latestRevision, key });
    },
    onSuccess: (answer) => {
      void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
      void client.invalidateQueries({ queryKey: KEYS.lists });
      void client.invalidateQueries({ queryKey: KEYS.counts });
      void client.invalidateQueries({ queryKey: KEYS.proposals });
      if (hasMoreToSay(answer)) return;
      toast(
        say(DECIDE.doneToast, {
          caseId,
          name: say(props.words.name),
          status: say(named(STATUS, answer.status)),
        }),
      );
      props.onClose();
      props.onDone?.();
      requestAnimationFrame(restOnPage);
    },
  });
}

/** A proposal that waits, and what a reset came to, are read before the dialog is closed. */
function hasMoreToSay(answer: Repaired | Proposed): answer is Proposed | Required<Repaired> {
  return 'proposal' in answer || answer.reset !== undefined;
}

/** The button that led here is often gone with the decision; the focus stays on the page all the same. */
function restOnPage(): void {
  document.getElementById('content')?.focus({ preventScroll: true });
}

export function DecisionDialog(props: Props): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  // The reading that the person decides on stays still; a newer one shows only when it is asked for.
  const [seen, setSeen] = useState(props.reading);
  const decision = useDecision(props, seen);
  const { words } = props;
  const name = say(words.name);
  if (decision.data && hasMoreToSay(decision.data)) {
    return <Said title={`${name} · ${seen.answer.caseId}`} of={decision.data} {...props} />;
  }
  const stale = isStale(decision.error);
  const missing = (props.missing ?? []).filter(([, isMissing]) => isMissing);
  const lookAnew = async (): Promise<void> => {
    setSeen(await readCaseNow(client, seen.answer.caseId));
    decision.reset();
  };
  return (
    <Dialog
      title={`${name} · ${seen.answer.caseId}`}
      onClose={props.onClose}
      wide={props.wide === true}
      foot={
        <>
          {missing.length === 0 ? null : (
            <p className="small quiet" role="status">
              {say(SHELL.missing, {
                names: missing.map(([named]) => named).join(say(SHELL.and)),
              })}
            </p>
          )}
          <Button onClick={props.onClose}>
            {say(props.onlyLooks === true ? SHELL.close : SHELL.cancel)}
          </Button>
          {props.onlyLooks === true ? null : (
            <Button
              look="primary"
              danger={words.final !== undefined}
              disabled={props.send === undefined || stale}
              loading={decision.isPending}
              onClick={() => decision.mutate()}
            >
              {say(props.proposes === true ? DRY_RUN.propose : DECIDE.confirm, { name })}
            </Button>
          )}
        </>
      }
    >
      <p>{say(words.consequence)}</p>
      {words.final ? (
        <div className="notice warning">
          <p className="strong">{say(DECIDE.cannotUndo)}</p>
          <p>{say(words.final)}</p>
        </div>
      ) : null}
      {stale ? (
        <StaleView seen={seen} onGoOn={() => void lookAnew()} />
      ) : decision.error ? (
        <>
          <ProblemNotice error={decision.error} />
          {isConflict(decision.error) ? <Meanwhile seen={seen} /> : null}
        </>
      ) : null}
      {stale ? null : props.children}
    </Dialog>
  );
}

interface SaidProps {
  readonly title: string;
  readonly of: Proposed | Required<Repaired>;
  readonly onClose: () => void;
}

/** What came of it, where that is more than a moment's word. */
function Said({ title, of, onClose }: SaidProps): ReactElement {
  const say = useSay();
  const close = (): void => {
    onClose();
    requestAnimationFrame(restOnPage);
  };
  return (
    <Dialog
      title={title}
      onClose={close}
      foot={
        <Button look="primary" onClick={close}>
          {say(SHELL.close)}
        </Button>
      }
    >
      {'proposal' in of ? (
        <ProposedNotice proposal={of.proposal} />
      ) : (
        <ResetResult status={of.status} reset={of.reset} />
      )}
    </Dialog>
  );
}
