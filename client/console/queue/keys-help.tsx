/** What the single keys do, and the switch that turns them off. */
import type { ReactElement } from 'react';
import { usePreferences } from '../app/preferences';
import { Button } from '../parts/controls/button';
import { Tick } from '../parts/controls/input';
import { Dialog } from '../parts/dialog';
import { QUEUE } from '../texts/queue';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';

const KEYS = [
  ['j / k', QUEUE.keyMove],
  ['Enter', QUEUE.keyOpen],
  ['/', QUEUE.keySearch],
  ['Esc', QUEUE.keyLeave],
  ['c', QUEUE.keyClaim],
  ['?', QUEUE.keyHelp],
] as const;

export function KeysHelp({ onClose }: { onClose: () => void }): ReactElement {
  const say = useSay();
  const { shortcuts, change } = usePreferences();
  return (
    <Dialog
      title={say(QUEUE.keys)}
      onClose={onClose}
      foot={<Button onClick={onClose}>{say(SHELL.close)}</Button>}
    >
      <dl className="facts">
        {KEYS.map(([key, what]) => (
          <div key={key} className="fact-pair">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(what)}</dd>
          </div>
        ))}
      </dl>
      <Tick checked={shortcuts} onChange={(on) => change({ shortcuts: on })}>
        {say(QUEUE.keysOn)}
      </Tick>
    </Dialog>
  );
}
