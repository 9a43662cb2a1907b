/** What is typed or ticked: the browser's own controls in the looks of the console. Labels come from `Field`. */
import { useRef } from 'react';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { Button } from './button';
import type { ButtonProps } from './button';

/** A line of text. */
export function Input({ className = '', ...rest }: ComponentProps<'input'>): ReactElement {
  return <input {...rest} className={`plain ${className}`} />;
}

/** Several lines of text. */
export function TextArea({ className = '', ...rest }: ComponentProps<'textarea'>): ReactElement {
  return <textarea {...rest} className={`plain ${className}`} />;
}

interface TickProps {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A statement that holds or does not. */
export function Tick({ children, checked, onChange }: TickProps): ReactElement {
  return (
    <label className="choice">
      <TickBox checked={checked} onChange={onChange} />
      <span>{children}</span>
    </label>
  );
}

interface BoxProps extends Omit<TickProps, 'children'> {
  readonly 'aria-label'?: string;
}

/** The box alone, named by what stands around it or by its `aria-label`. */
export function TickBox({ onChange, ...rest }: BoxProps): ReactElement {
  return <input {...rest} type="checkbox" onChange={(event) => onChange(event.target.checked)} />;
}

interface FileProps extends ButtonProps {
  /** Types and endings that the browser offers. */
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

/** A button that lets a file be chosen; the same one may be chosen again. */
export function FileButton({ accept, onFile, ...button }: FileProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
    </>
  );
}
