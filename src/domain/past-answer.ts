/**
 * The answers to a question in the past: at the moment of `--at`, and earlier on the same day. `A` is an answer, `R` is why
 * there was none. Source: docs/contract/cli.md, "Looking back and ahead".
 */

export type AnswerThen<A, R> =
  | { readonly answer: A; readonly refused: null }
  /** What the question is about did not exist then. */
  | { readonly answer: null; readonly refused: R };

/** An answer that a day held before the one at its end. */
export type EarlierAnswer<A, R> = AnswerThen<A, R> & {
  /** The last change set after which the answer held. */
  readonly number: number;
  /** The change set that changed the answer. */
  readonly endedBy: { readonly number: number; readonly at: Date };
};

export interface PastAnswer<A, R> {
  /** The answer at the moment; where there is none, the last one of the day. */
  readonly answer: A;
  /** Why there is no answer at the moment. */
  readonly refused: R | null;
  /** Newest first. */
  readonly earlier: readonly EarlierAnswer<A, R>[];
}

/** Why there was no simulation: the company did not exist, or did not hold the universe. */
export type SimulationRefused = 'unknown-company' | 'universe-not-held';
/** Why there was no answer to `why`. */
export type WhyRefused = 'unknown-contact' | SimulationRefused;
