/**
 * Header → columns: which kind of file it is, what each column is called, and what is wrong with that.
 * Source: docs/contract/csv.md, "Headers", "Two header rows" and "The files".
 */
import { cellName } from '../domain/cells.js';
import type { FileKind } from '../domain/file-kinds.js';
import { columnAt, type ColumnPlace, type Origin, type Problem, type ProblemDetail } from '../domain/problems.js';
import { nearest } from '../nearest.js';
import {
  BOX_COLUMNS,
  columnLetter,
  columnNames,
  SHAPES,
  type Constants,
  type CsvColumn,
  type Shape,
} from './columns.js';
import { fold } from './fold.js';
import { categories, channels } from './values.js';

/** Columns that a file of rejects has behind its own (`_abo_line`…): ignored. */
const IGNORED = '_abo_';

export interface Header {
  readonly shape: Shape;
  /** The header as read: one row, or the portal's two. */
  readonly rows: readonly (readonly string[])[];
  /** One text a column, without empty ones at the end; of two rows, both joined. */
  readonly texts: readonly string[];
  /** Index of each column; absent when the file lacks it. */
  readonly indexes: ReadonlyMap<CsvColumn, number>;
  readonly problems: readonly Problem[];
  /** False when no row can be read: columns are missing that every row would need. */
  readonly readable: boolean;
  columnOf(column: string): ColumnPlace | null;
}

/** The header of a file that can't be read as far as that. */
export function unreadableHeader(kind: FileKind | readonly FileKind[], problem: Problem): Header {
  const shape = shapeOf([], kind, new Map());
  return { shape, rows: [], texts: [], indexes: new Map(), problems: [problem], readable: false, columnOf: () => null };
}

/**
 * @param kind the kind of file wanted, or a list of those among which the header decides.
 * @param second the record behind the header, which may be a second header row.
 */
export function readHeader(
  first: readonly string[],
  second: readonly string[] | undefined,
  kind: FileKind | readonly FileKind[],
  constants: Constants,
  origin: Origin,
): Header {
  const two = second !== undefined && isSecondRow(first, second);
  const texts = two ? joinRows(first, second) : trimmedRow(first);
  const shape = shapeOf(texts, kind, constants);
  const fit = fitHeader(texts, shape, constants);
  const problems = problemsOf(fit, texts, shape, origin);
  // A file that lacks only a universe, which a flag can supply, keeps its kind: in a file of contacts with boxes `Univers`
  // is the contact's, though in a file of subscriptions it would be the boxes'.
  const lacksUniverse = problems.every(({ code, column }) => code === 'missing-column' && column === 'universe');
  const other = lacksUniverse ? undefined : SHAPES.find((each) => costOf(texts, each, constants) === 0);
  return {
    shape,
    rows: two ? [first, second] : [first],
    texts,
    indexes: fit.indexes,
    problems: other === undefined ? problems : [anotherKind(kind, other, origin)],
    readable: other === undefined && fit.missing.length === 0,
    columnOf: (column) => {
      const index = column.startsWith('#') ? Number(column.slice(1)) : indexOf(fit.indexes, column, shape);
      return index === undefined ? null : { letter: columnLetter(index), header: texts[index] ?? null };
    },
  };
}

/** In the long layout, the column of any box is that of values, and of any mailbox that of addresses. */
function indexOf(indexes: ReadonlyMap<string, number>, column: string, shape: Shape): number | undefined {
  const own = indexes.get(column);
  if (own !== undefined || shape.layout !== 'long') return own;
  if (BOX_COLUMNS.some((box) => box === column)) return indexes.get('value');
  return categories.read(column) === undefined ? undefined : indexes.get('email');
}

function trimmedRow(cells: readonly string[]): string[] {
  const texts = cells.map((cell) => cell.trim());
  while (texts.at(-1) === '') texts.pop();
  return texts;
}

/**
 * Does the second record hold the channels under a first one of categories? One such column is enough, unless another holds
 * neither a channel nor the name of a column.
 */
function isSecondRow(first: readonly string[], second: readonly string[]): boolean {
  const above = categoriesAbove(first);
  let found = false;
  for (const [i, cell] of second.entries()) {
    if (cell.trim() === '') continue;
    if (channels.read(cell) !== undefined && above[i] !== undefined) found = true;
    else if (!SHAPES.some((shape) => columnNames(shape).byName.has(fold(cell)))) return false;
  }
  return found;
}

/** The category over each column: its own, or the one on its left that spans it. */
function categoriesAbove(first: readonly string[]): readonly (string | undefined)[] {
  let spanning: string | undefined;
  return Array.from({ length: first.length + 1 }, (_, i) => {
    const text = first[i]?.trim() ?? '';
    if (text !== '') spanning = categories.read(text) === undefined ? undefined : text;
    return spanning;
  });
}

/** Two header rows as one: `E-Boutique` over `Interface` is `E-Boutique Interface`. */
function joinRows(first: readonly string[], second: readonly string[]): string[] {
  const above = categoriesAbove(first);
  return trimmedRow(
    Array.from({ length: Math.max(first.length, second.length) }, (_, i) => {
      const own = first[i]?.trim() ?? '';
      const below = second[i]?.trim() ?? '';
      const category = above[i];
      if (category !== undefined && channels.read(below) !== undefined) return `${category} ${below}`;
      return own === '' ? below : own;
    }),
  );
}

interface Fit {
  readonly indexes: ReadonlyMap<CsvColumn, number>;
  /** Columns that are unknown, or that repeat the one at index `first`, in order. */
  readonly faults: readonly { readonly index: number; readonly first: number | null }[];
  readonly missing: readonly CsvColumn[];
  /** There is no column with a value in it. */
  readonly idle: boolean;
}

function fitHeader(texts: readonly string[], shape: Shape, constants: Constants): Fit {
  const { byName } = columnNames(shape);
  const indexes = new Map<CsvColumn, number>();
  const faults: { index: number; first: number | null }[] = [];
  for (const [index, text] of texts.entries()) {
    const folded = fold(text);
    if (folded.startsWith(IGNORED)) continue;
    const column = byName.get(folded) ?? knownBox(folded, byName);
    const first = column === undefined ? null : indexes.get(column);
    if (column !== undefined && first === undefined) indexes.set(column, index);
    else faults.push({ index, first: first ?? null });
  }
  const required = hasContactBoxes(shape, indexes) ? [...shape.required, 'universe' as const] : shape.required;
  return {
    indexes,
    faults,
    missing: required.filter((column) => !indexes.has(column) && !constants.has(column)),
    idle: shape.values.length > 0 && !shape.values.some((column) => indexes.has(column)),
  };
}

/** A box named by any name of its category and any of its channel (`eshop Interface`, `E-Boutique.email`). */
function knownBox(folded: string, byName: ReadonlyMap<string, CsvColumn>): CsvColumn | undefined {
  for (let i = 0; i < folded.length; i++) {
    if (folded[i] !== ' ' && folded[i] !== '.') continue;
    const category = categories.read(folded.slice(0, i));
    const channel = channels.read(folded.slice(i + 1));
    if (category !== undefined && channel !== undefined) return byName.get(cellName({ category, channel }));
  }
  return undefined;
}

/** Is it a contacts file with boxes? They are those of a universe, which it needs too. */
export function hasContactBoxes({ kind }: Shape, indexes: ReadonlyMap<CsvColumn, number>): boolean {
  return kind === 'contacts' && [...indexes.keys()].some((column) => column.includes('.'));
}

/** How badly a header fits: how many columns are unknown, repeated or missing. */
function costOf(texts: readonly string[], shape: Shape, constants: Constants): number {
  const { faults, missing, idle } = fitHeader(texts, shape, constants);
  return faults.length + missing.length + (idle ? 1 : 0);
}

/** The problem of a header that fits a file of another kind in every column. */
function anotherKind(wanted: FileKind | readonly FileKind[], found: Shape, origin: Origin): Problem {
  // When several kinds are accepted, none of them is the expected one.
  const names = typeof wanted === 'string' ? [found.kind, wanted] : [found.kind];
  const detail = { variant: 'another-kind', names };
  return { code: 'unknown-column', origin, column: null, value: null, detail };
}

/** The shape, among those of the kinds, that leaves the fewest columns unknown or missing. */
function shapeOf(texts: readonly string[], kind: FileKind | readonly FileKind[], constants: Constants): Shape {
  const wanted = SHAPES.filter((shape) => [kind].flat().includes(shape.kind));
  const costs = wanted.map((shape) => costOf(texts, shape, constants));
  const best = wanted[costs.indexOf(Math.min(...costs))];
  if (best === undefined) throw new RangeError('no kind of file is wanted');
  return best;
}

function problemsOf(fit: Fit, texts: readonly string[], shape: Shape, origin: Origin): Problem[] {
  const free = [...columnNames(shape).spelled].filter(([, column]) => !fit.indexes.has(column)).map(([name]) => name);
  const wrong = fit.faults.map(({ index, first }): Problem => {
    const value = texts[index] ?? '';
    const problem = { origin, column: columnAt(index), value };
    if (first === null) return { code: 'unknown-column', ...problem, detail: unknownDetail(value, free) };
    return { code: 'duplicate-column', ...problem, detail: { names: [columnLetter(first), texts[first] ?? ''] } };
  });
  const missing = (column: CsvColumn | null, detail: ProblemDetail): Problem => {
    return { code: 'missing-column', origin, column, value: null, detail };
  };
  // Nothing known at all: probably not the header.
  const detail = fit.indexes.size === 0 ? { variant: 'no-header' } : {};
  return [
    ...wrong,
    ...fit.missing.map((column) => missing(column, detail)),
    ...(fit.idle ? [missing(null, { variant: 'no-value-column', expected: shape.values })] : []),
  ];
}

function unknownDetail(text: string, free: readonly string[]): ProblemDetail {
  if (text === '') return { variant: 'empty' };
  const suggestion = nearest(text, free);
  return suggestion === undefined ? {} : { suggestion };
}
