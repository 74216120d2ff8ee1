/**
 * Reads a JSON document that may be too long for memory: an object in which some keys have lists as their values. Values, and
 * the records of lists, are handed on one by one while the text comes in. Any layout of the text will do.
 */

/** Gets each part, in the order of the text. */
export interface PartHandler {
  /** Is this key's value a list to be handed on record by record? */
  isList(key: string): boolean;
  value(key: string, value: unknown): void;
  /** A record of a list; `index` starts at 0. */
  record(key: string, index: number, value: unknown): void;
  /** The end of a list. */
  listEnd(key: string, length: number): void;
}

/** The text is not one JSON object; `cut` when it is right as far as it goes. */
export class NotJson extends Error {
  override readonly name = 'NotJson';

  constructor(
    readonly line: number,
    readonly cut: boolean,
  ) {
    super(`line ${line}`);
  }
}

/** The longest value or record in characters. Longer ones are not kept in memory. */
const LONGEST = 4_000_000;

/** Reading stops with `yield` until there is more text. */
type Reading<T> = Generator<undefined, T>;

export class JsonParts {
  /** The text that was not handed on yet begins at `#position`. */
  #text = '';
  #position = 0;
  #line = 1;
  #isOver = false;
  readonly #handler: PartHandler;
  readonly #reading: Reading<never>;

  constructor(handler: PartHandler) {
    this.#handler = handler;
    this.#reading = this.#document();
  }

  /** @throws NotJson, and what the handler throws */
  push(text: string): void {
    this.#text = this.#text.slice(this.#position) + text;
    this.#position = 0;
    this.#reading.next();
    if (this.#text.length - this.#position > LONGEST) throw this.#fault();
  }

  /** @throws NotJson when the document is incomplete */
  end(): void {
    // A number ends only where another character follows.
    this.push(' ');
    if (!this.#isOver) throw new NotJson(this.#line, true);
  }

  *#document(): Reading<never> {
    yield* this.#items('{', '}', () => this.#entry());
    this.#isOver = true;
    yield* this.#next();
    throw this.#fault();
  }

  *#entry(): Reading<void> {
    if ((yield* this.#next()) !== '"') throw this.#fault();
    const key = String(yield* this.#value());
    yield* this.#take(':');
    const handler = this.#handler;
    if ((yield* this.#next()) !== '[' || !handler.isList(key)) {
      handler.value(key, yield* this.#value());
      return;
    }
    const length = yield* this.#items('[', ']', (index) => this.#record(key, index));
    handler.listEnd(key, length);
  }

  *#record(key: string, index: number): Reading<void> {
    this.#handler.record(key, index, yield* this.#value());
  }

  /** Reads what is between brackets, separated by commas; returns how many items there are. */
  *#items(open: string, close: string, item: (index: number) => Reading<void>): Reading<number> {
    let count = 0;
    yield* this.#take(open);
    if ((yield* this.#next()) !== close) {
      yield* item(count++);
      while ((yield* this.#next()) === ',') {
        yield* this.#take(',');
        yield* item(count++);
      }
    }
    yield* this.#take(close);
    return count;
  }

  *#take(expected: string): Reading<void> {
    if ((yield* this.#next()) !== expected) throw this.#fault();
    this.#position++;
  }

  /** The next character that is no white space; it is not taken. */
  *#next(): Reading<string> {
    for (;;) {
      const next = this.#text[this.#position];
      if (next === undefined) {
        yield;
        continue;
      }
      if (next === '\n') this.#line++;
      else if (next !== ' ' && next !== '\t' && next !== '\r') return next;
      this.#position++;
    }
  }

  *#value(): Reading<unknown> {
    yield* this.#next();
    let end = endOfValue(this.#text, this.#position);
    while (end < 0) {
      yield;
      end = endOfValue(this.#text, this.#position);
    }
    const text = this.#text.slice(this.#position, end);
    try {
      const value: unknown = JSON.parse(text);
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#line++;
      this.#position = end;
      return value;
    } catch (cause) {
      throw Object.assign(this.#fault(), { cause });
    }
  }

  #fault(): NotJson {
    return new NotJson(this.#line, false);
  }
}

/** Returns the end of the value that begins at `start`; -1 when the text is too short. The value itself is not checked. */
function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first !== '{' && first !== '[') return endOfWord(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const next = text[at];
    if (next === '"') {
      const end = endOfString(text, at);
      if (end < 0) return -1;
      at = end - 1;
    } else if (next === '{' || next === '[') {
      depth++;
    } else if (next === '}' || next === ']') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return -1;
}

/** A number, true, false or null. */
function endOfWord(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    if (!/[\w.+-]/u.test(text[at] ?? '')) return at === start ? at + 1 : at;
  }
  return -1;
}
