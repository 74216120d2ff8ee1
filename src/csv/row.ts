/**
 * One record while it is read: its cells by column, and what is wrong with them. A single `Row` serves a whole file, since
 * a file may have millions of records.
 */
import { universeSet, type UniverseSet } from '../domain/model.js';
import type { Origin, Problem, ProblemCode, ProblemDetail } from '../domain/problems.js';
import { bare } from './cell.js';
import type { Constants, CsvColumn } from './columns.js';
import type { Header } from './header.js';
import { parseRevision, type Revision } from '../domain/revision.js';
import { universes, type ValueTable } from './values.js';

/** A column of the file that a reader reads, whether the file has it or not. */
export class ColumnCells {
  #kept = '';

  constructor(
    readonly code: CsvColumn,
    /** -1: the file lacks it. */
    readonly index: number,
    /** The value of every row where the file lacks the column; empty for none. */
    readonly constant: string,
  ) {}

  /** Does the file, or the command line, have it at all? */
  get given(): boolean {
    return this.index >= 0 || this.constant !== '';
  }

  /**
   * Returns a copy of a cell's text that may be kept: V8 makes long substrings as views, which would keep the whole chunk of
   * the file in memory. Files tend to repeat the row above: its copy is used again.
   */
  keep(text: string): string {
    if (text !== this.#kept) this.#kept = detached(text);
    return this.#kept;
  }
}

/** Substrings shorter than this are copies already. */
const SHORTEST_VIEW = 13;

function detached(text: string): string {
  return text.length < SHORTEST_VIEW ? text : Buffer.from(text).toString();
}

export class Row {
  readonly #header: Header;
  readonly #constants: Constants;
  cells: readonly string[] = [];
  origin: Origin = { source: 0, line: 0, record: 0 };
  /** Of this record; null while there are none. */
  problems: Problem[] | null = null;
  #revision: { readonly text: string; readonly value: Revision } | null = null;

  constructor(header: Header, constants: Constants) {
    this.#header = header;
    this.#constants = constants;
  }

  column(code: CsvColumn): ColumnCells {
    const index = this.#header.indexes.get(code) ?? -1;
    return new ColumnCells(code, index, index < 0 ? (this.#constants.get(code) ?? '') : '');
  }

  /** The columns of this record in which something is wrong. */
  get damagedColumns(): readonly string[] {
    return (this.problems ?? []).flatMap(({ column }) => column ?? []);
  }

  start(cells: readonly string[], origin: Origin): void {
    this.cells = cells;
    this.origin = origin;
    this.problems = null;
  }

  /** The trimmed text of a cell; empty where there is none. */
  text(column: ColumnCells): string {
    if (column.index < 0) return column.constant;
    const raw = this.cells[column.index];
    return raw === undefined || raw === '' ? '' : bare(raw).trim();
  }

  /** As `text`, to be kept. An empty cell is a problem. */
  required(column: ColumnCells): string {
    const text = this.text(column);
    if (text === '') this.problem('missing-value', column, null);
    return column.keep(text);
  }

  /** As `text`, to be kept; undefined when empty. */
  optional(column: ColumnCells): string | undefined {
    const text = this.text(column);
    return text === '' ? undefined : column.keep(text);
  }

  /** The value of a cell; undefined when it is empty, or with a problem, when it is in no table. */
  value<T>(column: ColumnCells, table: ValueTable<T>, code: ProblemCode = 'bad-value'): T | undefined {
    const text = this.text(column);
    return text === '' ? undefined : this.valueOf(text, column, table, code);
  }

  requiredValue<T>(column: ColumnCells, table: ValueTable<T>, code: ProblemCode = 'bad-value'): T | undefined {
    if (this.text(column) === '') this.problem('missing-value', column, null);
    return this.value(column, table, code);
  }

  valueOf<T>(text: string, column: ColumnCells, table: ValueTable<T>, code: ProblemCode = 'bad-value'): T | undefined {
    const value = table.read(text);
    if (value === undefined) this.problem(code, column, text, hintOf(text, table));
    return value;
  }

  /** The universes of a cell such as `client|operator`, also with `,` or `;`, as codes or labels. */
  universes(column: ColumnCells): UniverseSet | undefined {
    const text = this.text(column);
    if (text === '') return undefined;
    const parts = text.split(/[|,;]/).map((part) => part.trim());
    const named = parts.filter((part) => part !== '');
    if (named.length === 0) this.problem('bad-value', column, text, { expected: universes.expected });
    const found = named.flatMap((part) => this.valueOf(part, column, universes, 'unknown-universe') ?? []);
    return found.length > 0 && found.length === named.length ? universeSet(found) : undefined;
  }

  revision(column: ColumnCells): Revision | null {
    const text = this.text(column);
    if (text === '') return null;
    if (this.#revision?.text === text) return this.#revision.value;
    const value = parseRevision(text);
    if (value === null) this.problem('bad-value', column, text, { variant: 'revision' });
    else this.#revision = { text: detached(text), value };
    return value;
  }

  problem(code: ProblemCode, column: ColumnCells, value: string | null, detail: ProblemDetail = {}): void {
    this.problems ??= [];
    const kept = value === null ? null : detached(value);
    this.problems.push({ code, origin: this.origin, column: column.code, value: kept, detail });
  }
}

function hintOf<T>(text: string, table: ValueTable<T>): ProblemDetail {
  const suggestion = table.nearest(text);
  return suggestion === undefined ? { expected: table.expected } : { suggestion, expected: table.expected };
}
