/** How English quotes, writes numbers, counts and lists. */
import { wordingOf } from '../text.js';

export const { quote, number, counted } = wordingOf('en', ['“', '”'], (n) => n === 1);

/** `A, B and 3 more`. */
export function andMore(names: readonly string[], more: number): string {
  return `${names.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`;
}

export function didYouMean(suggestion: string | undefined): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean ${quote(suggestion)}?`;
}
