/** Progress of a run, on standard error, so that standard output is the result alone. */

/** Says one line about where a part stands. */
export type Progress = (line: string) => void;

/** Lines with the name of the part and the seconds since the start. */
export function progressOf(part: string, startMs: number): Progress {
  return (line) => {
    const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
    process.stderr.write(`${seconds.padStart(5)} s  ${part}: ${line}\n`);
  };
}
