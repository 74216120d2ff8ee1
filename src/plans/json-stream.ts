/**
 * A JSON document that may be too long for memory: an object of which some keys hold lists, taken apart as its text comes
 * in. Values and records are handed on one by one; how the document is laid out doesn't matter.
 */

/** What is done with each part, in the order of the text. */
export interface PartHandler {
  /** Is this key's value a list to be handed on record by record? */
  isList(key: string): boolean;
  value(key: string, value: unknown): void;
  /** A record of a list, from 0. */
  record(key: string, index: number, value: unknown): void;
  /** A list is over. */
  listEnd(key: string, length: number): void;
}

/** The text is not one JSON object; `cut` when it only ends too soon. */
export class NotJson extends Error {
  override readonly name = 'NotJson';

  constructor(
    readonly line: number,
    readonly cut: boolean,
  ) {
    super(`line ${line}`);
  }
}

/** Characters of one value or record: above that it is not what a list is for, and not held. */
const LONGEST = 4_000_000;

type State =
  | 'start'
  | 'first-key'
  | 'key'
  | 'colon'
  | 'value'
  | 'first-record'
  | 'record'
  | 'after-record'
  | 'after-value'
  | 'end';

export class JsonParts {
  /** From what is not handed on yet. */
  private text = '';
  private position = 0;
  private line = 1;
  private state: State = 'start';
  private key = '';
  private index = 0;

  constructor(private readonly handler: PartHandler) {}

  /** @throws NotJson, and what the handler throws */
  push(text: string): void {
    this.text = this.text.slice(this.position) + text;
    this.position = 0;
    while (this.step());
    if (this.text.length - this.position > LONGEST) throw this.fault();
  }

  /** @throws NotJson when the document is not over */
  end(): void {
    // A number at the very end shows its end by nothing else.
    this.push(' ');
    if (this.state !== 'end') throw new NotJson(this.line, true);
  }

  /** One token further; false when more text is needed. */
  private step(): boolean {
    this.skipSpace();
    const next = this.text[this.position];
    if (next === undefined) return false;
    switch (this.state) {
      case 'start':
        return this.take('{', next, 'first-key');
      case 'first-key':
        if (next === '}') return this.take('}', next, 'end');
        return this.readKey(next);
      case 'key':
        return this.readKey(next);
      case 'colon':
        return this.take(':', next, 'value');
      case 'value':
        if (next === '[' && this.handler.isList(this.key)) {
          this.index = 0;
          return this.take('[', next, 'first-record');
        }
        return this.readValue();
      case 'first-record':
        if (next === ']') return this.endList();
        return this.readRecord();
      case 'record':
        return this.readRecord();
      case 'after-record':
        if (next === ']') return this.endList();
        return this.take(',', next, 'record');
      case 'after-value':
        if (next === '}') return this.take('}', next, 'end');
        return this.take(',', next, 'key');
      case 'end':
        throw this.fault();
    }
  }

  private readKey(next: string): boolean {
    if (next !== '"') throw this.fault();
    const key = this.read();
    if (key === undefined) return false;
    this.key = String(key.value);
    this.state = 'colon';
    return true;
  }

  private readValue(): boolean {
    const read = this.read();
    if (read === undefined) return false;
    this.handler.value(this.key, read.value);
    this.state = 'after-value';
    return true;
  }

  private readRecord(): boolean {
    const read = this.read();
    if (read === undefined) return false;
    this.handler.record(this.key, this.index, read.value);
    this.index++;
    this.state = 'after-record';
    return true;
  }

  private endList(): boolean {
    this.position++;
    this.handler.listEnd(this.key, this.index);
    this.state = 'after-value';
    return true;
  }

  private take(expected: string, next: string, state: State): boolean {
    if (next !== expected) throw this.fault();
    this.position++;
    this.state = state;
    return true;
  }

  /** The value that begins here; undefined when its end is not there yet. */
  private read(): { readonly value: unknown } | undefined {
    const end = endOfValue(this.text, this.position);
    if (end < 0) return undefined;
    const text = this.text.slice(this.position, end);
    try {
      const value: unknown = JSON.parse(text);
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.line++;
      this.position = end;
      return { value };
    } catch (cause) {
      throw Object.assign(this.fault(), { cause });
    }
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code === NEWLINE) this.line++;
      else if (code !== SPACE && code !== TAB && code !== RETURN) return;
      this.position++;
    }
  }

  private fault(): NotJson {
    return new NotJson(this.line, false);
  }
}

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;

/** Where the value that begins at `start` ends; -1 when the text ends first. What is in it is for the parser to judge. */
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
