/** Filters under a name, kept by the API for the person. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { normalizeName } from '../../../checks/people/names';
import { MAX_VIEW_NAME_LENGTH } from '../../../wire/limits';
import { isViewName } from '../../../wire/cases/view-name';
import { FORMS } from '../../../wire/forms';
import { put, remove } from '../api/http';
import { KEYS, viewsQuery } from '../api/queries';
import { Button } from '../parts/controls/button';
import { Dialog } from '../parts/dialog';
import { Field } from '../parts/controls/field';
import { Input } from '../parts/controls/input';
import { ProblemNotice } from '../parts/problem-notice';
import { QUEUE } from '../texts/queue';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { addressOfView, viewFilters, writeAddress } from './address';
import type { QueueAddress } from './address';
import { pathOf } from '../../../wire/routes';
import { GatedButton } from '../parts/controls/gated-button';

export function SavedViews({ address }: { address: QueueAddress }): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const { data } = useQuery(viewsQuery);
  const [saving, setSaving] = useState(false);
  const forget = useMutation({
    mutationFn: (name: string) => remove(pathOf('deleteView', { name })),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS.views }),
  });
  return (
    <div className="row views">
      {data && data.items.length > 0 ? (
        <ul aria-label={say(QUEUE.views)}>
          {data.items.map(({ name, filters }) => (
            <li key={name}>
              <Link to={{ search: writeAddress(addressOfView(filters)).toString() }}>{name}</Link>
              <Button
                look="text"
                size="small"
                aria-label={say(QUEUE.viewDelete, { name })}
                onClick={() => forget.mutate(name)}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <Button look="text" className="quiet-link" onClick={() => setSaving(true)}>
        {say(QUEUE.viewSave)}
      </Button>
      {saving ? <SaveView address={address} onClose={() => setSaving(false)} /> : null}
    </div>
  );
}

function SaveView(props: { address: QueueAddress; onClose: () => void }): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const isWrong = normalizeName(name) !== '' && !isViewName(normalizeName(name));
  const save = useMutation({
    mutationFn: () =>
      put(pathOf('saveView', { name: normalizeName(name) }), FORMS.view, {
        filters: viewFilters(props.address),
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: KEYS.views });
      props.onClose();
    },
  });
  return (
    <Dialog title={say(QUEUE.viewSave)} onClose={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error ? <ProblemNotice error={save.error} /> : null}
        <Field
          label={say(QUEUE.viewName)}
          hint={say(QUEUE.viewNameHint)}
          wrong={isWrong ? [say(QUEUE.viewNameWrong)] : []}
        >
          {(control) => (
            <Input
              {...control}
              required
              maxLength={MAX_VIEW_NAME_LENGTH}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="row end">
          <Button onClick={props.onClose}>{say(SHELL.cancel)}</Button>
          <GatedButton
            look="primary"
            type="submit"
            loading={save.isPending}
            why={
              isViewName(normalizeName(name))
                ? undefined
                : say(SHELL.missing, { names: say(QUEUE.viewName) })
            }
          >
            {say(QUEUE.save)}
          </GatedButton>
        </div>
      </form>
    </Dialog>
  );
}
