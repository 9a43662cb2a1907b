/** Everything that an admin may change about a person; each change says first what it does. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FORMS } from '../../../wire/forms';
import type { ListedPerson } from '../../../wire/people/people-answers';
import { post, put, remove } from '../api/http';
import { KEYS } from '../api/queries';
import { useSession } from '../app/session';
import { Button } from '../parts/controls/button';
import { Dialog } from '../parts/dialog';
import { ProblemNotice } from '../parts/problem-notice';
import { toast } from '../parts/toasts';
import { PEOPLE } from '../texts/people';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { Acts } from './acts';
import type { Act } from './acts';
import { PlaceFields, isWholePlace, placeOf } from './place-fields';
import type { Place } from './place-fields';
import { pathOf } from '../../../wire/routes';
import { GatedButton } from '../parts/controls/gated-button';

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
      {isOwn ? null : <Entry person={person} />}
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
    mutationFn: () =>
      put(
        pathOf('changePerson', { principalId: person.principalId }),
        FORMS.person,
        placeOf(place),
      ),
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
        <GatedButton
          look="primary"
          type="submit"
          why={
            isSame
              ? say(PEOPLE.nothingChanged)
              : isWholePlace(place)
                ? undefined
                : say(PEOPLE.incomplete)
          }
          loading={save.isPending}
        >
          {say(PEOPLE.save)}
        </GatedButton>
        <span className="small quiet">{say(PEOPLE.saveWhat)}</span>
      </div>
    </form>
  );
}

/** What may be done about how a person comes in. */
function useActs(person: ListedPerson): readonly Act[] {
  const say = useSay();
  const { principalId, name, signIn, disabled } = person;
  const newPassword: Act = {
    name: PEOPLE.passwordDo,
    what: PEOPLE.passwordWhat,
    danger: true,
    run: async () => {
      const { password } = await post(
        pathOf('resetPassword', { principalId }),
        FORMS.newPassword,
        null,
      );
      return { label: say(PEOPLE.password), secret: password };
    },
  };
  const noKey: Act = {
    name: PEOPLE.keyAway,
    what: PEOPLE.keyAwayWhat,
    danger: true,
    run: async () => {
      await remove(pathOf('removeKey', { principalId }));
      return say(PEOPLE.keyGone, { name });
    },
  };
  const enter: Act = {
    name: disabled ? PEOPLE.enable : PEOPLE.disable,
    what: disabled ? PEOPLE.enableWhat : PEOPLE.disableWhat,
    danger: !disabled,
    run: async () => {
      await post(
        pathOf(disabled ? 'enablePerson' : 'disablePerson', { principalId }),
        FORMS.person,
        null,
      );
      return say(disabled ? PEOPLE.enabledDone : PEOPLE.disabledDone, { name });
    },
  };
  return [
    ...(signIn.includes('oidc') ? [] : [newPassword]),
    ...(signIn.includes('key') ? [noKey] : []),
    enter,
  ];
}

function Entry({ person }: { person: ListedPerson }): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const acts = useActs(person);
  return (
    <Acts
      title={say(PEOPLE.entry)}
      acts={acts}
      onDone={() => client.invalidateQueries({ queryKey: KEYS.people })}
    />
  );
}
