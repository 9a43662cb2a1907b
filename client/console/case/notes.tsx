/** Internal notes, and the words that came with decisions. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MAX_TEXT_LENGTH } from '../../../wire/limits';
import { FORMS } from '../../../wire/forms';
import { post } from '../api/http';
import { newKey } from '../../../wire/http';
import { KEYS, notesQuery } from '../api/queries';
import { may, useSession } from '../app/session';
import { Field } from '../parts/controls/field';
import { TextArea } from '../parts/controls/input';
import { LongText } from '../parts/long-text';
import { Moment } from '../parts/moment';
import { ProblemNotice } from '../parts/problem-notice';
import { NOTE_KIND } from '../../../words/operations';
import { named } from '../../../words/phrase';
import { CASE } from '../texts/case';
import { useSay } from '../texts/say';
import { useNames } from './use-names';
import { pathOf } from '../../../wire/routes';
import { GatedButton } from '../parts/controls/gated-button';
import { SHELL } from '../texts/shell';

export function NotesCard({ caseId }: { caseId: string }): ReactElement {
  const say = useSay();
  const session = useSession();
  const { data, error, refetch } = useQuery(notesQuery(caseId));
  const nameOf = useNames(data?.people);
  return (
    <section className="card" aria-labelledby="notes">
      <header>
        <h2 id="notes">{say(CASE.notes)}</h2>
        <span className="small quiet">{say(CASE.notesWhy)}</span>
      </header>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? <p className="quiet">{say(CASE.noNotes)}</p> : null}
      <ul className="lines">
        {data?.items.map((note) => (
          <li key={note.noteId}>
            <div>
              <LongText text={note.text} />
              <p className="small quiet">
                <bdi>{nameOf(note.by)}</bdi> · <Moment at={note.at} /> ·{' '}
                {say(named(NOTE_KIND, note.kind))}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {may(session, 'addNote') ? <AddNote caseId={caseId} /> : null}
    </section>
  );
}

function AddNote({ caseId }: { caseId: string }): ReactElement {
  const say = useSay();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [key, setKey] = useState(newKey);
  const add = useMutation({
    mutationFn: (sent: string) =>
      post(pathOf('addNote', { caseId }), FORMS.noted, { text: sent }, key),
    onSuccess: (_noted, sent) => {
      // What has been typed meanwhile is the next note.
      setText((now) => (now === sent ? '' : now));
      setKey(newKey());
      void client.invalidateQueries({ queryKey: KEYS.case(caseId) });
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') add.mutate(text);
      }}
    >
      <Field label={say(CASE.noteText)}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            maxLength={MAX_TEXT_LENGTH}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setKey(newKey());
            }}
          />
        )}
      </Field>
      {add.error ? <ProblemNotice error={add.error} /> : null}
      <div className="row end">
        <GatedButton
          type="submit"
          loading={add.isPending}
          why={text.trim() === '' ? say(SHELL.missing, { names: say(CASE.noteText) }) : undefined}
        >
          {say(CASE.addNote)}
        </GatedButton>
      </div>
    </form>
  );
}
