/** One case: what the record lacks of it, what would be written, what nobody can know, and the rebuilding. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { isLacking } from '../../../../workflows/contract/rebuilding';
import type { FoundEffect } from '../../../../workflows/contract/rebuilding';
import type { Rebuilding } from '../../../../wire/operations/upkeep-answers';
import { rebuildingQuery } from '../../api/queries';
import { may, useSession } from '../../app/session';
import { eventSentence } from '../../../../words/timeline';
import { Button } from '../../parts/controls/button';
import { Loading } from '../../parts/loading';
import { ProblemNotice } from '../../parts/problem-notice';
import { StatusTag } from '../../parts/status-tag';
import { REBUILD } from '../../texts/rebuild';
import { useSay } from '../../texts/say';
import { requestName } from '../../repairs/diagnosis-words';
import { RebuildDialog } from './rebuild-dialog';
import { leftSentences } from './rebuilding';
import { FOUND } from '../../../../words/operations';
import { named } from '../../../../words/phrase';

interface ViewProps {
  readonly caseId: string;
  readonly onRebuilt: () => void;
}

export function RebuildView({ caseId, onRebuilt }: ViewProps): ReactElement {
  const say = useSay();
  const mayAct = may(useSession(), 'rebuildCase');
  const [isOpen, setIsOpen] = useState(false);
  const [result, setResult] = useState<Rebuilding>();
  const { data, error, refetch, isFetching } = useQuery({
    ...rebuildingQuery(caseId),
    staleTime: 0,
  });
  return (
    <section className="card" aria-labelledby="rebuilding" aria-busy={isFetching}>
      <header>
        <h2 id="rebuilding" className="mono">
          {caseId}
        </h2>
        {data?.inRecord === true ? (
          <Link to={`/operations/${caseId}`}>{say(REBUILD.toDiagnosis)}</Link>
        ) : null}
      </header>
      <div role="status" aria-live="polite" className="stack">
        {result ? (
          <div className="notice good">
            <p className="strong">{say(REBUILD.done)}</p>
            <Amounts one={result} />
          </div>
        ) : null}
      </div>
      <h3>{say(REBUILD.reading)}</h3>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && !error ? <Report one={data} /> : null}
      {data && !error ? (
        <div className="row">
          {mayAct && isLacking(data) ? (
            <Button look="primary" onClick={() => setIsOpen(true)}>
              {say(REBUILD.open)}
            </Button>
          ) : null}
          <Button loading={isFetching} onClick={() => void refetch()}>
            {say(REBUILD.again)}
          </Button>
        </div>
      ) : null}
      {isOpen && data ? (
        <RebuildDialog
          lacking={data}
          onClose={() => setIsOpen(false)}
          onDone={(answer) => {
            setIsOpen(false);
            setResult(answer);
            onRebuilt();
          }}
        />
      ) : null}
    </section>
  );
}

interface Props {
  readonly one: Rebuilding;
}

function Report({ one }: Props): ReactElement {
  const say = useSay();
  const { status, inRecord, held } = one;
  return (
    <>
      <dl className="facts">
        <dt>{say(REBUILD.status)}</dt>
        <dd>
          <StatusTag status={status} />{' '}
          {held ? <span className="tag">{say(REBUILD.held)}</span> : null}
        </dd>
        <dt>{say(REBUILD.inRecord)}</dt>
        <dd>{say(inRecord ? REBUILD.yes : REBUILD.no)}</dd>
      </dl>
      {isLacking(one) ? (
        <Lacking one={one} />
      ) : (
        <p className="notice good">{say(REBUILD.nothing)}</p>
      )}
      <Left one={one} />
    </>
  );
}

function Lacking({ one }: Props): ReactElement {
  const say = useSay();
  const { events, effects } = one;
  return (
    <section className="stack" aria-label={say(REBUILD.write)}>
      <p>
        <span className="strong">{say(REBUILD.write)}</span>{' '}
        <span className="small quiet">{say(REBUILD.nothingYet)}</span>
      </p>
      <Amounts one={one} />
      {events.length === 0 ? null : (
        <details>
          <summary>{say(REBUILD.rowsFirst, { count: events.length })}</summary>
          <ol>
            {events.map((event, index) => (
              <li key={index}>{eventSentence(event, say(REBUILD.somebody), say)}</li>
            ))}
          </ol>
        </details>
      )}
      {effects.length === 0 ? null : <EffectTable one={one} />}
    </section>
  );
}

function Amounts({ one }: Props): ReactElement {
  const say = useSay();
  return (
    <ul>
      <li>{say(REBUILD.rows, { count: one.rows })}</li>
      <li>{say(REBUILD.notices, { count: one.notices })}</li>
      <li>{say(REBUILD.effects, { count: one.effects.length })}</li>
    </ul>
  );
}

function isKnown(found: string): found is FoundEffect {
  return found in FOUND;
}

function EffectTable({ one }: Props): ReactElement {
  const say = useSay();
  return (
    <table className="data cards">
      <thead>
        <tr>
          <th scope="col">{say(REBUILD.request)}</th>
          <th scope="col">{say(REBUILD.says)}</th>
        </tr>
      </thead>
      <tbody>
        {one.effects.map(({ key, found }) => (
          <tr key={key}>
            <th scope="row">
              {requestName(key, new Map(), say)}
              <span className="block mono small quiet request-number">{key}</span>
            </th>
            <td data-label={say(REBUILD.says)}>
              {isKnown(found) ? say(named(FOUND, found)) : found}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Left({ one }: Props): ReactElement | null {
  const say = useSay();
  const { terminalsLostTo } = one;
  const sentences = leftSentences(one, say);
  if (sentences.length === 0 && terminalsLostTo === undefined) return null;
  return (
    <section className="notice warning" aria-label={say(REBUILD.left)}>
      <p className="strong">{say(REBUILD.left)}</p>
      <ul>
        {sentences.map((text) => (
          <li key={text}>{text}</li>
        ))}
        {terminalsLostTo === undefined ? null : (
          <li>
            {say(REBUILD.terminalsLost)}{' '}
            <Link to={`/operations/${terminalsLostTo}`} className="mono">
              {terminalsLostTo}
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}
