/**
 * What rows of an input disagree on. It is kept when the input is planned again without the rows in error: otherwise a third
 * row that agrees with one of two removed rows would be applied. Which row came first must not decide.
 * Source: docs/contract/rules.md, "Within one input".
 */
import type { Origin, Problem } from '../problems.js';

export interface RowValue {
  readonly text: string;
  /** Equal for rows that agree. */
  readonly key: string;
  readonly origin: Origin | null;
  readonly column: string;
}

export class Contradictions {
  /** The first two rows that disagree, by the name of the field or cell. */
  readonly #known = new Map<string, readonly [RowValue, RowValue]>();

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  /**
   * Compares a row with the first row that sets the same field or cell; where it is the first itself, with what rows were
   * known to disagree on before.
   *
   * @returns the problem of the row
   */
  compare(what: string, first: RowValue | undefined, value: RowValue): Problem | null {
    if (first === undefined) return this.check(what, value);
    if (first.key === value.key) return null;
    if (!this.#known.has(what)) this.#known.set(what, [first, value]);
    return contradiction(value, first);
  }

  /** Returns the problem of a row that sets what other rows disagree on. */
  check(what: string, value: RowValue): Problem | null {
    const [one, other] = (this.isEmpty ? undefined : this.#known.get(what)) ?? [];
    if (one === undefined || other === undefined) return null;
    return contradiction(value, value.key === one.key ? other : one);
  }
}

function contradiction({ text, origin, column }: RowValue, other: RowValue): Problem {
  return {
    code: 'contradictory-rows',
    origin,
    column,
    value: text,
    detail: { other: { origin: other.origin, value: other.text } },
  };
}
