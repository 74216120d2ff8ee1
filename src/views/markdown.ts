/**
 * Markdown for a review: a head that always stays, then groups, of which as many are written as fit.
 * Source: docs/contract/cli.md, "Output" (`--max-chars`).
 */
import type { Page } from './page.js';

/** Lines that stay together, and how many things they are about. */
export interface MarkdownGroup {
  readonly lines: readonly string[];
  readonly count: number;
}

/**
 * Writes the head, then whole groups, then `cut` for those that are left out; totals, in the head, never are.
 *
 * @param maxChars of the whole, counted in UTF-16 units as GitHub does; null for no limit
 * @param cut returns the line that says how many things and groups are left out
 */
export async function writeMarkdown(
  head: readonly string[],
  groups: readonly MarkdownGroup[],
  maxChars: number | null,
  cut: (left: { readonly count: number; readonly groups: number }) => string,
  page: Pick<Page, 'write'>,
): Promise<void> {
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  const left = { count: groups.reduce((sum, { count }) => sum + count, 0), groups: groups.length };
  const first = text(head);
  const tail = (): string => (left.groups === 0 ? '' : `\n${cut(left)}\n`);
  let available = maxChars === null ? Infinity : maxChars - first.length;
  await page.write(first);
  for (const group of groups) {
    const written = `\n${text(group.lines)}`;
    // What says how much is left out must fit as well.
    const rest = left.groups === 1 ? 0 : tail().length;
    if (written.length + rest > available) break;
    left.count -= group.count;
    left.groups--;
    available -= written.length;
    await page.write(written);
  }
  await page.write(tail());
}

/** Data in a line of Markdown: nothing in it formats, links, mentions or ends the line. */
export function markdownText(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~@&]/gu, (character) => (character === '@' ? '&#64;' : `\\${character}`));
}

/** Data as code, in a fence longer than any in it. */
export function markdownCode(text: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length)));
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

/** Lines as they are, in a fence longer than any run of its sign in them. */
export function markdownBlock(lines: readonly string[]): readonly string[] {
  const runs = lines.flatMap((line) => Array.from(line.matchAll(/`+/gu), ([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, 1 + Math.max(0, ...runs)));
  return [`${fence}text`, ...lines, fence];
}
