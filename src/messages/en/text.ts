/** How English quotes, writes numbers, counts and lists. */
import { wordingOf } from '../text.js';

export const { quote, number, counted } = wordingOf('en', ['“', '”'], (n) => n === 1);

export function more(n: number): string {
  return `and ${number(n)} more`;
}

/** `A, B and 3 more`. */
export function andMore(names: readonly string[], others: number): string {
  return [names.join(', '), ...(others > 0 ? [more(others)] : [])].join(' ');
}

export function didYouMean(suggestion: string | undefined): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean ${quote(suggestion)}?`;
}
