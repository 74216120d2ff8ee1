/** How French quotes, writes numbers, counts and lists. Zero is singular in French. */
import { listing, wordingOf } from '../text.js';

export const { quote, number, counted } = wordingOf('fr', ['« ', ' »'], (n) => n < 2);

export function more(n: number): string {
  return `et ${counted(n, 'autre')}`;
}

/** `A, B et 3 autres`. */
export const andMore = listing(more);

export function didYouMean(suggestion: string | undefined): string | undefined {
  return suggestion === undefined ? undefined : `Vouliez-vous dire ${quote(suggestion)} ?`;
}
