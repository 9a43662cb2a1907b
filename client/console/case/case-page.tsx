// client/console/case/: the page of one case, a card a file.
/** The page of one case: where it stands, what can be done, and everything that belongs to it. */
import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { Loading } from '../parts/loading';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { Marks, StatusTag } from '../parts/status-tag';
import { CASE } from '../texts/case';
import { useSay } from '../texts/say';
import '../styles/queue.css';
import '../styles/case.css';
import { ComparisonCard } from './comparison-card';
import { ConsentsCard } from './consents';
import { DecisionsCard } from './decisions/decisions-card';
import { MoneyCard, TerminalsCard } from './effects';
import { AttachmentsCard } from './files';
import { FindingsCard } from './findings-card';
import { LifePicture } from './standing/life-picture';
import { NotesCard } from './notes';
import { NoticesCard } from './notices/notices';
import { PersonalDataCard } from './personal-data';
import { PresenceLine } from './presence';
import { RevealedProvider, useShown } from './revealed';
import { SecondRequest } from './second-request';
import { Standing } from './standing/standing';
import { TimelineCard } from './timeline';
import { useCase } from './use-case';
import type { CaseReading } from './use-case';

export function CasePage(): ReactElement {
  const { caseId = '' } = useParams();
  const say = useSay();
  const { reading, error, readAgain } = useCase(caseId);
  usePageTitle(caseId);
  return (
    <div className="page">
      <div className="page-head">
        <Link to="/cases">← {say(CASE.back)}</Link>
        <h1 className="mono">{caseId}</h1>
        {reading ? (
          <>
            <StatusTag status={reading.answer.view.status} />
            <Marks of={reading.answer.view} />
          </>
        ) : null}
        <PresenceLine key={caseId} caseId={caseId} />
      </div>
      {error ? <ProblemNotice error={error} onRetry={readAgain} /> : null}
      {reading ? (
        <RevealedProvider key={caseId}>
          <CaseBody reading={reading} />
        </RevealedProvider>
      ) : error ? null : (
        <Loading />
      )}
    </div>
  );
}

function CaseBody({ reading }: { reading: CaseReading }): ReactElement {
  const { answer } = reading;
  const { caseId } = answer;
  const shown = useShown(answer);
  return (
    <>
      <LifePicture reading={reading} />
      <SecondRequest reading={reading} />
      <div className="case-grid">
        <div className="stack">
          <DecisionsCard reading={reading} />
          <Standing answer={answer} />
          <ComparisonCard answer={answer} />
          {answer.findings ? <FindingsCard findings={answer.findings} /> : null}
          <TerminalsCard answer={shown} />
          <MoneyCard answer={shown} />
        </div>
        <div className="stack">
          <PersonalDataCard caseId={caseId} data={shown.data} />
          <ConsentsCard reading={reading} />
          <NoticesCard caseId={caseId} />
          <AttachmentsCard caseId={caseId} />
          <NotesCard caseId={caseId} />
          <TimelineCard reading={reading} />
        </div>
      </div>
    </>
  );
}
