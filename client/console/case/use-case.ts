/** One case with its ledger, as the page and its dialogs read it. */
import { useQuery } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import type { CaseAnswer, Timeline } from '../../../wire/cases/case-answers';
import { caseQuery, timelineQuery } from '../api/queries';

export interface CaseReading {
  readonly answer: CaseAnswer;
  readonly timeline: Timeline;
}

export interface CaseStanding {
  readonly reading: CaseReading | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

export function useCase(caseId: string): CaseStanding {
  const answer = useQuery(caseQuery(caseId));
  const timeline = useQuery(timelineQuery(caseId));
  const reading =
    answer.data && timeline.data ? { answer: answer.data, timeline: timeline.data } : undefined;
  return {
    reading,
    error: reading ? null : (answer.error ?? timeline.error),
    readAgain: () => {
      void answer.refetch();
      void timeline.refetch();
    },
  };
}

/** The case as it stands now, whatever was read before. */
export async function readCaseNow(client: QueryClient, caseId: string): Promise<CaseReading> {
  const [answer, timeline] = await Promise.all([
    client.query({ ...caseQuery(caseId), staleTime: 0 }),
    client.query({ ...timelineQuery(caseId), staleTime: 0 }),
  ]);
  return { answer, timeline };
}
