/** Says that a list has moved on; nothing in it moves before the person asks. */
import type { ReactElement } from 'react';
import { QUEUE } from '../texts/queue';
import { useSay } from '../texts/say';
import { Button } from '../parts/controls/button';
import type { Queue } from './use-queue';

export function News({ queue }: { queue: Pick<Queue, 'news' | 'refresh'> }): ReactElement {
  const say = useSay();
  return (
    <div className="news" aria-live="polite">
      {queue.news > 0 ? (
        <Button className="round" onClick={() => queue.refresh()}>
          {say(QUEUE.news, { count: queue.news })}
        </Button>
      ) : (
        <span className="small quiet">{say(QUEUE.upToDate)}</span>
      )}
    </div>
  );
}
