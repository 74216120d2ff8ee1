/**
 * The fields that an input sets, gathered over all its rows, so that row order never matters: a field set twice to the same
 * value is fine; to two values, it is a contradiction that names both rows.
 * Source: docs/contract/csv.md, "Errors in a file" (`contradictory-rows`).
 */
import { fieldText, type Field, type FieldValue, type FieldValues } from '../fields.js';
import { isTooLong, isUsableRef, normaliseValue } from '../names-and-codes.js';
import type { Origin, Problem } from '../problems.js';
import { Contradictions, type RowValue } from './contradictions.js';

/** How a field was written. */
export interface FieldText {
  readonly text: string;
  readonly origin: Origin | null;
  /** What two rows that agree have in common, where that isn't the text itself. */
  readonly key?: string;
  /** The column that it was read from, where that isn't always the same. */
  readonly column?: string;
}

interface RequestedField {
  readonly value: FieldValue;
  readonly as: FieldText;
}

type FieldOf<F extends Field> = Field & { readonly key: F['key'] };

/** What an input sets of one company or contact. */
export class RequestedFields<F extends Field> {
  /** The first row that names the company or contact. */
  readonly origin: Origin | null;
  readonly #columnOf: Readonly<Record<F['key'], string>>;
  readonly #name: string;
  readonly #contradictions: Contradictions;
  readonly #fields = new Map<F['key'], RequestedField>();
  readonly #damagedColumns = new Set<string>();

  /** @param name unique among companies and contacts, and the same each time that the input is read */
  constructor(
    origin: Origin | null,
    columnOf: Readonly<Record<F['key'], string>>,
    name = '',
    contradictions = new Contradictions(),
  ) {
    this.origin = origin;
    this.#columnOf = columnOf;
    this.#name = name;
    this.#contradictions = contradictions;
  }

  /** Adds what a row says of a field. Returns what is wrong with it: it can't be kept, or contradicts another row. */
  add({ key, type }: FieldOf<F>, value: FieldValue, origin: Origin | null): Problem | null {
    const kept = normaliseValue(type, value);
    if (type === 'optional-text' && typeof kept === 'string' && !isUsableRef(kept)) {
      const detail = { variant: isTooLong(kept) ? 'long-code' : 'code' };
      return { code: 'bad-value', origin, column: this.#columnOf[key], value: kept, detail };
    }
    return this.addAs(key, kept, { text: fieldText(kept, '-'), origin });
  }

  /** Adds a field's value. Returns the contradiction if another row sets another one. */
  addAs(field: F['key'], value: FieldValue, as: FieldText): Problem | null {
    const earlier = this.#fields.get(field);
    if (earlier !== undefined) {
      const [first, second] = [this.#rowValue(field, earlier.as), this.#rowValue(field, as)];
      return first.key === second.key ? null : this.#contradictions.note(this.#place(field), first, second);
    }
    const problem = this.#contradictions.isEmpty
      ? null
      : this.#contradictions.check(this.#place(field), this.#rowValue(field, as));
    if (problem === null) this.#fields.set(field, { value, as });
    return problem;
  }

  #place(field: F['key']): string {
    return `${this.#name} ${field}`;
  }

  #rowValue(field: F['key'], { text, key = text, origin, column = this.#columnOf[field] }: FieldText): RowValue {
    return { text, key, origin, column };
  }

  /** Notes columns whose text is not a value. */
  damage(columns: readonly string[] = []): void {
    for (const column of columns) this.#damagedColumns.add(column);
  }

  /** Does a row set the field to a text that is not a value, so that it isn't known what it is to be? */
  isDamaged(field: F['key']): boolean {
    return this.#damagedColumns.has(this.#columnOf[field]);
  }

  /** How many of the fields set are the same in both. */
  countSame(before: FieldValues<F>, after: FieldValues<F>): number {
    let same = 0;
    for (const field of this.#fields.keys()) if (before[field] === after[field]) same++;
    return same;
  }

  has(field: F['key']): boolean {
    return this.#fields.has(field);
  }

  get<Key extends F['key']>(field: Key): FieldValues<F>[Key] | undefined {
    return this.#fields.get(field)?.value as FieldValues<F>[Key] | undefined;
  }

  /** The values of the fields that are set. */
  values(): Partial<FieldValues<F>> {
    const values: Record<string, FieldValue> = {};
    for (const [field, { value }] of this.#fields) values[field] = value;
    return values as Partial<FieldValues<F>>;
  }

  /** The problems of a new company or contact: of these fields, those that it needs and no row sets. */
  missing(fields: readonly FieldOf<F>[]): readonly Problem[] {
    return fields
      .filter(({ key, initial }) => initial === undefined && !this.has(key) && !this.isDamaged(key))
      .map(({ key }) => this.problem('missing-value', key, { variant: 'new' }));
  }

  /** A problem with one field, at the row that sets it. */
  problem(code: Problem['code'], field: F['key'], detail: Problem['detail'] = {}): Problem {
    const as = this.#fields.get(field)?.as;
    return {
      code,
      origin: as === undefined ? this.origin : as.origin,
      column: as?.column ?? this.#columnOf[field],
      value: as?.text ?? null,
      detail,
    };
  }
}
