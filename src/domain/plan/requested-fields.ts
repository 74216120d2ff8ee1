/**
 * The fields that an input asks for, gathered over all its rows, so that row order never matters: the same field asked
 * twice with the same value is fine, with two values is a contradiction that names both rows.
 * Source: docs/contract/csv.md, "Errors in a file" (`contradictory-rows`).
 */
import type { Origin, Problem } from '../problems.ts';
import { Contradictions, type RowValue } from './contradictions.ts';

/** How a field was written. */
export interface FieldText {
  readonly text: string;
  readonly origin: Origin | null;
  /** What two rows that agree have in common, where that isn't the text itself. */
  readonly key?: string;
  /** The column that it was read from, where that isn't always the same. */
  readonly column?: string;
}

interface RequestedField<Value> {
  readonly value: Value;
  readonly as: FieldText;
}

type Nullable<Fields> = { [K in keyof Fields]: Fields[K] | null };

/** What was asked of one company or contact. */
export class RequestedFields<Fields extends object> {
  private readonly fields: { [K in keyof Fields]?: RequestedField<Fields[K]> } = {};
  private readonly damagedColumns = new Set<string>();

  /** @param name tells the thing from all others, in whatever reading of the input */
  constructor(
    /** The first row that names the thing. */
    readonly origin: Origin | null,
    private readonly columnOf: Readonly<Record<keyof Fields, string>>,
    private readonly name = '',
    private readonly contested = new Contradictions(),
  ) {}

  /** Notes a field; gives the contradiction if another row asked for something else. */
  add<K extends keyof Fields>(field: K, value: Fields[K], as: FieldText): Problem | null {
    const earlier = this.fields[field];
    if (earlier !== undefined) {
      const [first, said] = [this.said(field, earlier.as), this.said(field, as)];
      return first.key === said.key ? null : this.contested.note(this.place(field), first, said);
    }
    const problem = this.contested.isEmpty ? null : this.contested.check(this.place(field), this.said(field, as));
    if (problem === null) this.fields[field] = { value, as };
    return problem;
  }

  private place(field: keyof Fields): string {
    return `${this.name} ${String(field)}`;
  }

  private said(field: keyof Fields, { text, key = text, origin, column = this.columnOf[field] }: FieldText): RowValue {
    return { text, key, origin, column };
  }

  /** Notes columns whose text was no value. */
  damage(columns: readonly string[] = []): void {
    for (const column of columns) this.damagedColumns.add(column);
  }

  /** Was it asked for in a text that is no value, so that it isn't known what it is to be? */
  isDamaged(field: keyof Fields): boolean {
    return this.damagedColumns.has(this.columnOf[field]);
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
