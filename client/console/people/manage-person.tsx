/** Everything that an admin may change about a person; each change says first what it does. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { FORMS } from '../api/answer-forms';
import type { ListedPerson } from '../api/people-answers';
import { post, put, remove } from '../api/http';
import { KEYS } from '../api/queries';
import { useSession } from '../app/session';
import { Dialog } from '../parts/dialog';
import { ProblemNotice } from '../parts/problem-notice';
import { toast } from '../parts/toasts';
import { PEOPLE } from '../texts/people';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import type { Pair } from '../texts/sentence';
import { PlaceFields, isWholePlace, placeOf } from './place-fields';
import type { Place } from './place-fields';
import { Secret } from './secret';
import type { Told } from './secret';

interface Props {
  readonly person: ListedPerson;
  readonly teams: readonly string[];
  readonly onClose: () => void;
}

export function ManagePerson({ person, teams, onClose }: Props): ReactElement {
  const say = useSay();
  const session = useSession();
  const isOwn = person.principalId === session.principalId;
  return (
    <Dialog
      title={say(PEOPLE.manageWhom, { name: person.name })}
      onClose={onClose}
      foot={<Button onClick={onClose}>{say(SHELL.close)}</Button>}
    >
      <p className="quiet mono">{person.user}</p>
      {isOwn ? <p className="notice">{say(PEOPLE.own)}</p> : null}
      {isOwn || person.signIn.includes('oidc') ? null : (
        <PlaceForm person={person} teams={teams} onSaved={onClose} />
      )}
      {person.signIn.includes('oidc') ? <p className="notice">{say(PEOPLE.vouched)}</p> : null}
      <Entry person={person} isOwn={isOwn} />
    </Dialog>
  );
}

function PlaceForm(props: {
  readonly person: ListedPerson;
  readonly teams: readonly string[];
  readonly onSaved: () => void;
}): ReactElement {
  const { person, teams, onSaved } = props;
  const say = useSay();
  const client = useQueryClient();
  const { name, role, teamId } = person;
  const [place, setPlace] = useState<Place>({ name, role, teamId });
  const save = useMutation({
    mutationFn: () => put(`/staff/${person.principalId}`, FORMS.person, placeOf(place)),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: KEYS.people });
      toast(say(PEOPLE.saved, { name: saved.name }));
      onSaved();
    },
  });
  const isSame = place.name === name && place.role === role && place.teamId === teamId;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error ? <ProblemNotice error={save.error} /> : null}
      <PlaceFields place={place} teams={teams} onChange={setPlace} />
      <div className="row">
        <Button
          type="primary"
          htmlType="submit"
          disabled={isSame || !isWholePlace(place)}
          loading={save.isPending}
        >
          {say(PEOPLE.save)}
        </Button>
        <span className="small quiet">{say(PEOPLE.saveWhat)}</span>
      </div>
    </form>
  );
}

interface Act {
  readonly name: Pair;
  readonly what: Pair;
  readonly danger: boolean;
  /** A new secret, or the words that say that it is done. */
  readonly run: () => Promise<Told | string>;
}

/** What may be done about how a person comes in. */
function useActs(person: ListedPerson, isOwn: boolean): readonly Act[] {
  const say = useSay();
  const { principalId, name, signIn, disabled } = person;
  const at = `/staff/${principalId}`;
  const newPassword: Act = {
    name: PEOPLE.passwordDo,
    what: PEOPLE.passwordWhat,
    danger: true,
    run: async () => {
      const { password } = await post(`${at}/reset-password`, FORMS.newPassword, null);
      return { label: say(PEOPLE.password), secret: password };
    },
  };
  const newKey: Act = {
    name: PEOPLE.keyDo,
    what: PEOPLE.keyWhat,
    danger: signIn.includes('key'),
    run: async () => {
      const { apiKey } = await post(`${at}/api-key`, FORMS.newKey, null);
      return { label: say(PEOPLE.key), secret: apiKey };
    },
  };
  const noKey: Act = {
    name: PEOPLE.keyAway,
    what: PEOPLE.keyAwayWhat,
    danger: true,
    run: async () => {
      await remove(`${at}/api-key`);
      return say(PEOPLE.keyGone, { name });
    },
  };
  const enter: Act = {
    name: disabled ? PEOPLE.enable : PEOPLE.disable,
    what: disabled ? PEOPLE.enableWhat : PEOPLE.disableWhat,
    danger: !disabled,
    run: async () => {
      await post(`${at}/${disabled ? 'enable' : 'disable'}`, FORMS.person, null);
      return say(disabled ? PEOPLE.enabledDone : PEOPLE.disabledDone, { name });
    },
  };
  if (isOwn) return [newKey];
  return [
    ...(signIn.includes('oidc') ? [] : [newPassword]),
    newKey,
    ...(signIn.includes('key') ? [noKey] : []),
    enter,
  ];
}

function Entry({ person, isOwn }: { person: ListedPerson; isOwn: boolean }): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const acts = useActs(person, isOwn);
  const [asked, setAsked] = useState<Pair>();
  const [told, setTold] = useState<Told>();
  const act = useMutation({
    mutationFn: ({ run }: Act) => run(),
    onMutate: () => setTold(undefined),
    onSuccess: (done) => {
      setAsked(undefined);
      if (typeof done === 'string') toast(done);
      else setTold(done);
      return client.invalidateQueries({ queryKey: KEYS.people });
    },
  });
  return (
    <section className="stack acts" aria-labelledby="entry">
      <h3 id="entry">{say(PEOPLE.entry)}</h3>
      {act.error ? <ProblemNotice error={act.error} /> : null}
      {told ? <Secret key={told.secret} {...told} /> : null}
      {acts.map((one) => (
        <div key={one.name[1]} className="act">
          <p className="small">{say(one.what)}</p>
          {asked === one.name ? (
            <span className="row">
              <Button onClick={() => setAsked(undefined)}>{say(SHELL.cancel)}</Button>
              <Button
                type="primary"
                danger={one.danger}
                loading={act.isPending}
                onClick={() => act.mutate(one)}
              >
                {say(PEOPLE.sure, { action: say(one.name) })}
              </Button>
            </span>
          ) : (
            <Button danger={one.danger} onClick={() => setAsked(one.name)}>
              {say(one.name)}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}
