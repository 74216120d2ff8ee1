/**
 * A table without borders: a head, then rows, two spaces between columns. Streamed: widths are found for 1,000 rows at a
 * time. Source: docs/contract/cli.md, "Output".
 */
import { fit, widest, type CellRow, type ColumnHead } from './column-widths.js';
import { PageWriter, type Page } from './page.js';
import { styleOf, type Layout } from './style.js';
import { visible } from './visible.js';
import { GAP, padBefore, padTo, widestOf, widthOf, wrapCell, wrapWords } from './width.js';

/** Rows whose widths are found together. */
const CHUNK = 1_000;
/** Rows drawn together: the time that cli-table3 takes grows with the square of their number. */
const DRAWN = 50;

/**
 * Cells are plain text, with nothing hidden in them (`visible`). No head is written when there is no row.
 *
 * @returns how many rows it wrote
 */
export async function writeTable(
  page: Page,
  heads: readonly ColumnHead[],
  batches: AsyncIterable<readonly CellRow[]>,
): Promise<number> {
  const writer = new PageWriter(page);
  const style = styleOf(page);
  const titles = heads.map(({ text }) => text);
  let wanted = widest([titles], []);
  let count = 0;
  for await (const rows of chunksOf(batches)) {
    // A wider cell further down makes its column wider from there on.
    wanted = widest(rows, wanted);
    const [head = [], ...drawn] = await draw(
      [titles, ...rows],
      fit([titles, ...rows], wanted, page.columns, heads),
      heads,
    );
    if (count === 0) for (const line of head) await writer.line(style.dim(line));
    for (const line of drawn.flat()) await writer.line(line);
    count += rows.length;
  }
  await writer.flush();
  return count;
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
export async function layOut(
  rows: readonly CellRow[],
  columns: number | null,
  indent: string,
): Promise<readonly (readonly string[])[]> {
  const widths = fit(rows, widest(rows, []), columns === null ? null : columns - indent.length, []);
  const drawn = await draw(rows, widths, []);
  return drawn.map((lines) => lines.map((line) => indent + line));
}

/**
 * Returns the lines of each row. A row that takes one line is padded as it is: cli-table3 takes fifteen times as long for
 * it, and most lists have no other rows, and need not load it.
 */
async function draw(
  rows: readonly CellRow[],
  widths: readonly number[],
  heads: readonly ColumnHead[],
): Promise<readonly (readonly string[])[]> {
  const inOneLine = (row: CellRow): boolean => row.every((cell, i) => widthOf(cell) <= (widths[i] ?? 0));
  const others = rows.filter((row) => !inOneLine(row));
  const drawn: (readonly string[])[] = [];
  for (let at = 0; at < others.length; at += DRAWN) {
    drawn.push(...(await drawTogether(others.slice(at, at + DRAWN), widths, heads)));
  }
  let next = 0;
  return rows.map((row) => (inOneLine(row) ? [padded(row, widths, heads)] : (drawn[next++] ?? [])));
}

function padded(row: CellRow, widths: readonly number[], heads: readonly ColumnHead[]): string {
  const cells = row.map((cell, i) => (heads[i]?.right === true ? padBefore : padTo)(cell, widths[i] ?? 0));
  return cells.join(GAP).trimEnd();
}

/** Without a border, or any space but the one between columns. */
const PLAIN = {
  chars: {
    ...{ top: '', 'top-left': '', 'top-mid': '', 'top-right': '' },
    ...{ bottom: '', 'bottom-left': '', 'bottom-mid': '', 'bottom-right': '' },
    ...{ mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
    ...{ left: '', middle: GAP, right: '' },
  },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
};

async function drawTogether(
  rows: readonly CellRow[],
  widths: readonly number[],
  heads: readonly ColumnHead[],
): Promise<readonly (readonly string[])[]> {
  const { default: Table } = await import('cli-table3');
  const table = new Table({ ...PLAIN, colAligns: widths.map((_, i) => (heads[i]?.right === true ? 'right' : 'left')) });
  const wrapped = rows.map((row) => row.map((cell, i) => wrapCell(cell, widths[i] ?? 0)));
  // A first row of spaces sets the widths. With `colWidths`, the library would cut what it takes for wider text.
  table.push(
    widths.map((width) => ' '.repeat(width)),
    ...wrapped.map((row) => row.map((lines) => lines.join('\n'))),
  );
  const [, ...lines] = table.toString().split('\n');
  return wrapped.map((row) => {
    const height = Math.max(...row.map(({ length }) => length));
    return lines.splice(0, height).map((line) => line.trimEnd());
  });
}

/** Returns the lines of what is known of one thing: a name and its text, which goes on below when it is long; none for null. */
export function factLines(
  facts: readonly (readonly [name: string, text: string | null])[],
  { columns, style: { dim } }: Layout,
): readonly string[] {
  const known = facts.filter(([, text]) => text !== null);
  const width = widestOf(known.map(([name]) => name));
  const available = columns === null ? Infinity : Math.max(NARROWEST_TEXT, columns - width - GAP.length);
  return known.flatMap(([name, text]) =>
    wrapCell(visible(text ?? ''), available).map((line, i) => dim(padTo(i === 0 ? name : '', width)) + GAP + line),
  );
}

const NARROWEST_TEXT = 20;

/** What stands above a company's rows: the company, then where. */
export function heading(company: string, where: string, { columns, style: { bold } }: Layout): readonly string[] {
  const [first = '', ...others] = wrapWords(`${company} — ${where}`, columns, GAP.length);
  return [first.startsWith(company) ? bold(company) + first.slice(company.length) : bold(first), ...others];
}
