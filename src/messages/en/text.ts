/** How English quotes, writes numbers, counts and lists. */
import { listing, wordingOf } from '../text.js';

export const { quote, number, counted } = wordingOf('en', ['“', '”'], (n) => n === 1);

export function more(n: number): string {
  return `and ${number(n)} more`;
}

/** `A, B and 3 more`. */
export const andMore = listing(more);

export function didYouMean(suggestion: string | undefined): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean ${quote(suggestion)}?`;
}
