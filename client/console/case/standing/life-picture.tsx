/** The life of the case as a picture, and as an ordered list for who cannot see it. */
import type { ReactElement } from 'react';
import { Moment } from '../../parts/moment';
import { CASE } from '../../texts/case';
import { STATUS } from '../../../../words/domain';
import { useSay } from '../../texts/say';
import { lifeOf } from './life';
import type { CaseReading } from '../use-case';
import { named } from '../../../../words/phrase';

export function LifePicture({ reading }: { reading: CaseReading }): ReactElement {
  const say = useSay();
  const { answer, timeline } = reading;
  return (
    <section className="card" aria-labelledby="life">
      <h2 id="life">{say(CASE.life)}</h2>
      <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="life">
        <ol className="life">
          {lifeOf(answer.view, timeline.items).map(({ status, place, at }) => (
            <li key={status} className={place} aria-current={place === 'here' ? 'step' : undefined}>
              <span className="dot" aria-hidden="true" />
              <span className="life-name">{say(named(STATUS, status))}</span>
              <span className="visually-hidden">{say(named(CASE, place))}</span>
              <span className="small quiet">{at === undefined ? '' : <Moment at={at} />}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
