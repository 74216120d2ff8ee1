/**
 * Settings as YAML: read, and checked value by value. An error names the file, the line, the key and what was expected. An
 * unknown key is an error too, with the nearest known one: a misspelt setting must not be ignored silently.
 */
import { readFileSync } from 'node:fs';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type ErrorCode,
  type Node,
} from 'yaml';
import { AboError, whyOf, type ErrorParams } from '../errors.js';
import { nearest } from '../nearest.js';

/** A file's text; null when there is none. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw new AboError('config-unreadable', { file, ...whyOf(error) });
  }
}

/**
 * The settings of a file. An empty file is an empty mapping.
 *
 * @throws AboError `config-syntax`, with where it is and what is wrong
 */
export function parseSettings(file: string, text: string): Setting {
  const lines = new LineCounter();
  // Pretty errors quote the line that is wrong, which may be one with a password in it.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw notYaml(file, lines, error.pos[0], error.code);
  return new Setting({ file, document, lines }, '', document.contents, 1);
}

interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

function notYaml(file: string, lines: LineCounter, offset: number, code: ErrorCode): AboError {
  const { line, col } = lines.linePos(offset);
  return new AboError('config-syntax', { file, line, column: col, code });
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/** The keys of a mapping. A missing key is read like one without a value. */
export interface Settings {
  readonly names: readonly string[];
  readonly get: (name: string) => Setting;
}

/** A value in a settings file, its key (`profiles.prod.database`) and its line: that of its key, where it has one. */
export class Setting {
  readonly #source: Source;
  readonly #node: Node | null;

  constructor(
    source: Source,
    readonly key: string,
    node: Node | null,
    readonly line: number,
  ) {
    const found = isAlias(node) ? node.resolve(source.document) : node;
    if (found === undefined) throw notYaml(source.file, source.lines, offsetOf(node), 'BAD_ALIAS');
    this.#source = source;
    this.#node = found;
  }

  /** Undefined for a mapping or a list. */
  get value(): unknown {
    return isScalar(this.#node) ? this.#node.value : undefined;
  }

  /** What every error about it names. */
  get place(): { readonly file: string; readonly line: number; readonly key: string } {
    return { file: this.#source.file, line: this.line, key: this.key };
  }

  /** A mapping whose keys are all known (`known`: null for any). Nothing at all is an empty one. */
  mapping(known: readonly string[] | null): Settings {
    const found = new Map<string, Setting>();
    if (!this.isAbsent()) {
      if (!isMap(this.#node)) throw this.mustBe('mapping');
      for (const { key, value } of this.#node.items) {
        const keyNode = asNode(key);
        // As it is written: the code 00312 is not the number 312.
        const name = isScalar(keyNode) ? (keyNode.source ?? String(keyNode.value)) : String(keyNode);
        const setting = new Setting(this.#source, this.#keyOf(name), asNode(value), this.#lineOf(keyNode));
        if (known !== null && !known.includes(name)) {
          throw new AboError('config-key', { ...setting.place, suggestion: nearest(name, known) });
        }
        found.set(name, setting);
      }
    }
    return {
      names: [...found.keys()],
      get: (name) => found.get(name) ?? new Setting(this.#source, this.#keyOf(name), null, this.line),
    };
  }

  /** @throws AboError `config-value` for anything but text */
  text(): string | null {
    if (this.isAbsent()) return null;
    const { value } = this;
    if (typeof value === 'string' && value !== '') return value;
    throw this.mustBe('text');
  }

  /** @throws AboError `config-value` for anything but a text, and where there is none */
  required(): string {
    const text = this.text();
    if (text === null) throw this.mustBe('text');
    return text;
  }

  /** @throws AboError `config-value` for anything but true or false */
  flag(): boolean {
    if (this.isAbsent()) return false;
    const { value } = this;
    if (typeof value === 'boolean') return value;
    throw this.mustBe('true-or-false');
  }

  /** A list; absent, an empty one. @throws AboError `config-value` for anything else */
  list(): readonly Setting[] {
    if (this.isAbsent()) return [];
    if (!isSeq(this.#node)) throw this.mustBe('list');
    return this.#node.items.map((item, i) => {
      const node = asNode(item);
      return new Setting(this.#source, `${this.key}[${i}]`, node, this.#lineOf(node));
    });
  }

  /** One of the known words. @throws AboError `config-choice`, with the nearest */
  choice<const T extends string>(known: readonly T[]): T | null {
    if (this.isAbsent()) return null;
    const { value } = this;
    const found = known.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    const given = typeof value === 'string' ? value : String(this.#node);
    const suggestion = nearest(given, known);
    throw new AboError('config-choice', { ...this.place, value: given, expected: known, suggestion });
  }

  /** Is there nothing, or null? */
  isAbsent(): boolean {
    return this.#node === null || this.value === null;
  }

  mustBe(expected: ErrorParams<'config-value'>['expected']): AboError {
    return new AboError('config-value', { ...this.place, expected });
  }

  #lineOf(node: Node | null): number {
    return this.#source.lines.linePos(offsetOf(node)).line;
  }

  #keyOf(name: string): string {
    return this.key === '' ? name : `${this.key}.${name}`;
  }
}

/** The library types what it parsed as `unknown`: of a document that was parsed these are nodes, or nothing. */
function asNode(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null;
}
