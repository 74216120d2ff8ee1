/** The known name that was probably meant, for "did you mean …?". */
import { distance } from 'fastest-levenshtein';
import { fold } from './domain/pattern.js';

/** More edits than this are no slip of the hand, however long the name. */
const MOST_EDITS = 3;

/** The nearest of `known`, whatever the case and accents; undefined when none is near enough to be a slip of the hand. */
export function nearest(text: string, known: Iterable<string>): string | undefined {
  const wanted = fold(text);
  let best: string | undefined;
  // Two letters that change places are two edits; in a word of three, two edits are another word.
  let least = (wanted.length < 4 ? 1 : Math.min(MOST_EDITS, Math.max(2, Math.floor(wanted.length / 3)))) + 1;
  for (const name of known) {
    const other = fold(name);
    if (Math.abs(other.length - wanted.length) >= least) continue;
    const far = distance(wanted, other);
    if (far < least) {
      least = far;
      best = name;
    }
  }
  return best;
}
