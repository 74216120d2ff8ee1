/**
 * Reads an object from outside (the journal, a saved plan) property by property. Each is checked as it is read, and
 * `readWhole` finds those that were not read.
 */
import { universeSet, type UniverseSet } from './model.js';
import { isUniverse } from './vocabulary.js';

export type FaultCode =
  | 'missing'
  | 'unknown'
  | 'bad-value'
  | 'given-twice'
  | 'out-of-order'
  /** An edit that would not be planned like this, or not beside the others. */
  | 'does-not-fit'
  /** An edit that the planner refuses; `value` is the problem's code. */
  | 'breaks-rule'
  /** A change or a total that is not what the edits amount to. */
  | 'does-not-follow';

/** What is wrong in a document: a property, or how it fits the others. Source: docs/contract/cli.md, "--plan-out". */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault';

  constructor(
    readonly code: FaultCode,
    /** `edits[3].after.email` */
    readonly at: string,
    readonly value: unknown = null,
  ) {
    super(`${code} ${at}`);
  }
}

/**
 * @param at where the object stands: `''` for the outermost
 * @throws DocumentFault for a property that `read` refuses or does not read
 */
export function readWhole<T>(source: unknown, at: string, read: (object: ObjectReader) => T): T {
  const object = new ObjectReader(source, at);
  const value = read(object);
  object.end();
  return value;
}

export class ObjectReader {
  readonly #properties: ReadonlyMap<string, unknown>;
  readonly #taken = new Set<string>();
  readonly #at: string;

  /** @throws DocumentFault when it is no object */
  constructor(source: unknown, at = '') {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      throw new DocumentFault('bad-value', at, source);
    }
    this.#properties = new Map<string, unknown>(Object.entries(source));
    this.#at = at;
  }

  /** @throws DocumentFault where the property is missing */
  take(name: string): unknown {
    this.#taken.add(name);
    if (!this.#properties.has(name)) throw new DocumentFault('missing', this.#place(name));
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

  object<T>(name: string, read: (object: ObjectReader) => T): T {
    return readWhole(this.take(name), this.#place(name), read);
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

  /** @throws DocumentFault for a property that was not taken */
  end(): void {
    const extra = this.names().find((name) => !this.#taken.has(name));
    if (extra !== undefined) throw new DocumentFault('unknown', this.#place(extra));
  }

  fault(name: string, value: unknown): DocumentFault {
    return new DocumentFault('bad-value', this.#place(name), value);
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
