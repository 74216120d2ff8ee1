/** The known name that was probably meant, for "did you mean …?". */
import { distance } from 'fastest-levenshtein';
import { fold } from './fold.js';

/** The nearest of `known`, whatever the case and accents; undefined when none is near enough to be a slip of the hand. */
export function nearest(text: string, known: Iterable<string>): string | undefined {
  const wanted = fold(text);
  let best: string | undefined;
  // Two letters that change places are two edits.
  const farthest = wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  let bestDistance = farthest + 1;
  for (const name of known) {
    const far = distance(wanted, fold(name));
    if (far < bestDistance) {
      best = name;
      bestDistance = far;
    }
  }
  return best;
}
