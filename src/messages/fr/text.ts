/** How French quotes, writes numbers, counts and lists. Zero is singular in French. */
import { wordingOf } from '../text.js';

export const { quote, number, counted } = wordingOf('fr', ['« ', ' »'], (n) => n < 2);

/** `A, B et 3 autres`. */
export function andMore(names: readonly string[], more: number): string {
  return `${names.join(', ')}${more > 0 ? ` et ${counted(more, 'autre')}` : ''}`;
}

export function didYouMean(suggestion: string | undefined): string | undefined {
  return suggestion === undefined ? undefined : `Vouliez-vous dire ${quote(suggestion)} ?`;
}
