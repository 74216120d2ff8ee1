/**
 * The fields that an input asks for, gathered over all its rows, so that row order never matters: the same field asked
 * twice with the same value is fine, with two values is a contradiction that names both rows.
 * Source: csv.md, "Errors in a file" (`contradictory-rows`).
 */
import type { Origin, Problem } from '../problems.js';

/** How a field was written. */
export interface AskedAs {
  readonly text: string;
  readonly origin: Origin | null;
  /** What two rows that agree have in common, where that isn't the text itself. */
  readonly key?: string;
  /** The column that it was read from, where that isn't always the same. */
  readonly column?: string;
}

interface AskedField<Value> {
  readonly value: Value;
  readonly as: AskedAs;
}

type Nullable<Fields> = { [K in keyof Fields]: Fields[K] | null };

/** What was asked of one company or contact. */
export class AskedFields<Fields extends object> {
  private readonly fields: { [K in keyof Fields]?: AskedField<Fields[K]> } = {};

  constructor(
    /** The first row that names the thing. */
    readonly origin: Origin | null,
    private readonly columnOf: Readonly<Record<keyof Fields, string>>,
  ) {}

  /** Notes a field; gives the contradiction if another row asked for something else. */
  ask<K extends keyof Fields>(field: K, value: Fields[K], as: AskedAs): Problem | null {
    const earlier = this.fields[field];
    if (earlier === undefined) {
      this.fields[field] = { value, as };
      return null;
    }
    if ((earlier.as.key ?? earlier.as.text) === (as.key ?? as.text)) return null;
    return {
      code: 'contradictory-rows',
      origin: as.origin,
      column: as.column ?? this.columnOf[field],
      value: as.text,
      detail: { other: { origin: earlier.as.origin, value: earlier.as.text } },
    };
  }

  /** How many of the fields asked for are the same in both: already as asked. */
  countSame(before: Readonly<Nullable<Fields>>, after: Readonly<Nullable<Fields>>): number {
    let same = 0;
    for (const field in this.fields) if (before[field] === after[field]) same++;
    return same;
  }

  has(field: keyof Fields): boolean {
    return this.fields[field] !== undefined;
  }

  get<K extends keyof Fields>(field: K): Fields[K] | undefined {
    return this.fields[field]?.value;
  }

  /** A problem with one field, at the row that asked for it. */
  problem(code: Problem['code'], field: keyof Fields, detail: Problem['detail'] = {}): Problem {
    const as = this.fields[field]?.as;
    return {
      code,
      origin: as === undefined ? this.origin : as.origin,
      column: as?.column ?? this.columnOf[field],
      value: as?.text ?? null,
      detail,
    };
  }
}
