/**
 * The frame of every decision: what it does, what of it cannot be undone, and what to do when the case
 * has moved on meanwhile. A wish keeps its Idempotency-Key, so confirming again does nothing twice.
 */
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import type { Proposed, Receipt } from '../../api/answers';
import { ApiRefusal, newKey } from '../../api/http';
import { KEYS } from '../../api/queries';
import { Dialog } from '../../parts/dialog';
import { ProblemNotice } from '../../parts/problem-notice';
import { toast } from '../../parts/toasts';
import { DECIDE } from '../../texts/decisions';
import type { DecisionWords } from '../../texts/decisions';
import { STATUS } from '../../texts/domain';
import { SHELL } from '../../texts/shell';
import { useSay } from '../../texts/say';
import { readCaseNow } from '../use-case';
import type { CaseReading } from '../use-case';
import { Meanwhile, StaleView } from './stale-view';

export interface Confirmation {
  /** Revision of the case that the person has seen. */
  readonly revision: number;
  /** The latest draft that the person has seen, which the workflow may not know yet. */
  readonly latestRevision: number;
  readonly key: string;
}

interface Props {
  readonly words: DecisionWords;
  readonly reading: CaseReading;
  readonly onClose: () => void;
  /** After the dialog has closed, once the decision is carried out. */
  readonly onDone?: (() => void) | undefined;
  /** What is to be confirmed; undefined while something is missing. */
  readonly send: ((confirmation: Confirmation) => Promise<Receipt | Proposed>) | undefined;
  /** Changes with everything that is entered: another wish has another key. */
  readonly wish: string;
  readonly children?: ReactNode;
  readonly wide?: boolean;
}

const STALE = 'UNBIND_STALE_REVISION';

function isStale(error: Error | null): boolean {
  return error instanceof ApiRefusal && error.problem.code === STALE;
}

/** The case stands in the way rather than what was entered. */
function isConflict(error: Error): boolean {
  return error instanceof ApiRefusal && error.problem.status === 409;
}

/** The same key for the same wish, a new one once anything is changed. */
function useKeyOf(wish: string): string {
  const [kept, setKept] = useState({ wish, key: newKey() });
  if (kept.wish !== wish) {
    const next = { wish, key: newKey() };
    setKept(next);
    return next.key;
  }
  return kept.key;
}

function useDecision(props: Props, seen: CaseReading) {
  const say = useSay();
  const client = useQueryClient();
  const { caseId, view, latestRevision } = seen.answer;
  const key = useKeyOf(`${view.revision} ${latestRevision} ${props.wish}`);
  return useMutation({
    mutationFn: async () => {
      if (!props.send) throw new Error('there is nothing to confirm yet');
      return props.send({ revision: view.revision, latestRevision, key });
    },
    onSuccess: (answer) => {
      const name = say(props.words.name);
      toast(
        'proposal' in answer
          ? say(DECIDE.proposedToast, { caseId, name, number: answer.proposal.number })
          : say(DECIDE.doneToast, { caseId, name, status: say(STATUS[answer.status]) }),
      );
      void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
      void client.invalidateQueries({ queryKey: KEYS.lists });
      void client.invalidateQueries({ queryKey: KEYS.counts });
      props.onClose();
      props.onDone?.();
      requestAnimationFrame(restOnPage);
    },
  });
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
  const stale = isStale(decision.error);
  const lookAnew = async (): Promise<void> => {
    setSeen(await readCaseNow(client, seen.answer.caseId));
    decision.reset();
  };
  return (
    <Dialog
      title={`${say(words.name)} · ${seen.answer.caseId}`}
      onClose={props.onClose}
      wide={props.wide === true}
      foot={
        <>
          <Button onClick={props.onClose}>{say(SHELL.cancel)}</Button>
          <Button
            type="primary"
            danger={words.final !== undefined}
            disabled={props.send === undefined || stale}
            loading={decision.isPending}
            onClick={() => decision.mutate()}
          >
            {say(DECIDE.confirm, { name: say(words.name) })}
          </Button>
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
