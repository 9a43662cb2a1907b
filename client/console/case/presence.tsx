/** Who else looks at this case. Said as long as the page is open, taken back when it closes. */
import { useCallback, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { FORMS } from '../../../wire/forms';
import type { Presence } from '../../../wire/people/people-answers';
import { usePresenceChanged } from '../api/events';
import { get, leaveWord, put } from '../api/http';
import { CASE } from '../texts/case';
import { ROLE } from '../../../words/domain';
import { useSay } from '../texts/say';
import { named } from '../../../words/phrase';
import { pathOf } from '../../../wire/routes';

/** Beat until the server has named its own, s. */
const FIRST_BEAT_S = 20;

export function PresenceLine({ caseId }: { caseId: string }): ReactElement {
  const say = useSay();
  const [presence, setPresence] = useState<Presence>();
  const beat = useCallback(() => {
    put(pathOf('announcePresence', { caseId }), FORMS.presence, null)
      .then(setPresence)
      .catch(() => {
        // Nobody's work depends on it; the next beat tries again.
        setPresence(undefined);
      });
  }, [caseId]);
  const beatS = presence?.heartbeatS ?? FIRST_BEAT_S;
  useEffect(() => {
    const leave = (): void => leaveWord(pathOf('endPresence', { caseId }));
    // A closed tab unmounts nothing; one that comes back out of the history is there again.
    const onReturn = (event: PageTransitionEvent): void => {
      if (event.persisted) beat();
    };
    beat();
    addEventListener('pagehide', leave);
    addEventListener('pageshow', onReturn);
    return () => {
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', onReturn);
      leave();
    };
  }, [beat, caseId]);
  useEffect(() => {
    const timer = setInterval(beat, beatS * 1_000);
    return () => clearInterval(timer);
  }, [beat, beatS]);
  const onChange = useCallback(
    (changed: string) => {
      if (changed !== caseId) return;
      // Only read: a word of our own would make everybody else look again.
      get(pathOf('readPresence', { caseId }), FORMS.presence)
        .then(setPresence)
        .catch(() => {
          // The next beat tells.
          setPresence(undefined);
        });
    },
    [caseId],
  );
  usePresenceChanged(onChange);
  const names = (presence?.others ?? [])
    .map(({ name, role }) => `${name} (${say(named(ROLE, role))})`)
    .join(', ');
  return (
    <p role="status" className={names === '' ? '' : 'presence'}>
      {names === '' ? null : say(CASE.presence, { names })}
    </p>
  );
}
