/**
 * A table without borders: a head, then rows, two spaces between columns. Streamed: widths are found
 * for 1,000 rows at a time. On a terminal the widest columns give way and cells are cut with …; elsewhere nothing is cut.
 * Source: cli.md, "Output".
 */
import { PageWriter, type Page } from './page.js';
import { styleOf } from './style.js';
import { cutTo, padTo, widthOf } from './width.js';

export interface Head {
  readonly text: string;
  /** Its cells stand at the right: numbers. */
  readonly right?: boolean | undefined;
  /** Not cut as long as another column can be. */
  readonly keep?: boolean | undefined;
}

const GAP = '  ';
/** Rows whose widths are found together. */
const CHUNK = 1_000;
/** How far columns give way, one step after the other: those that are kept, those that aren't, or (null) all. */
const GIVING_WAY = [
  { ofKept: false, floor: 8 },
  { ofKept: true, floor: 12 },
  { ofKept: false, floor: 4 },
  { ofKept: null, floor: 1 },
] as const;

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
  const kept = new Set(heads.flatMap(({ keep }, i) => (keep === true ? [i] : [])));
  let wanted: readonly number[] = titles.map(widthOf);
  let count = 0;
  const line = (cells: readonly string[], widths: readonly number[]): string =>
    cells
      .map((cell, i) => {
        const width = widths[i] ?? 0;
        const fitting = page.columns === null ? cell : cutTo(cell, width);
        return heads[i]?.right === true
          ? ' '.repeat(Math.max(0, width - widthOf(fitting))) + fitting
          : padTo(fitting, width);
      })
      .join(GAP)
      .trimEnd();

  for await (const rows of chunksOf(batches)) {
    // A wider cell further down makes its column wider from there on.
    wanted = widest(rows, wanted);
    const widths = fit(wanted, page.columns, kept);
    if (count === 0) await writer.line(style.dim(line(titles, widths)));
    for (const row of rows) await writer.line(line(row, widths));
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

/** Rows without a head, all at once: their columns aligned, each line behind `indent`, fit to the page as a table is. */
export function layOut(
  rows: readonly (readonly string[])[],
  columns: number | null,
  indent: string,
): readonly string[] {
  const widths = fit(widest(rows, []), columns === null ? null : columns - indent.length);
  return rows.map((row) => {
    const cells = row.map((cell, i) => {
      const width = widths[i] ?? 0;
      return padTo(columns === null ? cell : cutTo(cell, width), width);
    });
    return `${indent}${cells.join(GAP)}`.trimEnd();
  });
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

/** Takes from the widest column, one at a time, until the line fits; from those that are kept when the others are narrow. */
function fit(
  wanted: readonly number[],
  columns: number | null,
  kept: ReadonlySet<number> = new Set(),
): readonly number[] {
  if (columns === null) return wanted;
  const widths = [...wanted];
  const available = columns - GAP.length * (widths.length - 1);
  let total = widths.reduce((sum, width) => sum + width, 0);
  for (const { floor, ofKept } of GIVING_WAY) {
    while (total > available) {
      const largest = Math.max(0, ...widths.filter((_, i) => ofKept === null || kept.has(i) === ofKept));
      if (largest <= floor) break;
      widths[widths.findIndex((width, i) => width === largest && (ofKept === null || kept.has(i) === ofKept))] =
        largest - 1;
      total--;
    }
  }
  return widths;
}
