/** What is awaited now, from whom, until when, and why the clocks run as they do. */
import type { ReactElement } from 'react';
import { isEnd } from '../../../../workflows/contract/lifecycle';
import type { CaseAnswer, ViewAnswer } from '../../../../wire/cases/case-answers';
import { useSession } from '../../app/session';
import { WORKING_DAY_HOURS, duration } from '../../parts/moments';
import { Moment, useNow } from '../../parts/moment';
import { AWAITED, CASE } from '../../texts/case';
import { CASE_CHANNEL, PARTY, REASON, REJECTION, STEP, STEP_UP } from '../../../../words/domain';
import { fieldName } from '../../../../words/fields';
import { useLocale, useSay } from '../../texts/say';
import { named } from '../../../../words/phrase';
import type { Phrase } from '../../../../words/phrase';
import { countsWorkingTime, limitCounts, reviewClockOf } from './clock';
import type { ReviewClock } from './clock';
import { meaningOf } from '../../../../words/timeline';

export function Standing({ answer }: { answer: CaseAnswer }): ReactElement {
  const say = useSay();
  const { view } = answer;
  const ended = isEnd(view.status);
  return (
    <section className="card" aria-labelledby="standing">
      <h2 id="standing">{say(CASE.standing)}</h2>
      <div>
        <p className="awaited">
          {ended
            ? say(CASE.ended)
            : say(CASE.waitsFor, { party: say(named(PARTY, view.waitsFor)) })}
        </p>
        <p className="quiet">{say(named(AWAITED, view.status))}</p>
      </div>
      <Alerts view={view} />
      <dl className="facts">
        <dt>{say(CASE.since)}</dt>
        <dd>
          <Moment at={view.statusSince} />
        </dd>
        <Claim answer={answer} />
        {ended ? null : <Moments view={view} />}
        <ReviewClockFact answer={answer} />
        <Origin answer={answer} />
      </dl>
    </section>
  );
}

/** Whoever holds the review is who it waits for. */
function Claim({ answer }: { answer: CaseAnswer }): ReactElement | null {
  const say = useSay();
  const { view, people } = answer;
  const { principalId } = useSession();
  if (!view.claim || view.status !== 'awaiting-review') return null;
  const { by, until } = view.claim;
  const name = by === principalId ? say(CASE.you) : (people[by] ?? by);
  return (
    <>
      <dt>{say(CASE.claimedBy)}</dt>
      <dd>
        <bdi>{name}</bdi>, {say(CASE.claimedUntil)} <Moment at={until} /> (
        <Moment at={until} relative />)
      </dd>
    </>
  );
}

interface MomentFactProps {
  readonly name: string;
  readonly at: string | undefined;
  readonly why?: string | undefined;
}

function MomentFact({ name, at, why }: MomentFactProps): ReactElement | null {
  if (at === undefined) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <Moment at={at} /> (<Moment at={at} relative />)
        {why === undefined ? null : <p className="small quiet">{why}</p>}
      </dd>
    </>
  );
}

/** What happens when: what people should keep to, what the machine does by itself, and the limit. */
function Moments({ view }: { view: ViewAnswer }): ReactElement {
  const say = useSay();
  const { status, expectedBy, nextDueAt, limitAt } = view;
  const working = countsWorkingTime(status) ? say(CASE.expectedWorking) : undefined;
  return (
    <>
      {expectedBy === limitAt ? null : (
        <MomentFact name={say(CASE.expected)} at={expectedBy} why={working} />
      )}
      {nextDueAt === limitAt ? null : <MomentFact name={say(CASE.nextDue)} at={nextDueAt} />}
      <MomentFact
        name={say(CASE.limit)}
        at={limitAt}
        why={say(named(LIMIT_WHY, limitCounts(status)))}
      />
    </>
  );
}

const LIMIT_WHY = {
  calendar: CASE.calendarWhy,
  working: CASE.limitWorking,
  each: CASE.limitEach,
} as const;

const CLOCK_WHY: Readonly<Record<ReviewClock, Phrase>> = {
  runs: CASE.clockRunsWhy,
  closed: CASE.clockClosed,
  claimed: CASE.clockClaimed,
  information: CASE.clockInformation,
  held: CASE.clockHeld,
};

function ReviewClockFact({ answer }: { answer: CaseAnswer }): ReactElement | null {
  const say = useSay();
  const locale = useLocale();
  const { view, workingHours } = answer;
  const clock = reviewClockOf(view, workingHours, useNow());
  if (clock === undefined) return null;
  return (
    <>
      <dt>{say(CASE.reviewClock)}</dt>
      <dd>
        {duration(view.reviewClockMs, locale, WORKING_DAY_HOURS)}{' '}
        <span className={clock === 'runs' ? 'tag accent' : 'tag'}>
          {say(clock === 'runs' ? CASE.clockRuns : CASE.clockStands)}
        </span>
        <p className="small quiet">{say(named(CLOCK_WHY, clock))}</p>
      </dd>
    </>
  );
}

function Origin({ answer }: { answer: CaseAnswer }): ReactElement {
  const say = useSay();
  const { view, people, latestRevision } = answer;
  const name = people[view.openedBy] ?? view.openedBy;
  return (
    <>
      <dt>{say(CASE.opened)}</dt>
      <dd>
        <Moment at={view.openedAt} />{' '}
        {say(CASE.openedBy, { name, channel: say(named(CASE_CHANNEL, view.channel)) })}
      </dd>
      <dt>{say(CASE.reason)}</dt>
      <dd>
        {say(named(REASON, view.reason))}
        {view.rejection === undefined ? null : ` · ${say(named(REJECTION, view.rejection))}`}
      </dd>
      <dt>{say(CASE.closeAccount)}</dt>
      <dd>{say(view.closeAccount ? CASE.yes : CASE.no)}</dd>
      <dt>{say(CASE.revision)}</dt>
      <dd>
        {latestRevision === view.revision
          ? view.revision
          : say(CASE.draftNewer, { latest: latestRevision, known: view.revision })}
      </dd>
    </>
  );
}

function Alerts({ view }: { view: ViewAnswer }): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const why = view.stepUp.map((reason) => say(named(STEP_UP, reason))).join(', ');
  const fields = view.requestedFields.map((path) => fieldName(path, say)).join(', ');
  const { consentExtension: extension } = view;
  return (
    <>
      {view.parked ? (
        <div className="notice error">
          <p className="strong">
            {say(CASE.parkedTitle, { step: say(named(STEP, view.parked.step)) })}
          </p>
          <p>{meaningOf(view.parked.code, locale)}</p>
          <p className="small">
            <code>{view.parked.code}</code> · <Moment at={view.parked.since} />
          </p>
        </div>
      ) : null}
      {fields === '' ? null : <p className="notice warning">{say(CASE.requested, { fields })}</p>}
      {extension ? (
        <p className="notice warning">
          {say(CASE.beyondConsent, {
            fields: extension.paths.map((path) => fieldName(path, say)).join(', '),
          })}{' '}
          <Moment at={extension.limitAt} />
        </p>
      ) : null}
      {why === '' ? null : <p className="notice warning">{say(CASE.stepUp, { why })}</p>}
      {view.held ? <p className="notice warning">{say(CASE.held)}</p> : null}
      {view.pointOfNoReturn && view.endedAt === undefined ? (
        <p className="notice">{say(CASE.pointOfNoReturn)}</p>
      ) : null}
      {view.partial ? <p className="notice warning">{say(CASE.partial)}</p> : null}
      {view.refundReopened ? <p className="notice warning">{say(CASE.refundReopened)}</p> : null}
      {view.warnings.length === 0 ? null : (
        <div className="notice warning">
          <p className="strong">{say(CASE.warnings)}</p>
          {view.warnings.map((code) => (
            <p key={code}>{meaningOf(code, locale)}</p>
          ))}
        </div>
      )}
    </>
  );
}
