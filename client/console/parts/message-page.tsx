/** A page that only says something and leads on. */
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import type { Phrase } from '../../../words/phrase';
import { usePageTitle } from './page-title';

export function MessagePage(props: { title: Phrase; what: Phrase }): ReactElement {
  const say = useSay();
  usePageTitle(say(props.title));
  return (
    <section className="page narrow">
      <h1>{say(props.title)}</h1>
      <p>{say(props.what)}</p>
      <Link to="/cases">{say(SHELL.toQueue)}</Link>
    </section>
  );
}
