/** Name, role and team of a person, as an admin enters them. */
import { useId } from 'react';
import type { ReactElement } from 'react';
import { normalizeName } from '../../../checks/people/names';
import { MAX_NAME_LENGTH, MAX_TEAM_LENGTH } from '../../../wire/limits';
import { STAFF_NAME, TEAM_NAME } from '../../../wire/people/staff-names';
import { STAFF_ROLES } from '../../../workflows/contract/lifecycle';
import type { StaffRole } from '../../../workflows/contract/lifecycle';
import { Field } from '../parts/controls/field';
import { Select } from '../parts/controls/select';
import { Input } from '../parts/controls/input';
import { ROLE } from '../../../words/domain';
import { PEOPLE, ROLE_WHAT } from '../texts/people';
import { useSay } from '../texts/say';
import { named } from '../../../words/phrase';

export interface Place {
  readonly name: string;
  readonly role: StaffRole;
  readonly teamId: string;
}

/** Whether the server would take it. */
export function isWholePlace({ name, teamId }: Place): boolean {
  return STAFF_NAME.test(normalizeName(name)) && TEAM_NAME.test(normalizeName(teamId));
}

/** As it is sent: without what nobody sees. */
export function placeOf({ name, role, teamId }: Place): Place {
  return { name: normalizeName(name), role, teamId: normalizeName(teamId) };
}

interface Props {
  readonly place: Place;
  /** Teams to choose from; another one may be typed. */
  readonly teams: readonly string[];
  readonly onChange: (place: Place) => void;
}

export function PlaceFields({ place, teams, onChange }: Props): ReactElement {
  const say = useSay();
  const listId = useId();
  return (
    <>
      <Field label={say(PEOPLE.person)} hint={say(PEOPLE.nameHint)}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={MAX_NAME_LENGTH}
            value={place.name}
            onChange={(event) => onChange({ ...place, name: event.target.value })}
          />
        )}
      </Field>
      <div className="columns">
        <Field label={say(PEOPLE.role)} hint={say(named(ROLE_WHAT, place.role))}>
          {(control) => (
            <Select
              {...control}
              options={STAFF_ROLES.map((role) => [role, say(named(ROLE, role))] as const)}
              value={place.role}
              onChange={(role) => onChange({ ...place, role })}
            />
          )}
        </Field>
        <Field label={say(PEOPLE.team)} hint={say(PEOPLE.teamHint)}>
          {(control) => (
            <>
              <Input
                {...control}
                required
                list={listId}
                maxLength={MAX_TEAM_LENGTH}
                value={place.teamId}
                onChange={(event) => onChange({ ...place, teamId: event.target.value })}
              />
              <datalist id={listId}>
                {teams.map((team) => (
                  <option key={team} value={team} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
    </>
  );
}
