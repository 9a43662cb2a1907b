/** Tabs with their counts, filters and search. Everything here writes the address and nothing else. */
import { useEffect, useRef, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { MAX_EMAIL_LENGTH } from '../../../checks/people/email';
import { UNBIND_REASONS } from '../../../workflows/contract/case-view';
import type { ErrorCode } from '../../../workflows/contract/errors';
import { CASE_STATUSES } from '../../../workflows/contract/lifecycle';
import { countsQuery } from '../api/queries';
import type { Counts } from '../../../wire/people/people-answers';
import { Button } from '../parts/controls/button';
import { Input } from '../parts/controls/input';
import { Choice, Day } from '../parts/controls/filter';
import { Refusal } from '../parts/refusal';
import { REASON, STATUS } from '../../../words/domain';
import { QUEUE, SORT, TAB } from '../texts/queue';
import { useSay } from '../texts/say';
import { personalKindOf, readSearch } from '../../../checks/references/search';
import type { Mistyped } from './personal-search';
import { SORTS, TABS, TABS_WITH_STATUS, readAddress, writeAddress } from './address';
import type { QueueAddress, Tab } from './address';
import { named } from '../../../words/phrase';

const COUNT_OF: Readonly<Record<Tab, keyof Counts | undefined>> = {
  mine: 'mine',
  team: 'team',
  merchant: 'waitingForMerchant',
  parked: 'parked',
  overdue: 'overdue',
  all: undefined,
};

export function QueueTabs({ address }: { address: QueueAddress }): ReactElement {
  const say = useSay();
  const { data } = useQuery(countsQuery);
  return (
    <nav className="tabs" aria-label={say(QUEUE.lists)}>
      {TABS.map((tab) => {
        const name = COUNT_OF[tab];
        const count = name === undefined ? undefined : data?.[name];
        const search = writeAddress({ ...readAddress(new URLSearchParams()), tab }).toString();
        const isHere = address.tab === tab && address.q === undefined;
        return (
          <Link key={tab} to={{ search }} aria-current={isHere ? 'page' : undefined}>
            {say(named(TAB, tab))}
            {name === undefined ? null : <span className="count number">{count}</span>}
          </Link>
        );
      })}
    </nav>
  );
}

interface Props {
  readonly address: QueueAddress;
  readonly onChange: (address: QueueAddress) => void;
}

export function QueueSearch(
  props: Props & {
    field: RefObject<HTMLInputElement | null>;
    /** Somebody searched here for a number of a person, which never enters the address. */
    onPersonal: (mistyped: Mistyped) => void;
  },
): ReactElement {
  const { address, onChange, field, onPersonal } = props;
  const say = useSay();
  const [text, setText] = useState(address.q ?? '');
  const [refusal, setRefusal] = useState<ErrorCode>();
  const last = useRef(address.q);
  useEffect(() => {
    if (last.current !== address.q) setText(address.q ?? '');
    last.current = address.q;
  }, [address.q]);
  return (
    <form
      role="search"
      className="row search"
      onSubmit={(event) => {
        event.preventDefault();
        const kind = personalKindOf(text);
        if (kind !== undefined) {
          setText('');
          onPersonal({ kind, number: text });
          return;
        }
        const { value, code } = readSearch(text);
        // What is no number may be a name, and stays out of the address as well.
        setRefusal(code === 'FIELD_REQUIRED' ? undefined : code);
        if (value === undefined && code !== 'FIELD_REQUIRED') return;
        onChange({ ...address, cursor: undefined, q: value && (value.caseId ?? text.trim()) });
      }}
    >
      <Input
        ref={field}
        type="search"
        className="auto"
        aria-label={say(QUEUE.search)}
        placeholder={say(QUEUE.search)}
        maxLength={MAX_EMAIL_LENGTH}
        aria-invalid={refusal !== undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setRefusal(undefined);
        }}
        onKeyDown={(event) => {
          // Back to the single keys, with the words left as they are.
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <Button type="submit">{say(QUEUE.searchDo)}</Button>
      <Refusal code={refusal} />
      {address.q === undefined ? null : (
        <Button
          look="text"
          className="quiet-link"
          onClick={() => onChange({ ...address, cursor: undefined, q: undefined })}
        >
          {say(QUEUE.searchClear)}
        </Button>
      )}
    </form>
  );
}

export function QueueFilters({ address, onChange }: Props): ReactElement {
  const say = useSay();
  const set = (name: keyof QueueAddress) => (value: string) =>
    onChange({ ...address, cursor: undefined, [name]: value === '' ? undefined : value });
  const statuses = CASE_STATUSES.map((status) => [status, say(named(STATUS, status))] as const);
  const reasons = UNBIND_REASONS.map((reason) => [reason, say(named(REASON, reason))] as const);
  return (
    <div className="filters">
      {TABS_WITH_STATUS.includes(address.tab) ? (
        <Choice
          label={say(QUEUE.status)}
          value={address.status ?? ''}
          options={[['', say(QUEUE.anyStatus)], ...statuses]}
          onChange={set('status')}
        />
      ) : null}
      <Choice
        label={say(QUEUE.reason)}
        value={address.reason ?? ''}
        options={[['', say(QUEUE.anyReason)], ...reasons]}
        onChange={set('reason')}
      />
      <Day label={QUEUE.openedFrom} value={address.openedFrom} onChange={set('openedFrom')} />
      <Day label={QUEUE.openedTo} value={address.openedTo} onChange={set('openedTo')} />
      <Choice
        label={say(QUEUE.order)}
        value={address.sort}
        options={SORTS.map((sort) => [sort, say(named(SORT, sort))] as const)}
        onChange={set('sort')}
      />
      <Reset address={address} onChange={onChange} />
    </div>
  );
}

function Reset({ address, onChange }: Props): ReactElement | null {
  const say = useSay();
  const clean = readAddress(new URLSearchParams({ tab: address.tab }));
  const isFiltered = address.status ?? address.reason ?? address.openedFrom ?? address.openedTo;
  if (isFiltered === undefined) return null;
  return (
    <Button look="text" className="quiet-link" onClick={() => onChange(clean)}>
      {say(QUEUE.reset)}
    </Button>
  );
}
