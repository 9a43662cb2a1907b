/** Admins: who may sign in, in which role and team. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { MAX_NAME_LENGTH } from '../../../wire/limits';
import type { ListedPerson } from '../../../wire/people/people-answers';
import { peopleQuery } from '../api/queries';
import { useSession } from '../app/session';
import { Button } from '../parts/controls/button';
import { Loading } from '../parts/loading';
import { ProblemNotice } from '../parts/problem-notice';
import { Input } from '../parts/controls/input';
import { ROLE } from '../../../words/domain';
import { PEOPLE, SIGN_IN_WAY } from '../texts/people';
import { useSay } from '../texts/say';
import '../styles/queue.css';
import '../styles/people.css';
import { AddPerson } from './add-person';
import { ManagePerson } from './manage-person';
import { foundAmong, teamsOf } from './people-list';
import { named } from '../../../words/phrase';

type Open = { readonly kind: 'add' } | { readonly kind: 'manage'; readonly id: string };

export function PeoplePage(): ReactElement {
  const say = useSay();
  const { data, error, refetch } = useQuery(peopleQuery);
  const [text, setText] = useState('');
  const [open, setOpen] = useState<Open>();
  const people = data?.items ?? [];
  const found = foundAmong(people, text);
  const managed =
    open?.kind === 'manage' ? people.find(({ principalId }) => principalId === open.id) : undefined;
  const close = (): void => setOpen(undefined);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{say(PEOPLE.title)}</h1>
        <p className="quiet">{say(PEOPLE.lead)}</p>
        <div className="actions row" role="search">
          <Input
            type="search"
            className="people-find"
            aria-label={say(PEOPLE.find)}
            placeholder={say(PEOPLE.find)}
            maxLength={MAX_NAME_LENGTH}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button look="primary" onClick={() => setOpen({ kind: 'add' })}>
            {say(PEOPLE.add)}
          </Button>
        </div>
      </div>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <section className="card flush">
          <p className="small quiet list-head" role="status">
            {found.length === 0 ? say(PEOPLE.none) : say(PEOPLE.count, { count: found.length })}
          </p>
          {found.length === 0 ? null : (
            <PeopleTable people={found} onManage={(id) => setOpen({ kind: 'manage', id })} />
          )}
        </section>
      ) : null}
      {open?.kind === 'add' ? <AddPerson teams={teamsOf(people)} onClose={close} /> : null}
      {managed ? (
        <ManagePerson
          key={managed.principalId}
          person={managed}
          teams={teamsOf(people)}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

interface TableProps {
  readonly people: readonly ListedPerson[];
  readonly onManage: (principalId: string) => void;
}

function PeopleTable({ people, onManage }: TableProps): ReactElement {
  const say = useSay();
  return (
    <table className="queue people">
      <thead>
        <tr>
          <th scope="col">{say(PEOPLE.person)}</th>
          <th scope="col">{say(PEOPLE.role)}</th>
          <th scope="col">{say(PEOPLE.team)}</th>
          <th scope="col">{say(PEOPLE.signIn)}</th>
          <th scope="col">{say(PEOPLE.state)}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow key={person.principalId} person={person} onManage={onManage} />
        ))}
      </tbody>
    </table>
  );
}

function PersonRow(props: {
  readonly person: ListedPerson;
  readonly onManage: TableProps['onManage'];
}): ReactElement {
  const { person, onManage } = props;
  const say = useSay();
  const { principalId } = useSession();
  const { name, user, role, teamId, signIn, disabled } = person;
  const isOwn = person.principalId === principalId;
  const ways = signIn.map((way) => say(named(SIGN_IN_WAY, way))).join(' · ');
  return (
    <tr className={disabled ? 'gone' : undefined}>
      <th scope="row">
        <span className="strong">
          {name} {isOwn ? <span className="tag accent">{say(PEOPLE.you)}</span> : null}
        </span>
        <span className="small quiet mono">{user}</span>
      </th>
      <td data-label={say(PEOPLE.role)}>{say(named(ROLE, role))}</td>
      <td data-label={say(PEOPLE.team)}>{teamId}</td>
      <td data-label={say(PEOPLE.signIn)}>{ways === '' ? say(PEOPLE.noSignIn) : ways}</td>
      <td data-label={say(PEOPLE.state)}>
        <span className={disabled ? 'tag bad' : 'tag good'}>
          {say(disabled ? PEOPLE.disabled : PEOPLE.active)}
        </span>
      </td>
      <td className="row-end">
        <Button
          aria-label={say(PEOPLE.manageWhom, { name })}
          onClick={() => onManage(person.principalId)}
        >
          {say(PEOPLE.manage)}
        </Button>
      </td>
    </tr>
  );
}
