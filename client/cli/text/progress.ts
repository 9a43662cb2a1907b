/** A bar on stderr where a person looks; nothing where none does, so that logs stay readable. */
import type { CliIo } from '../io';

export interface Progress {
  step(): void;
  /** So many are done by now. */
  at(done: number): void;
  /** Clears the line. */
  end(): void;
}

const WIDTH = 30;
/** Steps between two drawings. */
const EVERY = 10;

/** `total` may become known later; until then only the count is shown. */
export function showProgress(io: CliIo, total: () => number | undefined): Progress {
  let done = 0;
  function draw(): void {
    const all = total();
    const share = all === undefined || all === 0 ? 0 : Math.min(1, done / all);
    const full = Math.round(share * WIDTH);
    const bar = all === undefined ? '' : `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] `;
    io.err(`\r${bar}${done}${all === undefined ? '' : ` / ${all}`}`);
  }
  return {
    step() {
      done += 1;
      if (io.isInteractive && (done % EVERY === 0 || done === total())) draw();
    },
    at(now) {
      done = now;
      if (io.isInteractive) draw();
    },
    end() {
      if (io.isInteractive && done > 0) io.err('\r\u001b[K');
    },
  };
}
