/** How wide text is on a terminal, and text made to fit: a Chinese character takes two columns, an accent none. */
import stringWidth from 'string-width';

/** Between two columns, and before a line that is indented. */
export const GAP = '  ';

/** Text whose every character takes one column: most of what there is to show. */
const NARROW = /^[\x20-\x7e\u00a0-\u02ff–—‘’“”…→•✓✗]*$/u;

export function widthOf(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/** Of the widest text; 0 for none. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, widthOf(text)), 0);
}

/** The text, then as many spaces as make it `width` wide. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** The text behind as many spaces as make it `width` wide. */
export function padBefore(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** The text, in the middle of `width`; what is odd goes to the right. */
export function centred(text: string, width: number): string {
  const space = Math.max(0, width - widthOf(text));
  return ' '.repeat(Math.floor(space / 2)) + text + ' '.repeat(Math.ceil(space / 2));
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text, cut with … when it is wider than `width`. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

/**
 * Breaks text at spaces into lines no wider than `columns`; the second and further ones start with `indent` spaces. A word
 * that is too long for a line of its own sticks out. As French wants it, `« NOM » :` stays together. Null columns: one line.
 */
export function wrapWords(text: string, columns: number | null, indent = 0): readonly string[] {
  if (columns === null || widthOf(text) <= columns) return [text];
  const lines: string[] = [];
  let line = '';
  for (const piece of text.split(/(?<=[^\s«])(?= (?![:;?!»%]))/u)) {
    const longer = line + piece;
    if (line.trim() !== '' && widthOf(longer) > columns) {
      lines.push(line);
      line = ' '.repeat(indent) + piece.trimStart();
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/**
 * Pieces in as few lines as hold them: `gap` between two, `end` behind each line but the last, `indent` before each but the
 * first. A piece that is too long for a line of its own sticks out.
 */
export function fillLines(
  pieces: readonly string[],
  columns: number,
  { gap = ' ', indent = '', end = '' }: { readonly gap?: string; readonly indent?: string; readonly end?: string },
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const longer = line === '' ? piece : line + gap + piece;
    if (line !== '' && widthOf(longer + end) > columns) {
      lines.push(line + end);
      line = indent + piece;
    } else line = longer;
  }
  return [...lines, line];
}

/**
 * Where a line may be broken without tearing a word: after a space, and after the @ of an address. Not inside « and »,
 * nor before a sign that French sets off by a space.
 */
const BREAKS = /(?<=\s)(?<!«\s)(?=[^\s:;?!»%])|(?<=@)/u;
/** Where a word is torn first, when it must be. */
const SEAMS = /(?<=[-._/@,;])/u;

/** The width of the widest part of a text that can be broken at spaces, or also at the seams of its words. */
export function widestPart(text: string, at: 'spaces' | 'seams'): number {
  const words = text.split(BREAKS);
  const parts = at === 'spaces' ? words : words.flatMap((word) => word.split(SEAMS));
  return widestOf(parts.map((part) => part.trimEnd()));
}

/**
 * A cell's text in as many lines as it takes to be no wider than `width`: broken between words, words that are too long at
 * a seam, else anywhere. Nothing is lost.
 */
export function wrapCell(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  const add = (part: string): void => {
    if (line !== '' && widthOf((line + part).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
  };
  for (const word of text.split(BREAKS)) {
    if (widthOf(word.trimEnd()) <= width) add(word);
    else {
      for (const part of word.split(SEAMS)) {
        if (widthOf(part.trimEnd()) <= width) add(part);
        else for (const { segment } of graphemes.segment(part)) add(segment);
      }
    }
  }
  return [...lines, line.trimEnd()];
}
