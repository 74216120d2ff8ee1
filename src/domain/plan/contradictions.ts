/**
 * What rows of an input disagree on. When the input is planned again without them, a row that had agreed with one of the two
 * sides would be left alone, and have its way: which row came first must not decide. Source: docs/contract/rules.md, "Within one input".
 */
import type { Origin, Problem } from '../problems.js';

/** What one more row says, and how it was written. */
export interface RowValue {
  readonly text: string;
  /** What rows that agree have in common. */
  readonly key: string;
  readonly origin: Origin | null;
  readonly column: string;
}

interface Disagreement {
  readonly one: RowValue;
  readonly other: RowValue;
}

export class Contradictions {
  private readonly known = new Map<string, Disagreement>();

  get isEmpty(): boolean {
    return this.known.size === 0;
  }

  /** Notes that two rows disagree on a field or cell; gives the problem of the second, which names the first. */
  note(what: string, first: RowValue, second: RowValue): Problem {
    if (!this.known.has(what)) this.known.set(what, { one: first, other: second });
    return contradiction(second, first);
  }

  /** The problem of a row that asks for what others disagree on; null where nobody does. */
  check(what: string, said: RowValue): Problem | null {
    const disagreement = this.known.get(what);
    if (disagreement === undefined) return null;
    const { one, other } = disagreement;
    return contradiction(said, said.key === one.key ? other : one);
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
