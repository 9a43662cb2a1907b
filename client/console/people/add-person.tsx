/** Adding a person. What they sign in with is shown once, where the form stood. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { normalizeName } from '../../../checks/people/names';
import { MAX_USER_LENGTH } from '../../../wire/limits';
import { USER_NAME } from '../../../wire/people/staff-names';
import { FORMS } from '../../../wire/forms';
import type { AddedPerson } from '../../../wire/people/people-answers';
import { post } from '../api/http';
import { KEYS } from '../api/queries';
import { useSession } from '../app/session';
import { Button } from '../parts/controls/button';
import { Dialog } from '../parts/dialog';
import { Field } from '../parts/controls/field';
import { Input } from '../parts/controls/input';
import { ProblemNotice } from '../parts/problem-notice';
import { PEOPLE } from '../texts/people';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { PlaceFields, isWholePlace, placeOf } from './place-fields';
import type { Place } from './place-fields';
import { Secret } from './secret';
import { pathOf } from '../../../wire/routes';
import { GatedButton } from '../parts/controls/gated-button';

interface Props {
  readonly teams: readonly string[];
  readonly onClose: () => void;
}

export function AddPerson({ teams, onClose }: Props): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const session = useSession();
  const [user, setUser] = useState('');
  const [place, setPlace] = useState<Place>({ name: '', role: 'agent', teamId: session.teamId });
  const add = useMutation({
    mutationFn: () =>
      post(pathOf('addPerson'), FORMS.addedPerson, {
        user: normalizeName(user),
        ...placeOf(place),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS.people }),
  });
  if (add.data) return <Added added={add.data} onClose={onClose} />;
  const isReady = USER_NAME.test(normalizeName(user)) && isWholePlace(place);
  return (
    <Dialog
      title={say(PEOPLE.add)}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say(SHELL.cancel)}</Button>
          <GatedButton
            look="primary"
            why={isReady ? undefined : say(PEOPLE.incomplete)}
            loading={add.isPending}
            onClick={() => add.mutate()}
          >
            {say(PEOPLE.add)}
          </GatedButton>
        </>
      }
    >
      {add.error ? <ProblemNotice error={add.error} /> : null}
      <Field label={say(PEOPLE.user)} hint={say(PEOPLE.userHint)}>
        {(control) => (
          <Input
            {...control}
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={MAX_USER_LENGTH}
            value={user}
            onChange={(event) => setUser(event.target.value)}
          />
        )}
      </Field>
      <PlaceFields place={place} teams={teams} onChange={setPlace} />
    </Dialog>
  );
}

/** What the new person signs in with, this once. */
function Added({ added, onClose }: { added: AddedPerson; onClose: () => void }): ReactElement {
  const say = useSay();
  const { person, password } = added;
  return (
    <Dialog
      title={say(PEOPLE.added, { name: person.name })}
      onClose={onClose}
      foot={<Button onClick={onClose}>{say(SHELL.close)}</Button>}
    >
      <p>
        {say(PEOPLE.user)} <code>{person.user}</code>
      </p>
      <Secret label={say(PEOPLE.password)} secret={password} />
    </Dialog>
  );
}
