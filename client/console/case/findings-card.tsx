/** What the checks find in the draft of an application. */
import type { ReactElement } from 'react';
import type { FindingsAnswer } from '../../../wire/cases/case-answers';
import { CASE } from '../texts/case';
import { fieldName } from '../../../words/fields';
import { useSay } from '../texts/say';

export function FindingsCard({ findings }: { findings: FindingsAnswer }): ReactElement {
  const say = useSay();
  const { problems, warnings, checkedAgainstAcquirer } = findings;
  return (
    <section className="card" aria-labelledby="findings">
      <h2 id="findings">{say(CASE.findings)}</h2>
      {checkedAgainstAcquirer ? null : <p className="notice warning">{say(CASE.formOnly)}</p>}
      {problems.length + warnings.length === 0 ? (
        <p className="notice good">{say(CASE.noFindings)}</p>
      ) : (
        <ul>
          {[...problems, ...warnings].map(({ path, code, message }) => (
            <li key={`${path} ${code}`}>
              <span className="strong">{fieldName(path, say)}</span>: {message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
