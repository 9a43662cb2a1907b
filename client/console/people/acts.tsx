// client/console/people/: who may sign in, for admins.
/** What may be done about how somebody comes in: each says what it does, asks once more, and tells a new secret. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button } from '../parts/controls/button';
import { ProblemNotice } from '../parts/problem-notice';
import { toast } from '../parts/toasts';
import '../styles/people.css';
import { PEOPLE } from '../texts/people';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import type { Phrase } from '../../../words/phrase';
import { Secret } from './secret';
import type { Told } from './secret';

export interface Act {
  readonly name: Phrase;
  readonly what: Phrase;
  readonly danger: boolean;
  /** A new secret, or the words that say that it is done. */
  readonly run: () => Promise<Told | string>;
}

interface Props {
  readonly title: string;
  readonly acts: readonly Act[];
  readonly onDone?: () => Promise<unknown>;
}

export function Acts({ title, acts, onDone }: Props): ReactElement {
  const say = useSay();
  const [asked, setAsked] = useState<Phrase>();
  const [told, setTold] = useState<Told>();
  const act = useMutation({
    mutationFn: ({ run }: Act) => run(),
    onMutate: () => setTold(undefined),
    onSuccess: (done) => {
      setAsked(undefined);
      if (typeof done === 'string') toast(done);
      else setTold(done);
      return onDone?.();
    },
  });
  return (
    <section className="stack acts" aria-labelledby="entry">
      <h3 id="entry">{title}</h3>
      {act.error ? <ProblemNotice error={act.error} /> : null}
      {told ? <Secret key={told.secret} {...told} /> : null}
      {acts.map((one) => (
        <div key={one.name.en} className="act">
          <p className="small">{say(one.what)}</p>
          {asked === one.name ? (
            <span className="row">
              <Button onClick={() => setAsked(undefined)}>{say(SHELL.cancel)}</Button>
              <Button
                look="primary"
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
