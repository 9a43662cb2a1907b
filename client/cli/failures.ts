/** What a command throws to end the run with a message; a refusal of the API keeps its answer. */
import type { Ending } from './exit-codes';
import type { ProblemAnswer } from '../../wire/problem-answers';
import type { Phrase } from '../../words/phrase';

/** Ends the run with a sentence. */
export class CliFailure extends Error {
  constructor(
    readonly ending: Ending,
    readonly said: Phrase,
    /** Sentences, commands or settings that help, one a line. */
    readonly next: readonly (Phrase | string)[] = [],
  ) {
    super(said.en);
    this.name = 'CliFailure';
  }
}

/** The API said no, or could not. */
export class ApiRefusal extends Error {
  constructor(
    readonly ending: Ending,
    readonly problem: ProblemAnswer,
    /** Set where the same request may safely be sent again under this key. */
    readonly repeatKey?: string,
  ) {
    super(problem.code);
    this.name = 'ApiRefusal';
  }
}

/** The command ran and its answer is shown, but scripts should not go on as if all were well. */
export class ShownEnding extends Error {
  constructor(readonly ending: Ending) {
    super(ending);
    this.name = 'ShownEnding';
  }
}

/** A mistake of the command line, or of a file that it names. */
export function usage(said: Phrase, ...next: readonly (Phrase | string)[]): CliFailure {
  return new CliFailure('usage', said, next);
}
