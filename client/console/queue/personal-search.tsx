/** Search by personal data: sent in a body, kept nowhere, gone with the dialog. */
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation } from '@tanstack/react-query';
import { FORMS } from '../../../wire/forms';
import type { CaseSummary } from '../../../wire/cases/case-answers';
import { post } from '../api/http';
import { Button } from '../parts/controls/button';
import { Select } from '../parts/controls/select';
import { Dialog } from '../parts/dialog';
import { ProblemNotice } from '../parts/problem-notice';
import { Input } from '../parts/controls/input';
import { QUEUE } from '../texts/queue';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { MAX_EMAIL_LENGTH } from '../../../checks/people/email';
import { PERSONAL_KINDS, readSearch, type PersonalKind } from '../../../checks/references/search';
import { QueueRows } from './queue-rows';
import { pathOf } from '../../../wire/routes';
import { named } from '../../../words/phrase';

/** What somebody typed into the ordinary search though it is personal. */
export interface Mistyped {
  readonly kind: PersonalKind;
  readonly number: string;
}

interface Props {
  /** Searched for at once. */
  readonly start?: Mistyped | undefined;
  /** The number is none of a person after all. */
  readonly onOrdinary: (number: string) => void;
  readonly onClose: () => void;
}

export function PersonalSearch({ start, onOrdinary, onClose }: Props): ReactElement {
  const say = useSay();
  const id = useId();
  const [kind, setKind] = useState<PersonalKind>(start?.kind ?? 'phone');
  const [number, setNumber] = useState(start?.number ?? '');
  const search = useMutation({
    mutationFn: () => post(pathOf('searchCases'), FORMS.casePage, { [kind]: number.trim() }),
  });
  const { mutate } = search;
  const isDue = useRef(start !== undefined);
  useEffect(() => {
    if (!isDue.current) return;
    isDue.current = false;
    mutate();
  }, [mutate]);
  return (
    <Dialog
      wide
      title={say(QUEUE.personalTitle)}
      onClose={onClose}
      foot={<Button onClick={onClose}>{say(SHELL.close)}</Button>}
    >
      {start ? (
        <div className="notice" role="status">
          <p>{say(QUEUE.mistyped)}</p>
          {readSearch(start.number).value === undefined ? null : (
            <Button size="small" onClick={() => onOrdinary(start.number)}>
              {say(QUEUE.notPersonal)}
            </Button>
          )}
        </div>
      ) : null}
      <p className="quiet">{say(QUEUE.personalWhy)}</p>
      <form
        className="row"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (number.trim() !== '') search.mutate();
        }}
      >
        <Select
          className="auto"
          aria-label={say(QUEUE.personalTitle)}
          options={PERSONAL_KINDS.map((one) => [one, say(named(QUEUE, one))] as const)}
          value={kind}
          onChange={setKind}
        />
        <Input
          id={id}
          className="auto"
          aria-label={say(named(QUEUE, kind))}
          value={number}
          maxLength={MAX_EMAIL_LENGTH}
          onChange={(event) => setNumber(event.target.value)}
        />
        <Button look="primary" type="submit" loading={search.isPending}>
          {say(QUEUE.find)}
        </Button>
      </form>
      {search.error ? <ProblemNotice error={search.error} /> : null}
      <Found rows={search.data?.items} />
    </Dialog>
  );
}

/** Undefined rows: nothing was searched for yet. */
function Found({ rows }: { rows: readonly CaseSummary[] | undefined }): ReactElement {
  const say = useSay();
  return (
    <>
      <div role="status">
        {rows ? <p>{say(QUEUE.found, { count: rows.length })}</p> : null}
        {rows?.length === 0 ? <p className="quiet">{say(QUEUE.emptySearch)}</p> : null}
      </div>
      {rows && rows.length > 0 ? (
        <QueueRows rows={rows.map((row) => ({ row, changed: false, gone: false }))} />
      ) : null}
    </>
  );
}
