/** What changed while somebody was deciding: fields that differ and what happened meanwhile. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { caseQuery, timelineQuery } from '../../api/queries';
import { Button } from '../../parts/controls/button';
import { Loading } from '../../parts/loading';
import { DECIDE } from '../../texts/decisions';
import { useLocale, useSay } from '../../texts/say';
import { changesBetween, happenedSince } from '../changes';
import { ChangesTable } from '../changes-table';
import { TimelineRows } from '../timeline';
import type { CaseReading } from '../use-case';

interface Props {
  readonly seen: CaseReading;
  readonly onGoOn: () => void;
}

export function StaleView({ seen, onGoOn }: Props): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const { caseId } = seen.answer;
  const answer = useQuery({ ...caseQuery(caseId), refetchOnMount: 'always' });
  const timeline = useQuery({ ...timelineQuery(caseId), refetchOnMount: 'always' });
  if (!answer.data || !timeline.data || answer.isFetching) return <Loading />;
  const changes = changesBetween(seen.answer, answer.data, locale);
  const last = seen.timeline.items.at(-1)?.position ?? 0;
  const items = happenedSince(timeline.data.items, last);
  return (
    <div className="notice warning" role="alert">
      <p className="strong">{say(DECIDE.staleTitle)}</p>
      <p>{say(DECIDE.staleWhat)}</p>
      {changes.length === 0 ? (
        <p>{say(DECIDE.staleNoFields)}</p>
      ) : (
        <ChangesTable changes={changes} />
      )}
      <TimelineRows items={items} people={timeline.data.people} />
      <Button onClick={onGoOn}>{say(DECIDE.staleGoOn)}</Button>
    </div>
  );
}

/** What has happened since the person looked; shown beneath a refusal that the state of the case explains. */
export function Meanwhile({ seen }: { seen: CaseReading }): ReactElement | null {
  const say = useSay();
  const { caseId } = seen.answer;
  const { data } = useQuery({ ...timelineQuery(caseId), refetchOnMount: 'always' });
  const last = seen.timeline.items.at(-1)?.position ?? 0;
  const items = happenedSince(data?.items ?? [], last);
  if (!data || items.length === 0) return null;
  return (
    <div className="notice warning">
      <p className="strong">{say(DECIDE.meanwhile)}</p>
      <TimelineRows items={items} people={data.people} />
    </div>
  );
}
