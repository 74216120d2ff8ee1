/**
 * How wide the columns of a table are, so that its lines fit the page. On a narrow terminal they give way to each other, the
 * widest first, and their cells go on below: nothing is cut, and names stay whole as long as others can give way.
 * Source: docs/contract/cli.md, "Output".
 */
import { GAP, widestOf, widestPart, widthOf, wrapCell } from './width.js';

export interface ColumnHead {
  readonly text: string;
  /** Its cells stand at the right: numbers. */
  readonly right?: boolean | undefined;
  /** In one line as long as another column can give way. */
  readonly keep?: boolean | undefined;
}

export type CellRow = readonly string[];

/** Where words must be torn, columns wider than this are torn first. */
const NARROW = 8;

/** The width of each column's widest cell, and no less than `atLeast`. */
export function widest(rows: readonly CellRow[], atLeast: readonly number[]): readonly number[] {
  const widths = [...atLeast];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
    });
  }
  return widths;
}

/** The widths with which lines fit into `columns`: those wanted where they do. */
export function fit(
  rows: readonly CellRow[],
  wanted: readonly number[],
  columns: number | null,
  heads: readonly ColumnHead[],
): readonly number[] {
  if (columns === null) return wanted;
  const available = columns - GAP.length * (wanted.length - 1);
  if (sum(wanted) <= available) return wanted;
  const column = (i: number, part: (cell: string) => number): number =>
    heads[i]?.right === true ? (wanted[i] ?? 0) : widestCell(rows, i, part);
  const atSpaces = wanted.map((_, i) => column(i, (cell) => widestPart(cell, 'spaces')));
  const atSeams = wanted.map((_, i) => column(i, (cell) => widestPart(cell, 'seams')));
  const kept = wanted.map((_, i) => heads[i]?.keep === true);
  const widths = [...wanted];
  giveWay(widths, available, (i) => (kept[i] === true ? Infinity : (atSpaces[i] ?? 0)));
  giveWay(widths, available, (i) => atSpaces[i] ?? 0);
  giveWay(widths, available, (i) => (kept[i] === true ? Infinity : (atSeams[i] ?? 0)));
  giveWay(widths, available, (i) => atSeams[i] ?? 0);
  giveWay(widths, available, () => NARROW);
  giveWay(widths, available, () => 1);
  // Broken between words, a column seldom needs all that it was left: others have use for the rest.
  const used = widths.map((width, i) => widestCell(rows, i, (cell) => widestOf(wrapCell(cell, width))));
  for (const isKept of [true, false]) {
    for (const [i, width] of used.entries()) {
      const wish = wanted[i] ?? 0;
      if (kept[i] === isKept && wish > width)
        used[i] = width + Math.min(wish - width, Math.max(0, available - sum(used)));
    }
  }
  return used;
}

/** The most that `measure` finds in a column's cells; in none does it find more than the cell's width. */
function widestCell(rows: readonly CellRow[], column: number, measure: (cell: string) => number): number {
  let most = 0;
  for (const row of rows) {
    const cell = row[column] ?? '';
    if (widthOf(cell) > most) most = Math.max(most, measure(cell));
  }
  return most;
}

/** Takes from the widest column above its floor, a character at a time, until the line fits. */
function giveWay(widths: number[], available: number, floor: (column: number) => number): void {
  for (let total = sum(widths); total > available; total--) {
    let largest = -1;
    for (const [i, width] of widths.entries()) {
      if (width > floor(i) && width > (widths[largest] ?? 0)) largest = i;
    }
    if (largest < 0) return;
    widths[largest] = (widths[largest] ?? 0) - 1;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
