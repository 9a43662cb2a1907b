/** What a repair is about, as rows of a list of facts. */
import type { ReactElement } from 'react';
import type { Repair } from '../../../wire/operations/repair-answers';
import { useSay } from '../texts/say';
import type { PartNames } from './diagnosis-words';
import { repairFacts } from './repair-words';

export function FactRows(props: { repair: Repair; parts: PartNames }): ReactElement {
  const say = useSay();
  return (
    <>
      {repairFacts(props.repair, props.parts, say).map(([label, text]) => (
        <div key={label.en} className="fact-pair">
          <dt>{say(label)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </>
  );
}
