/** Free text of any length and direction: its beginning, and the rest of it when it is asked for. */
import { useState } from 'react';
import type { ReactElement } from 'react';
import { CASE } from '../texts/case';
import { useSay } from '../texts/say';
import { Button } from './controls/button';

/** Characters and lines that nobody has to ask for. */
const SHOWN_LENGTH = 600;
const SHOWN_LINES = 10;

/** The beginning that is shown; the whole text where it is short. */
export function beginningOf(text: string): string {
  const lines = text.split('\n').slice(0, SHOWN_LINES).join('\n');
  return Array.from(lines).slice(0, SHOWN_LENGTH).join('');
}

export function LongText({ text }: { text: string }): ReactElement {
  const say = useSay();
  const [isWhole, setWhole] = useState(false);
  const beginning = beginningOf(text);
  if (beginning === text) return <pre dir="auto">{text}</pre>;
  return (
    <>
      <pre dir="auto">{isWhole ? text : `${beginning}…`}</pre>
      <Button size="small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
        {say(isWhole ? CASE.lessText : CASE.wholeText)}
      </Button>
    </>
  );
}
