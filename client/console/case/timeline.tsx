/** The ledger of a case in sentences. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { TimelineItem } from '../../../wire/cases/case-answers';
import { coverVerdict, verdictOn } from '../../../words/ledger';
import { caseLedgerQuery } from '../api/queries';
import { Moment } from '../parts/moment';
import { shortMoment } from '../parts/moments';
import { ProblemNotice } from '../parts/problem-notice';
import { CASE } from '../texts/case';
import { ROLE } from '../../../words/domain';
import { useLocale, useSay } from '../texts/say';
import { EvidencePackButton } from './evidence-pack';
import type { CaseReading } from './use-case';
import { detailsOf, sentenceOf } from '../../../words/timeline';
import { named } from '../../../words/phrase';

export function TimelineCard({ reading }: { reading: CaseReading }): ReactElement {
  const say = useSay();
  const { timeline, answer } = reading;
  return (
    <section className="card" aria-labelledby="timeline">
      <header>
        <h2 id="timeline">{say(CASE.timeline)}</h2>
        <EvidencePackButton caseId={answer.caseId} />
      </header>
      <LedgerVerdict caseId={answer.caseId} />
      <TimelineRows
        items={timeline.items.toReversed()}
        people={timeline.people}
        serials={serialsOf(answer)}
      />
    </section>
  );
}

/** Whether the rows below are what was written; computed anew whenever the case moves. */
function LedgerVerdict({ caseId }: { caseId: string }): ReactElement | null {
  const say = useSay();
  const locale = useLocale();
  const { data, error } = useQuery(caseLedgerQuery(caseId));
  if (error) return <ProblemNotice error={error} />;
  if (!data) return null;
  const since =
    data.uncoveredSince === undefined ? undefined : shortMoment(data.uncoveredSince, locale);
  const tone = data.broken === undefined ? 'small quiet' : 'notice error';
  return (
    <p className={tone} role={data.broken === undefined ? undefined : 'alert'}>
      {verdictOn(data, say)} {coverVerdict({ covered: data.covered?.head, since }, say)}
    </p>
  );
}

/** Masked serial numbers by terminal. */
export function serialsOf({ data }: CaseReading['answer']): ReadonlyMap<string, string> {
  return new Map(data.terminals.map((t) => [t.terminalId, t.serialNumber]));
}

const NO_SERIALS: ReadonlyMap<string, string> = new Map();

interface RowsProps {
  readonly items: readonly TimelineItem[];
  readonly people: Readonly<Record<string, string>>;
  /** Masked serial numbers by terminal. */
  readonly serials?: ReadonlyMap<string, string>;
}

export function TimelineRows({ items, people, serials = NO_SERIALS }: RowsProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  return (
    <ol className="timeline">
      {items.map((item) => {
        const by = people[item.by.principalId] ?? say(named(ROLE, item.by.role));
        const details = detailsOf(item, say, locale, serials);
        return (
          <li key={item.position}>
            <p>{sentenceOf(item, by, say)}</p>
            <p className="small quiet">
              <Moment at={item.at} />
              {details.length === 0 ? null : ` · ${details.join(' · ')}`}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
