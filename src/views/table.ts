/**
 * A table without borders: a head, then rows, two spaces between columns. Streamed: widths are found for 1,000 rows at a
 * time. On a terminal too narrow for it the columns give way and their cells go on below, so that nothing is cut, and
 * names stay whole as long as others can give way. Source: docs/contract/cli.md, "Output".
 */
import { PageWriter, type Page } from './page.js';
import { styleOf } from './style.js';
import { padTo, widestOf, widestPart, widthOf, wrapCell, wrapWords } from './width.js';

export interface Head {
  readonly text: string;
  /** Its cells stand at the right: numbers. */
  readonly right?: boolean | undefined;
  /** In one line as long as another column can give way. */
  readonly keep?: boolean | undefined;
}

const GAP = '  ';
/** Rows whose widths are found together. */
const CHUNK = 1_000;
/** Where words are torn at last, columns wider than this are first. */
const NARROW = 8;

/**
 * Cells are plain text, with nothing hidden in them (`visible`). No head is written when there is no row.
 *
 * @returns how many rows it wrote
 */
export async function writeTable(
  page: Page,
  heads: readonly Head[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
): Promise<number> {
  const writer = new PageWriter(page);
  const style = styleOf(page);
  const titles = heads.map(({ text }) => text);
  let wanted: readonly number[] = titles.map(widthOf);
  let count = 0;
  for await (const rows of chunksOf(batches)) {
    // A wider cell further down makes its column wider from there on.
    wanted = widest(rows, wanted);
    const widths = fit([titles, ...rows], wanted, page.columns, heads);
    if (count === 0) for (const line of linesOf(titles, widths, heads)) await writer.line(style.dim(line));
    for (const row of rows) for (const line of linesOf(row, widths, heads)) await writer.line(line);
    count += rows.length;
  }
  await writer.flush();
  return count;
}

/** A row in as many lines as its tallest cell. */
function linesOf(row: readonly string[], widths: readonly number[], heads: readonly Head[]): readonly string[] {
  const cells = row.map((cell, i) => wrapCell(cell, widths[i] ?? 0));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((lines, i) => {
        const width = widths[i] ?? 0;
        const text = lines[at] ?? '';
        return heads[i]?.right === true ? ' '.repeat(Math.max(0, width - widthOf(text))) + text : padTo(text, width);
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** Batches may be as small as a company: enough of them together that widths need not change. */
async function* chunksOf<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  let chunk: T[] = [];
  for await (const batch of batches) {
    for (const row of batch) chunk.push(row);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * Rows without a head, all at once: their columns aligned, each line behind `indent`, fit to the page as a table is.
 *
 * @returns the lines of each row
 */
export function layOut(
  rows: readonly (readonly string[])[],
  columns: number | null,
  indent: string,
): readonly (readonly string[])[] {
  const widths = fit(rows, widest(rows, []), columns === null ? null : columns - indent.length, []);
  return rows.map((row) => linesOf(row, widths, []).map((line) => indent + line));
}

/** What stands above a company's rows: the company, then where. */
export function heading(company: string, where: string, page: Pick<Page, 'columns' | 'color'>): readonly string[] {
  const { bold } = styleOf(page);
  const [first = '', ...others] = wrapWords(`${company} — ${where}`, page.columns, GAP.length);
  return [first.startsWith(company) ? bold(company) + first.slice(company.length) : bold(first), ...others];
}

function widest(rows: readonly (readonly string[])[], atLeast: readonly number[]): readonly number[] {
  const widths = [...atLeast];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
    });
  }
  return widths;
}

/** How wide the columns may be, so that a line fits: as wide as wanted where it does. */
function fit(
  rows: readonly (readonly string[])[],
  wanted: readonly number[],
  columns: number | null,
  heads: readonly Head[],
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
  for (const of of [true, false]) {
    for (const [i, width] of used.entries()) {
      const wish = wanted[i] ?? 0;
      if (kept[i] === of && wish > width) used[i] = width + Math.min(wish - width, available - sum(used));
    }
  }
  return used;
}

/** The most that `measure` says of a column's cells, of which it says no more than their width. */
function widestCell(rows: readonly (readonly string[])[], column: number, measure: (cell: string) => number): number {
  let most = 0;
  for (const row of rows) {
    const cell = row[column] ?? '';
    if (widthOf(cell) > most) most = Math.max(most, measure(cell));
  }
  return most;
}

/** Takes from the widest column that may give way, a character at a time, until the line fits. */
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
