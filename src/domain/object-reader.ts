/**
 * Reads an object that came from outside (the journal, a saved plan) property by property. Each is checked as it is taken,
 * and `readWhole` finds those that were not taken.
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
    /** What stands there, for `bad-value`. */
    readonly value: unknown = null,
  ) {
    super(`${code} ${at}`);
  }
}

/**
 * Reads an object that may hold nothing but what `read` takes.
 *
 * @throws FieldFault
 */
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

  /**
   * Takes whatever stands there.
   *
   * @throws FieldFault when nothing does
   */
  take(name: string): unknown {
    this.#taken.add(name);
    if (!this.#properties.has(name)) throw new FieldFault('missing', this.#place(name));
    return this.#properties.get(name);
  }

  text(name: string): string {
    const value = this.take(name);
    if (isText(value)) return value;
    throw this.fault(name, value);
  }

  textOrNull(name: string): string | null {
    return this.take(name) === null ? null : this.text(name);
  }

  texts(name: string): readonly string[] {
    const value = this.take(name);
    if (!Array.isArray(value)) throw this.fault(name, value);
    const listed: readonly unknown[] = value;
    const texts = listed.filter(isText);
    if (texts.length !== listed.length) throw this.fault(name, value);
    return texts;
  }

  boolean(name: string): boolean {
    const value = this.take(name);
    if (typeof value === 'boolean') return value;
    throw this.fault(name, value);
  }

  /** A whole number that is exact. */
  whole(name: string, least = 0): number {
    const value = this.take(name);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    throw this.fault(name, value);
  }

  wholeOrNull(name: string, least = 0): number | null {
    return this.take(name) === null ? null : this.whole(name, least);
  }

  oneOf<const T extends string>(name: string, known: readonly T[]): T {
    const value = this.take(name);
    const found = known.find((candidate) => candidate === value);
    if (found === undefined) throw this.fault(name, value);
    return found;
  }

  oneOfOrNull<const T extends string>(name: string, known: readonly T[]): T | null {
    return this.take(name) === null ? null : this.oneOf(name, known);
  }

  /** In the order of the vocabulary, at least one, none twice. */
  universes(name: string): UniverseSet {
    const value = this.take(name);
    if (!Array.isArray(value)) throw this.fault(name, value);
    const listed: readonly unknown[] = value;
    const set = universeSet(listed.filter((each) => typeof each === 'string').filter(isUniverse));
    const same = set.length === listed.length && set.every((universe, i) => universe === listed[i]);
    if (!same || set.length === 0) throw this.fault(name, value);
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

  #place(name: string): string {
    return this.#at === '' ? name : `${this.#at}.${name}`;
  }
}

/** A text without a NUL, which PostgreSQL can't store, and without half a surrogate pair, which no engine can. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
}
