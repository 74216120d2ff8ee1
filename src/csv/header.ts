/**
 * Header → columns: which kind of file it is, what each column is called, and what is wrong with that.
 * Source: docs/contract/csv.md, "Headers", "Two header rows" and "The files".
 */
import { cellName } from '../domain/cells.js';
import type { FileKind } from '../domain/file-kinds.js';
import type { ColumnPlace, Origin, Problem, ProblemDetail } from '../domain/problems.js';
import { columnAt } from '../domain/problems.js';
import {
  BOX_COLUMNS,
  categoryNamed,
  channelNamed,
  columnLetter,
  columnNames,
  SHAPES,
  type CsvColumn,
  type Shape,
} from './columns.js';
import { fold } from './fold.js';
import { nearest } from '../nearest.js';

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
  /** False when columns are missing that every row would need. */
  readonly readable: boolean;
  placeOf(column: string): ColumnPlace | null;
}

/** Names of columns that the command line supplies for files that lack them. */
export type ConstantColumns = ReadonlySet<CsvColumn>;

/**
 * @param kind the kind of file wanted, or a list of those among which the header decides.
 * @param second the record behind the header, which may be a second header row.
 */
export function readHeader(
  first: readonly string[],
  second: readonly string[] | undefined,
  kind: FileKind | readonly FileKind[],
  constants: ConstantColumns,
  origin: Origin,
): Header {
  const two = second !== undefined && isSecondRow(first, second);
  const texts = two ? joinRows(first, second) : trimmedRow(first);
  const shape = shapeOf(texts, typeof kind === 'string' ? [kind] : kind, constants);
  const fit = fitHeader(texts, shape, constants);
  const problems = problemsOf(fit, texts, shape, origin);
  // A file that lacks only a universe, which a flag can supply, keeps its kind: in a file of contacts with boxes `Univers`
  // is the contact's, though in a file of subscriptions it would be the boxes'.
  const lacksUniverse = problems.every(({ code, column }) => code === 'missing-column' && column === 'universe');
  const other = lacksUniverse ? undefined : SHAPES.find((each) => costOf(texts, each, constants) === 0);
  const placeOf = (column: string): ColumnPlace | null => {
    const index = column.startsWith('#') ? Number(column.slice(1)) : indexOf(fit.indexes, column, shape);
    return index === undefined ? null : { letter: columnLetter(index), header: texts[index] ?? null };
  };
  return {
    shape,
    rows: two ? [first, second] : [first],
    texts,
    indexes: fit.indexes,
    problems: other === undefined ? problems : [anotherKind(kind, other, origin)],
    readable: other === undefined && fit.missing.length === 0,
    placeOf,
  };
}

/** In the long layout, the column of any box is that of values, and of any mailbox that of addresses. */
function indexOf(indexes: ReadonlyMap<string, number>, column: string, shape: Shape): number | undefined {
  const own = indexes.get(column);
  if (own !== undefined || shape.layout !== 'long') return own;
  if (BOX_COLUMNS.some((box) => box === column)) return indexes.get('value');
  return categoryNamed(column) === undefined ? undefined : indexes.get('email');
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
    if (channelNamed(cell) !== undefined && above[i] !== undefined) found = true;
    else if (!SHAPES.some((shape) => columnNames(shape).byName.has(fold(cell)))) return false;
  }
  return found;
}

/** The category over each column: its own, or the one on its left that spans it. */
function categoriesAbove(first: readonly string[]): readonly (string | undefined)[] {
  let spanning: string | undefined;
  return Array.from({ length: first.length + 1 }, (_, i) => {
    const text = first[i]?.trim() ?? '';
    if (text !== '') spanning = categoryNamed(text) === undefined ? undefined : text;
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
      if (category !== undefined && channelNamed(below) !== undefined) return `${category} ${below}`;
      return own === '' ? below : own;
    }),
  );
}

interface Fit {
  readonly indexes: ReadonlyMap<CsvColumn, number>;
  readonly unknown: readonly number[];
  readonly duplicate: readonly { readonly index: number; readonly first: number }[];
  readonly missing: readonly CsvColumn[];
  /** There is no column with a value in it. */
  readonly idle: boolean;
}

function fitHeader(texts: readonly string[], shape: Shape, constants: ConstantColumns): Fit {
  const names = columnNames(shape);
  const indexes = new Map<CsvColumn, number>();
  const unknown: number[] = [];
  const duplicate: { index: number; first: number }[] = [];
  for (const [index, text] of texts.entries()) {
    const folded = fold(text);
    if (folded.startsWith(IGNORED)) continue;
    const column = names.byName.get(folded) ?? knownBox(folded, names.byName);
    const first = column === undefined ? undefined : indexes.get(column);
    if (column === undefined) unknown.push(index);
    else if (first !== undefined) duplicate.push({ index, first });
    else indexes.set(column, index);
  }
  const required = needsUniverse(shape, indexes) ? [...shape.required, 'universe' as const] : shape.required;
  return {
    indexes,
    unknown,
    duplicate,
    missing: required.filter((column) => !indexes.has(column) && !constants.has(column)),
    idle: shape.values.length > 0 && !shape.values.some((column) => indexes.has(column)),
  };
}

/** A box named by any name of its category and any of its channel (`eshop Interface`, `E-Boutique.email`). */
function knownBox(folded: string, byName: ReadonlyMap<string, CsvColumn>): CsvColumn | undefined {
  for (let i = 0; i < folded.length; i++) {
    if (folded[i] !== ' ' && folded[i] !== '.') continue;
    const category = categoryNamed(folded.slice(0, i));
    const channel = channelNamed(folded.slice(i + 1));
    if (category !== undefined && channel !== undefined) return byName.get(cellName({ category, channel }));
  }
  return undefined;
}

/** Boxes in a contacts file are those of a universe. */
function needsUniverse(shape: Shape, indexes: ReadonlyMap<CsvColumn, number>): boolean {
  return shape.kind === 'contacts' && [...indexes.keys()].some((column) => column.includes('.'));
}

/** How badly a header fits: how many columns are unknown, repeated or missing. */
function costOf(texts: readonly string[], shape: Shape, constants: ConstantColumns): number {
  const { unknown, missing, duplicate, idle } = fitHeader(texts, shape, constants);
  return unknown.length + missing.length + duplicate.length + (idle ? 1 : 0);
}

/** The problem of a header that fits a file of another kind in every column. */
function anotherKind(wanted: FileKind | readonly FileKind[], found: Shape, origin: Origin): Problem {
  // When several kinds are accepted, none of them is the expected one.
  const names = typeof wanted === 'string' ? [found.kind, wanted] : [found.kind];
  const detail = { variant: 'another-kind', names };
  return { code: 'unknown-column', origin, column: null, value: null, detail };
}

/** The shape, among those of the kinds, that leaves the fewest columns unknown or missing. */
function shapeOf(texts: readonly string[], kinds: readonly FileKind[], constants: ConstantColumns): Shape {
  let best: Shape | undefined;
  let bestCost = Infinity;
  for (const shape of SHAPES) {
    if (!kinds.includes(shape.kind)) continue;
    const cost = costOf(texts, shape, constants);
    if (cost < bestCost) [best, bestCost] = [shape, cost];
  }
  if (best === undefined) throw new RangeError('no kind of file is wanted');
  return best;
}

function problemsOf(fit: Fit, texts: readonly string[], shape: Shape, origin: Origin): Problem[] {
  const free = [...columnNames(shape).spelled].filter(([, column]) => !fit.indexes.has(column)).map(([name]) => name);
  const unknown = fit.unknown.map((index): [number, Problem] => {
    const value = texts[index] ?? '';
    const detail = unknownDetail(value, free);
    return [index, { code: 'unknown-column', origin, column: columnAt(index), value, detail }];
  });
  const duplicate = fit.duplicate.map(({ index, first }): [number, Problem] => {
    const detail = { names: [columnLetter(first), texts[first] ?? ''] };
    return [index, { code: 'duplicate-column', origin, column: columnAt(index), value: texts[index] ?? '', detail }];
  });
  // Nothing known at all: probably not the header.
  const missingDetail = fit.indexes.size === 0 ? { variant: 'no-header' } : {};
  return [
    ...[...unknown, ...duplicate].sort(([a], [b]) => a - b).map(([, problem]) => problem),
    ...fit.missing.map((column): Problem => ({
      code: 'missing-column',
      origin,
      column,
      value: null,
      detail: missingDetail,
    })),
    ...(fit.idle ? [missingValues(shape, origin)] : []),
  ];
}

function unknownDetail(text: string, free: readonly string[]): ProblemDetail {
  if (text === '') return { variant: 'empty' };
  const suggestion = nearest(text, free);
  return suggestion === undefined ? {} : { suggestion };
}

function missingValues(shape: Shape, origin: Origin): Problem {
  const detail = { variant: 'no-value-column', expected: shape.values };
  return { code: 'missing-column', origin, column: null, value: null, detail };
}
