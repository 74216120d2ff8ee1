/**
 * Reads an object from outside (the journal, a saved plan) property by property. Each is checked as it is read, and
 * `readWhole` finds those that were not read.
 */
import { universeSet, type UniverseSet } from './model.js';
import { isUniverse } from './vocabulary.js';

/** A property that is missing or unknown, or whose value is not allowed there. */
export class FieldFault extends Error {
  override readonly name = 'FieldFault';

  constructor(
    readonly code: 'missing' | 'unknown' | 'bad-value',
    /** `after.email` */
    readonly at: string,
    /** For `bad-value`. */
    readonly value: unknown = null,
  ) {
    super(`${code} ${at}`);
  }
}

/** @throws FieldFault for a property that `read` refuses or does not read */
export function readWhole<T>(source: unknown, read: (object: ObjectReader) => T, at = ''): T {
  const object = new ObjectReader(source, at);
  const value = read(object);
  object.end();
  return value;
}

export class ObjectReader {
  readonly #properties: ReadonlyMap<string, unknown>;
  readonly #taken = new Set<string>();
  readonly #at: string;

  /**
   * @param at where the object stands: `''` for the outermost
   * @throws FieldFault when it is no object
   */
  constructor(source: unknown, at = '') {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      throw new FieldFault('bad-value', at, source);
    }
    this.#properties = new Map<string, unknown>(Object.entries(source));
    this.#at = at;
  }

  /** @throws FieldFault where the property is missing */
  take(name: string): unknown {
    this.#taken.add(name);
    if (!this.#properties.has(name)) throw new FieldFault('missing', this.#place(name));
    return this.#properties.get(name);
  }

  text(name: string): string {
    return this.#checked(name, isText);
  }

  textOrNull(name: string): string | null {
    return this.take(name) === null ? null : this.text(name);
  }

  texts(name: string): readonly string[] {
    return this.#checked(name, (value) => Array.isArray(value) && value.every(isText));
  }

  boolean(name: string): boolean {
    return this.#checked(name, (value) => typeof value === 'boolean');
  }

  /** A whole number that is exact. */
  whole(name: string, least = 0): number {
    return this.#checked(
      name,
      (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= least,
    );
  }

  wholeOrNull(name: string, least = 0): number | null {
    return this.take(name) === null ? null : this.whole(name, least);
  }

  oneOf<const T extends string>(name: string, known: readonly T[]): T {
    return this.#checked(name, (value): value is T => known.some((candidate) => candidate === value));
  }

  oneOfOrNull<const T extends string>(name: string, known: readonly T[]): T | null {
    return this.take(name) === null ? null : this.oneOf(name, known);
  }

  /** In the order of the vocabulary, at least one, none twice. */
  universes(name: string): UniverseSet {
    const value = this.texts(name);
    const set = universeSet(value.filter(isUniverse));
    if (set.length === 0 || set.join() !== value.join()) throw this.fault(name, value);
    return set;
  }

  /** An object within this one, read whole. */
  object<T>(name: string, read: (object: ObjectReader) => T): T {
    return readWhole(this.take(name), read, this.#place(name));
  }

  objectOrNull<T>(name: string, read: (object: ObjectReader) => T): T | null {
    return this.take(name) === null ? null : this.object(name, read);
  }

  has(name: string): boolean {
    return this.#properties.has(name);
  }

  names(): readonly string[] {
    return [...this.#properties.keys()];
  }

  /** @throws FieldFault for a property that was not taken */
  end(): void {
    const extra = this.names().find((name) => !this.#taken.has(name));
    if (extra !== undefined) throw new FieldFault('unknown', this.#place(extra));
  }

  fault(name: string, value: unknown): FieldFault {
    return new FieldFault('bad-value', this.#place(name), value);
  }

  #checked<T>(name: string, isValid: (value: unknown) => value is T): T {
    const value = this.take(name);
    if (isValid(value)) return value;
    throw this.fault(name, value);
  }

  #place(name: string): string {
    return this.#at === '' ? name : `${this.#at}.${name}`;
  }
}

/** A text without a NUL, which PostgreSQL can't store, and without half a surrogate pair, which no engine can. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
}
