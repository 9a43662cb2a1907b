/** How a run of the CLI ends, for scripts. The help and docs/cli.md are written from this table. */

export const EXIT_CODES = {
  done: { code: 0, meaning: 'done' },
  refused: {
    code: 1,
    meaning: 'refused: a problem was found, or the question was answered with no',
  },
  usage: { code: 2, meaning: 'the command line or a file named there is wrong; nothing was sent' },
  notFound: { code: 3, meaning: 'there is no such thing, or not for you' },
  notAllowed: { code: 4, meaning: 'not signed in, or the role does not allow it' },
  unavailable: {
    code: 5,
    meaning: 'not available now: no answer, busy, or still open after the time of `watch --for`',
  },
  fault: { code: 6, meaning: 'a fault of the product, or something that is not built' },
  interrupted: { code: 130, meaning: 'interrupted (Ctrl-C)' },
} as const;
export type Ending = keyof typeof EXIT_CODES;

/** Statuses that do not follow their hundred. */
const BY_STATUS: Readonly<Record<number, Ending>> = {
  401: 'notAllowed',
  403: 'notAllowed',
  404: 'notFound',
  429: 'unavailable',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** Ending that an HTTP status stands for. */
export function endingOfStatus(status: number): Ending {
  const isRefusal = status >= 400 && status < 500;
  return BY_STATUS[status] ?? (isRefusal ? 'refused' : 'fault');
}
