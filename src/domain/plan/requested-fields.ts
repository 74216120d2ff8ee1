/**
 * The fields that an input sets of one company or contact, from all its rows, so that row order never matters. Two rows may
 * set a field to the same value; two values are a contradiction, and its problem names both rows.
 * Source: docs/contract/csv.md, "Errors in a file" (`contradictory-rows`).
 */
import { fieldText, type Field, type FieldValue, type FieldValues } from '../fields.js';
import { isTooLong, isUsableRef, normaliseValue } from '../names-and-codes.js';
import type { Origin, Problem } from '../problems.js';
import type { RowValue } from './contradictions.js';
import type { Planning } from './planning.js';

interface RequestedField extends RowValue {
  readonly value: FieldValue;
}

type FieldOf<F extends Field> = Field & { readonly key: F['key'] };

export class RequestedFields<F extends Field> {
  readonly #origin: Origin | null;
  readonly #columnOf: Readonly<Record<F['key'], string>>;
  readonly #name: string;
  readonly #planning: Planning;
  readonly #fields = new Map<F['key'], RequestedField>();
  readonly #damagedColumns = new Set<string>();

  /** @param name unique among companies and contacts, and the same each time that the input is read */
  constructor(planning: Planning, name: string, columnOf: Readonly<Record<F['key'], string>>, origin: Origin | null) {
    this.#planning = planning;
    this.#name = name;
    this.#columnOf = columnOf;
    this.#origin = origin;
  }

  /** Adds what a row says of a field. Reports a value that can't be kept, or that contradicts another row. */
  add({ key, type }: FieldOf<F>, value: FieldValue | undefined, origin: Origin | null): void {
    if (value === undefined) return;
    const kept = normaliseValue(type, value);
    const column = this.#columnOf[key];
    if (type === 'optional-text' && typeof kept === 'string' && !isUsableRef(kept)) {
      const detail = { variant: isTooLong(kept) ? 'long-code' : 'code' };
      this.#planning.report({ code: 'bad-value', origin, column, value: kept, detail });
      return;
    }
    const text = fieldText(kept, '-');
    this.put(key, { value: kept, text, key: text, origin, column });
  }

  put(field: F['key'], requested: RequestedField): void {
    const first = this.#fields.get(field);
    const problem = this.#planning.contradictions.compare(`${this.#name} ${field}`, first, requested);
    if (problem !== null) this.#planning.report(problem);
    else if (first === undefined) this.#fields.set(field, requested);
  }

  damage(columns: readonly string[] = []): void {
    for (const column of columns) this.#damagedColumns.add(column);
  }

  /** Does a row set the field to a text that is not a value? Then it is unknown what it will be. */
  isDamaged(field: F['key']): boolean {
    return this.#damagedColumns.has(this.#columnOf[field]);
  }

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

  values(): Partial<FieldValues<F>> {
    const values: Record<string, FieldValue> = {};
    for (const [field, { value }] of this.#fields) values[field] = value;
    return values as Partial<FieldValues<F>>;
  }

  /** Reports, of these fields, those that a new company or contact needs and no row sets. */
  reportMissing(fields: readonly FieldOf<F>[]): void {
    for (const { key, initial } of fields) {
      if (initial !== undefined || this.has(key) || this.isDamaged(key)) continue;
      this.report('missing-value', key, { variant: 'new' });
    }
  }

  /** Reports a problem with a field, at the row that sets it. */
  report(code: Problem['code'], field: F['key'], detail: Problem['detail'] = {}): void {
    const { origin, column, text } = this.#fields.get(field) ?? {
      origin: this.#origin,
      column: this.#columnOf[field],
      text: null,
    };
    this.#planning.report({ code, origin, column, value: text, detail });
  }

  /** Reports a problem with the company or contact, at the first row that names it. */
  reportNamed(code: Problem['code'], column: string, value: string, detail: Problem['detail'] = {}): void {
    this.#planning.report({ code, origin: this.#origin, column, value, detail });
  }
}
