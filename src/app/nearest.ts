/** The nearest known name, for "did you mean". */
import { distance } from 'fastest-levenshtein';
import { fold } from '../domain/pattern.js';

/** The candidate nearest to the text, whatever the case and accents; undefined when none is near. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  const folded = fold(text);
  let best: string | undefined;
  // A third of the letters may differ, and at least two; but not all: nothing would be left of what was meant.
  let least = Math.min(Math.max(2, Math.floor(folded.length / 3)), Math.max(0, folded.length - 1)) + 1;
  for (const candidate of candidates) {
    const other = fold(candidate);
    if (Math.abs(other.length - folded.length) >= least) continue;
    const difference = distance(folded, other);
    if (difference < least) {
      least = difference;
      best = candidate;
    }
  }
  return best;
}
