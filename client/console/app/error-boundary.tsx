/** Keeps a fault of one page from taking the whole console with it. */
import { Component } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { SHELL } from '../texts/shell';
import { useSay } from '../texts/say';
import { Button } from '../parts/controls/button';

interface Props {
  readonly children: ReactNode;
  /** A new value tries again, e.g. another address. */
  readonly resetKey: string;
}

export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.resetKey !== this.props.resetKey) {
      this.setState({ failed: false });
    }
  }

  override render(): ReactNode {
    return this.state.failed ? <Crashed /> : this.props.children;
  }
}

function Crashed(): ReactElement {
  const say = useSay();
  return (
    <section className="page narrow" role="alert">
      <h1>{say(SHELL.crashed)}</h1>
      <p>{say(SHELL.crashedWhat)}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {say(SHELL.reload)}
      </Button>
    </section>
  );
}
