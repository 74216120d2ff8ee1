/** Colour, by what it means. Never the only carrier of meaning: each use stands beside a word or a mark. */
import { Chalk } from 'chalk';

export interface Style {
  readonly bold: (text: string) => string;
  /** What is there but is not the point: heads, notes. */
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly caution: (text: string) => string;
}

const plain = (text: string): string => text;
const PLAIN: Style = { bold: plain, dim: plain, good: plain, bad: plain, caution: plain };

const chalk = new Chalk({ level: 1 });
const COLORED: Style = {
  bold: (text) => chalk.bold(text),
  dim: (text) => chalk.dim(text),
  good: (text) => chalk.green(text),
  bad: (text) => chalk.red(text),
  caution: (text) => chalk.yellow(text),
};

/** The style of a page that shows colour, or of one that doesn't. */
export function styleOf(page: { readonly color: boolean }): Style {
  return page.color ? COLORED : PLAIN;
}
