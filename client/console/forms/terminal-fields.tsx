/** Serial numbers of the terminals, several at once where they are pasted. */
import type { ClipboardEvent, ReactElement } from 'react';
import { MAX_TERMINALS } from '../../../wire/limits';
import type { Finding } from '../../../wire/problem-answers';
import { Button } from '../parts/controls/button';
import { Field } from '../parts/controls/field';
import { Input } from '../parts/controls/input';
import { MAX_FIELD_LENGTH } from '../../../wire/limits';
import { FORM } from '../texts/forms';
import { useSay } from '../texts/say';
import { saidAbout, splitSerials } from './findings';
import { GatedButton } from '../parts/controls/gated-button';

interface Props {
  readonly serials: readonly string[];
  readonly onChange: (serials: readonly string[]) => void;
  readonly findings: readonly Finding[];
  readonly doubts?: readonly Finding[];
}

export function TerminalFields({ serials, onChange, findings, doubts = [] }: Props): ReactElement {
  const say = useSay();
  const put = (index: number, ...parts: readonly string[]): void =>
    onChange(serials.toSpliced(index, 1, ...parts));
  const paste = (index: number) => (event: ClipboardEvent<HTMLInputElement>) => {
    const parts = splitSerials(event.clipboardData.getData('text'));
    if (parts.length < 2) return;
    event.preventDefault();
    put(index, ...parts);
  };
  return (
    <fieldset className="stack">
      <legend>{say(FORM.terminals)}</legend>
      <p className="small quiet">{say(FORM.pasteHint)}</p>
      {saidAbout(findings, 'terminals').map((text) => (
        <p key={text} className="wrong" role="alert">
          {text}
        </p>
      ))}
      {serials.map((serial, index) => {
        const path = `terminals[${index}].serialNumber`;
        const paths = [path, `terminals[${index}]`];
        return (
          <div key={index} className="row terminal-row">
            <Field
              label={say(FORM.serial, { n: index + 1 })}
              wrong={saidAbout(findings, ...paths)}
              doubts={saidAbout(doubts, ...paths)}
            >
              {(control) => (
                <Input
                  {...control}
                  data-path={path}
                  className="mono"
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={MAX_FIELD_LENGTH}
                  value={serial}
                  onPaste={paste(index)}
                  onChange={(event) => put(index, event.target.value)}
                />
              )}
            </Field>
            {serials.length === 1 ? null : (
              <Button
                look="text"
                aria-label={say(FORM.removeTerminal, { n: index + 1 })}
                onClick={() => put(index)}
              >
                ×
              </Button>
            )}
          </div>
        );
      })}
      <div>
        <GatedButton
          why={
            serials.length >= MAX_TERMINALS
              ? say(FORM.mostTerminals, { count: MAX_TERMINALS })
              : undefined
          }
          onClick={() => onChange([...serials, ''])}
        >
          {say(FORM.addTerminal)}
        </GatedButton>
      </div>
    </fieldset>
  );
}
