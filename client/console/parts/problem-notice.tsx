/** A refusal or fault in words: what happened, what to do, the code, and the number that the log has too. */
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { ApiRefusal, NoAnswer } from '../api/http';
import { fieldName } from '../../../words/fields';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { Button } from './controls/button';

interface Props {
  readonly error: Error;
  /** What it is about, where the page does not say it already. */
  readonly about?: string;
  readonly onRetry?: (() => void) | undefined;
}

export function ProblemNotice({ error, about, onRetry }: Props): ReactElement {
  const say = useSay();
  return (
    <div className="notice error" role="alert">
      {about === undefined ? null : <p className="strong">{about}</p>}
      {error instanceof ApiRefusal ? <Refusal refusal={error} /> : <Silence error={error} />}
      {onRetry ? (
        <Button size="small" onClick={onRetry}>
          {say(SHELL.retry)}
        </Button>
      ) : null}
    </div>
  );
}

function Refusal({ refusal }: { refusal: ApiRefusal }): ReactElement {
  const say = useSay();
  const { problem } = refusal;
  // A single finding often says what the title has said already.
  const findings = problem.problems.filter(({ message }) => message !== problem.title);
  return (
    <>
      <p>{problem.title}</p>
      {findings.length > 0 ? (
        <ul>
          {findings.map(({ path, code, message }) => (
            <li key={`${path} ${code}`}>
              {path === '' ? null : <span className="strong">{fieldName(path, say)}:</span>}{' '}
              {message}
            </li>
          ))}
        </ul>
      ) : null}
      {problem.otherCaseId === undefined ? null : (
        <p>
          <Link to={`/cases/${problem.otherCaseId}`}>{problem.otherCaseId}</Link>
        </p>
      )}
      <p className="small quiet">
        {say(SHELL.code)} <code>{problem.code}</code> · {say(SHELL.reference)}{' '}
        <code>{problem.instance}</code>
      </p>
    </>
  );
}

function Silence({ error }: { error: Error }): ReactElement {
  const say = useSay();
  if (error instanceof NoAnswer && error.why === 'offline') {
    return (
      <>
        <p className="strong">{say(SHELL.offlineTitle)}</p>
        <p>{say(SHELL.offlineWhat)}</p>
      </>
    );
  }
  if (error instanceof NoAnswer) {
    const what = error.changesSomething ? SHELL.noConnectionWhat : SHELL.noConnectionRead;
    return (
      <>
        <p>
          <strong>{say(SHELL.noConnection)}</strong>
        </p>
        <p>{say(error.why === 'foreign' ? SHELL.foreignAnswer : what)}</p>
      </>
    );
  }
  return <p>{say(SHELL.crashedWhat)}</p>;
}
