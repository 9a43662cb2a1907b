// client/console/operations/diagnosis/: why a case stands where it stands, its history and its repairs.
/** The diagnosis of one case in sentences, what the provider says at this moment, and the repairs. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { partsOf } from '../../../../checks/problems/open-sentence';
import type { OpenSentence } from '../../../../checks/problems/open-sentence';
import type { Diagnosis } from '../../../../wire/operations/diagnosis-answers';
import { diagnosisQuery } from '../../api/queries';
import { meaningOf } from '../../../../words/timeline';
import { useCase } from '../../case/use-case';
import { Button } from '../../parts/controls/button';
import { Loading } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { ProblemNotice } from '../../parts/problem-notice';
import { Marks, StatusTag } from '../../parts/status-tag';
import { OPS } from '../../texts/operations';
import { useLocale, useSay } from '../../texts/say';
import {
  activityName,
  effectState,
  failureText,
  partNames,
  placeText,
  providerState,
  requestName,
} from '../../repairs/diagnosis-words';
import type { PartNames } from '../../repairs/diagnosis-words';
import { HistoryCard } from './history-card';
import { RepairsCard } from './repairs-card';
import { WaitingHere } from './waiting-here';

const NO_PARTS: PartNames = new Map();

export function DiagnosisView({ caseId }: { caseId: string }): ReactElement {
  const say = useSay();
  const { data, error, refetch, isFetching } = useQuery(diagnosisQuery(caseId));
  const { reading } = useCase(caseId);
  const parts = reading ? partNames(reading.answer, say) : NO_PARTS;
  return (
    <div className="stack">
      <div className="row">
        <h2 className="mono">{caseId}</h2>
        {data ? (
          <>
            <StatusTag status={data.view.status} />
            <Marks of={data.view} />
          </>
        ) : null}
        <span className="row push">
          <Link to={`/cases/${caseId}`}>{say(OPS.toCase)}</Link>
          {data?.temporalUrl === undefined ? null : (
            <a href={data.temporalUrl} target="_blank" rel="noreferrer">
              {say(OPS.inTemporal)}
            </a>
          )}
          <Button loading={isFetching} onClick={() => void refetch()}>
            {say(OPS.again)}
          </Button>
        </span>
      </div>
      <WaitingHere caseId={caseId} />
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Sentences diagnosis={data} parts={parts} /> : null}
      {data && reading ? <RepairsCard diagnosis={data} reading={reading} /> : null}
      {data ? <Effects diagnosis={data} parts={parts} /> : null}
      {data ? <Trying diagnosis={data} /> : null}
      <HistoryCard caseId={caseId} reading={reading} />
    </div>
  );
}

interface PartProps {
  readonly diagnosis: Diagnosis;
  readonly parts: PartNames;
}

/** Words with their places: moments in the viewer's zone, codes as codes, the rest in words. */
function Sentence(props: { sentence: OpenSentence; parts: PartNames }): ReactElement {
  const say = useSay();
  return (
    <p>
      {partsOf(props.sentence).map((part, index) => {
        if (typeof part === 'string') return part;
        if (part.kind === 'moment') return <Moment key={index} at={part.value} />;
        if (part.kind === 'code') return <code key={index}>{part.value}</code>;
        return placeText(part, props.parts, say);
      })}
    </p>
  );
}

function Sentences({ diagnosis, parts }: PartProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { sentences, gateNow, remedy, temporalAnswered } = diagnosis;
  return (
    <section className="card" aria-labelledby="sentences">
      <h3 id="sentences">{say(OPS.sentences)}</h3>
      {temporalAnswered ? null : <p className="notice warning">{say(OPS.temporalAway)}</p>}
      {sentences.map((sentence, index) => (
        <Sentence key={index} sentence={sentence} parts={parts} />
      ))}
      {gateNow && gateNow.length > 0 ? (
        <div>
          <p className="strong">{say(OPS.gate)}</p>
          <ul>
            {gateNow.map((code) => (
              <li key={code}>{meaningOf(code, locale)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {remedy === undefined ? null : (
        <div className="notice">
          <p className="strong">{say(OPS.remedy)}</p>
          <p>{remedy}</p>
        </div>
      )}
    </section>
  );
}

function Effects({ diagnosis, parts }: PartProps): ReactElement | null {
  const say = useSay();
  if (diagnosis.effects.length === 0) return null;
  return (
    <section className="card" aria-labelledby="effects">
      <h3 id="effects">{say(OPS.effects)}</h3>
      <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="effects">
        <table className="data cards">
          <thead>
            <tr>
              <th scope="col">{say(OPS.key)}</th>
              <th scope="col">{say(OPS.state)}</th>
              <th scope="col" className="number">
                {say(OPS.attempt)}
              </th>
              <th scope="col">{say(OPS.says)}</th>
            </tr>
          </thead>
          <tbody>
            {diagnosis.effects.map((effect) => (
              <tr key={effect.key}>
                <th scope="row">
                  {requestName(effect.key, parts, say)}
                  <span className="block mono small quiet request-number">{effect.key}</span>
                </th>
                <td data-label={say(OPS.state)}>
                  {effectState(effect.state, say)} <Code code={effect.providerCode} />
                </td>
                <td className="number" data-label={say(OPS.attempt)}>
                  {effect.attempt}
                </td>
                <td data-label={say(OPS.says)}>
                  {effect.providerSays === undefined
                    ? '—'
                    : providerState(effect.providerSays, say)}{' '}
                  <Code code={effect.providerSaysCode} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Code({ code }: { code: string | undefined }): ReactElement | null {
  return code === undefined ? null : <code>{code}</code>;
}

function Trying({ diagnosis }: { diagnosis: Diagnosis }): ReactElement | null {
  const say = useSay();
  const locale = useLocale();
  if (diagnosis.trying.length === 0) return null;
  return (
    <section className="card" aria-labelledby="trying">
      <h3 id="trying">{say(OPS.trying)}</h3>
      <ul>
        {diagnosis.trying.map((work) => (
          <li key={work.activityId}>
            {say(OPS.tries, { what: activityName(work.activityType, say), count: work.attempt })}
            {work.lastFailure === undefined ? null : (
              <>
                {' · '}
                {say(OPS.lastFailure)}: {failureText(work.lastFailure, locale)}
              </>
            )}
            {work.nextAttemptAt === undefined ? null : (
              <>
                {' · '}
                {say(OPS.nextAttempt)}: <Moment at={work.nextAttemptAt} relative />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
