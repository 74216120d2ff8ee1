/**
 * What the bytes of an input are: their hash, whether they are text, in which encoding; and their decoding.
 * Source: docs/contract/csv.md, "Reading". A byte-order mark decides, else strict UTF-8, else Windows-1252; `--encoding` overrides.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { TextDecoder } from 'node:util';
import { AboError } from '../errors.js';
import { otherFormat, type NotText } from './formats.js';
import type { InputBytes } from './input.js';

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15', 'macintosh'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * Returns the encoding of a name, in any of its usual spellings (`latin1`, `UTF8`, `cp1252`).
 *
 * @throws AboError `unknown-encoding`
 */
export function parseEncoding(label: string): Encoding {
  let encoding: Encoding | undefined;
  try {
    const { encoding: name } = new TextDecoder(label);
    encoding = ENCODINGS.find((known) => known === name);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
  }
  if (encoding === undefined) throw new AboError('unknown-encoding', { encoding: label, accepted: ENCODINGS });
  return encoding;
}

export interface Scan {
  /** Of the bytes as they are, in hexadecimal. */
  readonly sha256: string;
  readonly encoding: Encoding;
  /** Does it begin with the byte-order mark of that encoding? */
  readonly marked: boolean;
  readonly notText: NotText | null;
  /** The physical line (from 1) with the first byte that is not UTF-8, where the input must be UTF-8 and isn't. */
  readonly badLine: number | null;
}

const BYTE_ORDER_MARKS: readonly (readonly [Encoding, Buffer])[] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
];

/** Reads the whole input once, at flat memory. */
export async function scan(input: InputBytes, wanted: Encoding | null): Promise<Scan> {
  const hash = createHash('sha256');
  const utf8 = new Utf8Check();
  let marked: Encoding | null = null;
  let other: NotText | null = null;
  let nul = false;
  let first = true;
  for await (const chunk of input.chunks()) {
    if (first) {
      first = false;
      other = otherFormat(chunk);
      marked = BYTE_ORDER_MARKS.find(([, mark]) => chunk.subarray(0, mark.length).equals(mark))?.[0] ?? null;
    }
    hash.update(chunk);
    nul ||= chunk.includes(0);
    utf8.add(chunk);
  }
  utf8.end();
  const encoding = wanted ?? marked ?? (utf8.badOffset === null ? 'utf-8' : 'windows-1252');
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  return {
    sha256: hash.digest('hex'),
    encoding,
    marked: marked === encoding,
    notText: other ?? (nul && !wide ? 'binary' : null),
    badLine: encoding === 'utf-8' && utf8.badOffset !== null ? await lineAt(input, utf8.badOffset) : null,
  };
}

/** Is a stream of bytes strict UTF-8, and if not, at which byte does it stop being so? */
class Utf8Check {
  badOffset: number | null = null;
  #checked = 0;
  /** The start of a character whose end is in the next chunk. */
  #open: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    if (this.badOffset !== null) return;
    const bytes = this.#open.length === 0 ? chunk : Buffer.concat([this.#open, chunk]);
    const whole = bytes.subarray(0, wholeCharacters(bytes));
    if (!isUtf8(whole)) {
      this.badOffset = this.#checked + firstBadByte(whole);
      return;
    }
    this.#checked += whole.length;
    this.#open = Buffer.from(bytes.subarray(whole.length));
  }

  end(): void {
    if (this.#open.length > 0) this.badOffset ??= this.#checked;
  }
}

/** The physical line, from 1, of the byte at an offset. */
async function lineAt(input: InputBytes, offset: number): Promise<number> {
  let line = 1;
  let left = offset;
  let endsInCr = false;
  for await (const chunk of input.chunks()) {
    for (const byte of chunk.subarray(0, left)) {
      if (byte === 13 || (byte === 10 && !endsInCr)) line++;
      endsInCr = byte === 13;
    }
    left -= chunk.length;
    if (left <= 0) break;
  }
  return line;
}

/** The length without an unfinished character at the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return size > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Between the longest prefix that is UTF-8 and the shortest that isn't, by halving. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const prefix = bytes.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, wholeCharacters(prefix)))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Bytes that are not what the encoding says. */
export class UndecodableText extends Error {
  override readonly name = 'UndecodableText';
}

/**
 * Bytes decoded into one string. V8 allocates strings of 128 KiB and more one by one, which makes decoding thirty times
 * slower; characters of two bytes, and the rest of the chunk before, must fit too.
 */
const TEXT_BYTES = 48 * 1024;

/**
 * Returns the text of an input, without its byte-order mark, in chunks. UTF-8 must have been found valid by `scan`.
 *
 * @throws UndecodableText for broken UTF-16, and for a NUL character, which PostgreSQL refuses
 */
export async function* decode(input: InputBytes, encoding: Encoding): AsyncIterable<string> {
  const decoder = encoding === 'utf-8' ? utf8Decoder() : strictDecoder(encoding);
  for await (const chunk of input.chunks()) {
    for (let start = 0; start < chunk.length; start += TEXT_BYTES) {
      const text = decoder(chunk.subarray(start, start + TEXT_BYTES));
      if (text !== '') yield text;
    }
  }
  const text = decoder(null);
  if (text !== '') yield text;
}

/** Returns the text of the next bytes, as far as it is whole; of null, what is left at the end. */
type Decoder = (bytes: Buffer | null) => string;

function utf8Decoder(): Decoder {
  const decoder = new StringDecoder('utf8');
  let first = true;
  return (bytes) => {
    const text = bytes === null ? decoder.end() : decoder.write(bytes);
    if (!first || text === '') return text;
    first = false;
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  };
}

function strictDecoder(encoding: Encoding): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes) => {
    try {
      const text = bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
      if (!text.includes('\0')) return text;
    } catch (cause) {
      throw cause instanceof TypeError ? new UndecodableText('', { cause }) : cause;
    }
    throw new UndecodableText();
  };
}
