/** How many entries have to be corrected, and the way to each of them. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Finding } from '../../../wire/problem-answers';
import { fieldName } from '../../../words/fields';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';

/** The control of a path; of a list or a part without one of its own, the first in it. */
function controlOf(path: string): HTMLElement | undefined {
  const controls = [...document.querySelectorAll<HTMLElement>('[data-path]')];
  const part = path.replace(/[.[][^.[]*$/, '');
  const begins = (start: string) => (control: HTMLElement) =>
    control.dataset['path']?.startsWith(start) === true;
  return (
    controls.find(({ dataset }) => dataset['path'] === path) ??
    controls.find(begins(path)) ??
    controls.find(begins(part))
  );
}

export function ProblemLinks({ problems }: { problems: readonly Finding[] }): ReactElement {
  const say = useSay();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className="problem-links"
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary className="wrong">{say(FORM.problems, { count: problems.length })}</summary>
      <ul>
        {(isOpen ? problems : []).map(({ path, code, message }) => (
          <li key={`${path} ${code}`}>
            <a
              href={`#${path}`}
              onClick={(event) => {
                event.preventDefault();
                controlOf(path)?.focus();
              }}
            >
              {path === '' ? null : `${fieldName(path, say)}: `}
              {message}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
