/** One cause: what it is, how many cases, since when, what is at stake, the cases, and the repair for all. */
import { errorCodeOf } from '../../../../workflows/contract/errors';
import { Fragment, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { moneyText } from '../../../../workflows/contract/money';
import type { Money } from '../../../../workflows/contract/money';
import { groupSentence } from '../../../../words/causes';
import type { BulkVerb } from '../../../../workflows/contract/operations';
import type { AttentionCase, AttentionGroup } from '../../../../wire/operations/operations-answers';
import { attentionCasesQuery } from '../../api/queries';
import { may, useSession } from '../../app/session';
import { Button } from '../../parts/controls/button';
import { Moment } from '../../parts/moment';
import { ProblemNotice } from '../../parts/problem-notice';
import { NOTICE_KIND, STEP } from '../../../../words/domain';
import { BULK_VERB, OPS } from '../../texts/operations';
import { APPROVAL } from '../../texts/repairs';
import { useLocale, useSay } from '../../texts/say';
import { CaseLink } from '../case-link';
import { bulkVerbOf } from '../bulk/bulk-verbs';
import { byCase } from './by-case';
import type { FoundInCase } from './by-case';
import { proposalAddress } from '../../repairs/proposed-notice';
import { named } from '../../../../words/phrase';

const FEW = 8;
const MANY = 200;

interface Props {
  readonly group: AttentionGroup;
  /** Asks for a repair of all its cases. */
  readonly onBulk: (verb: BulkVerb, cause: string) => void;
}

export function AttentionGroupCard({ group, onBulk }: Props): ReactElement {
  const say = useSay();
  const [limit, setLimit] = useState(FEW);
  const { name } = group;
  const { data, error, refetch } = useQuery(attentionCasesQuery(name, limit));
  return (
    <GroupCard group={group} items={data?.items ?? []} onBulk={onBulk}>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data?.nextCursor !== undefined && limit === FEW ? (
        <div className="actions">
          <Button onClick={() => setLimit(MANY)}>{say(OPS.more)}</Button>
        </div>
      ) : null}
    </GroupCard>
  );
}

interface CardProps {
  readonly group: AttentionGroup;
  readonly items: readonly AttentionCase[];
  /** Absent where these cases cannot be named for a repair of all. */
  readonly onBulk?: Props['onBulk'] | undefined;
  readonly children?: ReactNode;
}

export function GroupCard({ group, items, onBulk, children }: CardProps): ReactElement {
  const say = useSay();
  const locale = useLocale();
  const session = useSession();
  const { name, cause, code, cases, since, money, answer } = group;
  const verb = may(session, 'startBulk') ? bulkVerbOf(cause) : undefined;
  const known = code === undefined ? undefined : errorCodeOf(code);
  return (
    <section className="card" aria-label={name}>
      <header>
        <h2>{groupSentence({ cause, code: known, answer }, locale)}</h2>
        <span className="count number">{cases}</span>
      </header>
      <p className="small quiet">
        {since === undefined ? null : (
          <>
            {say(OPS.since)} <Moment at={since} relative />
          </>
        )}
        <AtStake money={money} />
      </p>
      {items.length === 0 ? null : (
        <ul className="attention">
          {byCase(items).map((found) => (
            <AttentionRow key={found[0].caseId} found={found} />
          ))}
        </ul>
      )}
      {children}
      {verb === undefined || onBulk === undefined ? null : (
        <div className="actions">
          <Button onClick={() => onBulk(verb, name)}>
            {say(OPS.forAll, { verb: say(named(BULK_VERB, verb)), count: cases })}
          </Button>
        </div>
      )}
    </section>
  );
}

function AtStake({ money }: { money: readonly Money[] }): readonly ReactElement[] {
  const say = useSay();
  const locale = useLocale();
  return money.map((owed) => (
    <span key={owed.currency}>
      {' · '}
      {say(OPS.atStake, { amount: moneyText(owed, locale) })}
    </span>
  ));
}

/** Everything of a case in one row: it is one case, and its money is one sum. */
function AttentionRow({ found }: { found: FoundInCase }): ReactElement {
  const { search } = useLocation();
  const [{ caseId, money }] = found;
  return (
    <li>
      <CaseLink caseId={caseId} search={search} />
      <span className="small quiet">
        {found.map((item, index) => (
          <Fragment key={item.subject}>
            {index === 0 ? null : ', '}
            <AttentionSubject item={item} />
          </Fragment>
        ))}
        <AtStake money={money} />
      </span>
    </li>
  );
}

function AttentionSubject({ item }: { item: AttentionCase }): ReactElement {
  const say = useSay();
  const { caseId, since, subject, attempt, nextAt } = item;
  const proposal = /^proposal-(\d+)$/.exec(subject)?.[1];
  return (
    <>
      {proposal === undefined ? (
        <SubjectWord subject={subject} />
      ) : (
        <Link to={proposalAddress({ caseId, number: Number(proposal) })}>{say(APPROVAL.look)}</Link>
      )}
      {attempt === undefined ? null : ` × ${attempt}`}
      {nextAt === undefined ? null : (
        <>
          {' · '}
          {say(OPS.nextAttempt)} <Moment at={nextAt} relative />
        </>
      )}
      {since === undefined ? null : (
        <>
          {' '}
          <Moment at={since} relative />
        </>
      )}
    </>
  );
}

function SubjectWord({ subject }: { subject: string }): string {
  const say = useSay();
  const [, step] = Object.entries(STEP).find(([name]) => name === subject) ?? [];
  const [, kind] = Object.entries(NOTICE_KIND).find(([name]) => subject.startsWith(name)) ?? [];
  const pair = step ?? kind;
  return pair ? say(pair) : subject;
}
