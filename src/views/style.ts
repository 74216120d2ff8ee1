/** Colour, by what it means. Never the only carrier of meaning: each use stands beside a word or a mark. */
import { Chalk } from 'chalk';
import type { Messages } from '../messages/index.js';
import type { Page } from './page.js';

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

/** How lines for people are laid out: how wide, in which style, in which words. */
export interface Layout extends Pick<Page, 'columns'> {
  readonly style: Style;
  readonly messages: Messages;
}

export function layoutOf(page: Pick<Page, 'columns' | 'color'>, messages: Messages): Layout {
  return { columns: page.columns, style: styleOf(page), messages };
}
