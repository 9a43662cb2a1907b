/** The history of a case: its story, the raw file to take along, and whether the workers' build replays it. */
import type { ReactElement } from 'react';
import { useMutation } from '@tanstack/react-query';
import { FORMS } from '../../../../wire/forms';
import { getFile, post } from '../../api/http';
import type { ReplayVerdict } from '../../../../wire/operations/diagnosis-answers';
import { serialsOf, TimelineRows } from '../../case/timeline';
import type { CaseReading } from '../../case/use-case';
import { Button } from '../../parts/controls/button';
import { ProblemNotice } from '../../parts/problem-notice';
import { saveFile } from '../../parts/save-file';
import { useSay } from '../../texts/say';
import { HISTORY } from '../../texts/upkeep';
import { pathOf } from '../../../../wire/routes';

interface Props {
  readonly caseId: string;
  readonly reading: CaseReading | undefined;
}

export function HistoryCard({ caseId, reading }: Props): ReactElement {
  const say = useSay();
  const download = useMutation({
    mutationFn: async () =>
      saveFile(await getFile(pathOf('readHistory', { caseId })), `${caseId}-history.json`),
  });
  const replay = useMutation({
    mutationFn: () => post(pathOf('replayCase', { caseId }), FORMS.replay, null),
  });
  const error = download.error ?? replay.error;
  return (
    <section className="card" aria-labelledby="history">
      <h3 id="history">{say(HISTORY.title)}</h3>
      <p className="small quiet">
        {say(HISTORY.what)} {say(HISTORY.replayWhat)}
      </p>
      <div className="row">
        <Button loading={download.isPending} onClick={() => download.mutate()}>
          {say(HISTORY.download)}
        </Button>
        <Button loading={replay.isPending} onClick={() => replay.mutate()}>
          {say(HISTORY.replay)}
        </Button>
      </div>
      {error ? <ProblemNotice error={error} /> : null}
      <div role="status" aria-live="polite">
        {replay.data ? <Verdict verdict={replay.data} /> : null}
      </div>
      {reading ? (
        <details>
          <summary>{say(HISTORY.story, { count: reading.timeline.items.length })}</summary>
          <TimelineRows
            items={reading.timeline.items.toReversed()}
            people={reading.timeline.people}
            serials={serialsOf(reading.answer)}
          />
        </details>
      ) : null}
    </section>
  );
}

function Verdict({ verdict }: { verdict: ReplayVerdict }): ReactElement {
  const say = useSay();
  const { replays, failure } = verdict;
  if (replays) return <p className="notice good">{say(HISTORY.fits)}</p>;
  const unknown = say(HISTORY.unknown);
  const { eventId, eventType, recorded, wanted, message } = failure ?? {};
  return (
    <div className="notice error">
      <p className="strong">{say(HISTORY.differs)}</p>
      {eventId === undefined ? null : (
        <p>{say(HISTORY.differsAt, { event: eventId, type: eventType ?? unknown })}</p>
      )}
      {recorded === undefined && wanted === undefined ? null : (
        <dl className="facts">
          <dt>{say(HISTORY.recorded)}</dt>
          <dd className="mono">{recorded ?? unknown}</dd>
          <dt>{say(HISTORY.wanted)}</dt>
          <dd className="mono">{wanted ?? unknown}</dd>
        </dl>
      )}
      {message === undefined ? null : <p className="small quiet">{message}</p>}
    </div>
  );
}
