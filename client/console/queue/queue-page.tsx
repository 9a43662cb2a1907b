/** The list of cases: what waits for whom, kept still while somebody reads it. */
import { useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { FORMS } from '../../../wire/forms';
import { get, post } from '../api/http';
import { KEYS } from '../api/queries';
import { usePreferences } from '../app/preferences';
import { may, useSession } from '../app/session';
import { Button, ButtonLink } from '../parts/controls/button';
import { Loading } from '../parts/loading';
import { usePageTitle } from '../parts/page-title';
import { ProblemNotice } from '../parts/problem-notice';
import { toast } from '../parts/toasts';
import { QUEUE } from '../texts/queue';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import '../styles/queue.css';
import { apiQuery, readAddress, writeAddress } from './address';
import type { QueueAddress } from './address';
import { KeysHelp } from './keys-help';
import { PersonalSearch } from './personal-search';
import type { Mistyped } from './personal-search';
import { QueueFilters, QueueSearch, QueueTabs } from './queue-filters';
import { News } from './news';
import { QueueRows } from './queue-rows';
import { SavedViews } from './saved-views';
import { useQueue } from './use-queue';
import type { Queue } from './use-queue';
import { useQueueKeys } from './use-queue-keys';
import { pathOf } from '../../../wire/routes';

/** Claims a review from the list, on the revision as it is at this moment. */
function useClaim(onError: (error: Error | undefined) => void): (caseId: string) => void {
  const say = useSay();
  const session = useSession();
  const client = useQueryClient();
  return (caseId) => {
    if (!may(session, 'claimCase')) return;
    const claim = async (): Promise<void> => {
      const { view } = await get(pathOf('readCase', { caseId }), FORMS.case);
      await post(pathOf('claimCase', { caseId }), FORMS.receipt, { revision: view.revision });
      onError(undefined);
      toast(say(QUEUE.claimDone, { caseId }));
      await client.invalidateQueries({ queryKey: KEYS.lists });
    };
    claim().catch((error: unknown) => onError(error instanceof Error ? error : new Error()));
  };
}

type Open = 'personal' | 'help' | Mistyped | undefined;

export function QueuePage(): ReactElement {
  const say = useSay();
  usePageTitle(say(QUEUE.title));
  const [params, setParams] = useSearchParams();
  const session = useSession();
  const { shortcuts } = usePreferences();
  const address = readAddress(params);
  const queue = useQueue(apiQuery(address));
  const search = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<Open>();
  const [claimError, setClaimError] = useState<Error>();
  const claim = useClaim(setClaimError);
  const keys = useMemo(
    () => ({
      enabled: shortcuts,
      search: () => search.current?.focus(),
      help: () => setOpen('help'),
      claim,
    }),
    [shortcuts, claim],
  );
  useQueueKeys(keys);
  const go = (next: QueueAddress): void => {
    setParams(writeAddress(next));
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>{say(QUEUE.title)}</h1>
        <QueueSearch address={address} onChange={go} field={search} onPersonal={setOpen} />
        <Button look="text" className="quiet-link" onClick={() => setOpen('personal')}>
          {say(QUEUE.personal)}
        </Button>
        <div className="actions row">
          <Button look="text" className="quiet-link" onClick={() => setOpen('help')}>
            {say(QUEUE.keys)}
          </Button>
          {may(session, 'openCase') ? (
            <ButtonLink look="primary" to="/cases/new">
              {say(SHELL.newCase)}
            </ButtonLink>
          ) : null}
        </div>
      </div>
      <QueueTabs address={address} />
      <div className="tools">
        {address.q === undefined ? <QueueFilters address={address} onChange={go} /> : null}
        <SavedViews address={address} />
      </div>
      {claimError ? <ProblemNotice error={claimError} /> : null}
      <QueueList queue={queue} address={address} onGo={go} />
      {open === 'personal' || typeof open === 'object' ? (
        <PersonalSearch
          start={open === 'personal' ? undefined : open}
          onOrdinary={(q) => {
            setOpen(undefined);
            go({ ...address, cursor: undefined, q });
          }}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
      {open === 'help' ? <KeysHelp onClose={() => setOpen(undefined)} /> : null}
    </div>
  );
}

interface ListProps {
  readonly queue: Queue;
  readonly address: QueueAddress;
  readonly onGo: (address: QueueAddress) => void;
}

function QueueList({ queue, address, onGo }: ListProps): ReactElement {
  const say = useSay();
  if (queue.error) return <ProblemNotice error={queue.error} onRetry={() => queue.readAgain()} />;
  // One section all the time: who pages by keyboard stays in the list.
  return (
    <section className="card flush" aria-label={say(QUEUE.title)} aria-busy={queue.isLoading}>
      {queue.isLoading ? (
        <Loading />
      ) : (
        <>
          <News queue={queue} />
          {queue.rows.length === 0 ? <Empty address={address} /> : <QueueRows rows={queue.rows} />}
          <Pages queue={queue} address={address} onGo={onGo} />
        </>
      )}
    </section>
  );
}

/** What an empty list means, and where to go from it. */
function Empty({ address }: { address: QueueAddress }): ReactElement {
  const say = useSay();
  const session = useSession();
  const isMine = address.tab === 'mine' && address.q === undefined;
  const nothing =
    address.q === undefined ? (isMine ? QUEUE.emptyMine : QUEUE.empty) : QUEUE.emptySearch;
  return (
    <div className="empty">
      <p className="strong">{say(nothing)}</p>
      {isMine ? (
        <>
          <p>{say(QUEUE.emptyMineWhat)}</p>
          <p className="row">
            <Link to={{ search: 'tab=team' }}>{say(QUEUE.toTeam)}</Link>
            {may(session, 'claimCase') ? <Link to="/review">{say(QUEUE.toReview)}</Link> : null}
          </p>
        </>
      ) : null}
    </div>
  );
}

/** Cursors of the pages before this one, kept in the history of the browser. */
function trailIn(state: unknown): readonly string[] {
  const trail: unknown = Array.isArray(state) ? state : [];
  return Array.isArray(trail) ? trail.filter((part) => typeof part === 'string') : [];
}

function Pages({ queue, address, onGo }: ListProps): ReactElement | null {
  const say = useSay();
  const navigate = useNavigate();
  const trail = trailIn(useLocation().state);
  const { nextCursor } = queue;
  if (nextCursor === undefined && address.cursor === undefined) return null;
  const to = (cursor: string | undefined, state: readonly string[]): void => {
    const search = writeAddress({ ...address, cursor }).toString();
    void navigate({ search }, { state });
  };
  return (
    <div className="row end pages">
      {address.cursor === undefined ? null : (
        <>
          <Button onClick={() => onGo({ ...address, cursor: undefined })}>
            {say(QUEUE.first)}
          </Button>
          {trail.length > 0 ? (
            <Button onClick={() => to(trail.at(-2), trail.slice(0, -1))}>
              {say(QUEUE.previous)}
            </Button>
          ) : null}
        </>
      )}
      {nextCursor === undefined ? null : (
        <Button onClick={() => to(nextCursor, [...trail, nextCursor])}>{say(QUEUE.next)}</Button>
      )}
    </div>
  );
}
