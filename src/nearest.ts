/** The known name that was probably meant, for "did you mean …?". */
import { distance } from 'fastest-levenshtein';
import { fold } from './domain/pattern.js';

/**
 * The nearest of `known`, whatever the case and accents; undefined when none is near enough to be a slip of the hand.
 * Where none is, the one that begins with the text, as if it had been left half typed: the only one, or the one that all
 * others begin with.
 */
export function nearest(text: string, known: Iterable<string>): string | undefined {
  return new KnownNames(known).nearest(text);
}

/**
 * The most comparisons that one `KnownNames` makes. Beyond it only names that differ by case and accents are found: a file
 * with a thousand unknown names needs to be another file, not a thousand hints.
 */
const MOST_COMPARISONS = 5_000_000;

/** Names to search for the nearest again and again: each is prepared once, and each answer found once. */
export class KnownNames {
  readonly #byFolded = new Map<string, string>();
  readonly #answers = new Map<string, string | undefined>();
  #comparisons = 0;

  constructor(known: Iterable<string>) {
    for (const name of known) {
      const folded = fold(name);
      if (!this.#byFolded.has(folded)) this.#byFolded.set(folded, name);
    }
  }

  nearest(text: string): string | undefined {
    if (this.#answers.has(text)) return this.#answers.get(text);
    const wanted = fold(text);
    const answer = this.#byFolded.get(wanted) ?? this.#find(wanted);
    this.#answers.set(text, answer);
    return answer;
  }

  #find(wanted: string): string | undefined {
    if (this.#comparisons > MOST_COMPARISONS) return undefined;
    this.#comparisons += this.#byFolded.size;
    const unpadded = withoutZeros(wanted);
    let best: string | undefined;
    let least = Infinity;
    const beginning: string[] = [];
    for (const [other, name] of this.#byFolded) {
      // What a spreadsheet does to `00075`.
      if (withoutZeros(other) === unpadded) return name;
      const far = slips(wanted, other);
      if (far !== null && far < least) {
        least = far;
        best = name;
      }
      if (wanted.length >= LEAST_TYPED && other.startsWith(wanted)) beginning.push(other);
    }
    if (best !== undefined) return best;
    const typed = beginning.find((name) => beginning.every((other) => other.startsWith(name)));
    return typed === undefined ? undefined : this.#byFolded.get(typed);
  }
}

function withoutZeros(name: string): string {
  return name.replace(/^0+(?=.)/u, '');
}

/** Of a name that was left half typed. */
const LEAST_TYPED = 3;

/** How many edits apart two names are; null when that is more than a slip. Of addresses, each side is judged alone. */
function slips(wanted: string, other: string): number | null {
  const [here, there] = [wanted.lastIndexOf('@'), other.lastIndexOf('@')];
  if (here < 0 || there < 0) return slipsIn(wanted, other);
  const local = slipsIn(wanted.slice(0, here), other.slice(0, there));
  const domain = local === null ? null : slipsIn(wanted.slice(here + 1), other.slice(there + 1));
  return local === null || domain === null ? null : local + domain;
}

function slipsIn(wanted: string, other: string): number | null {
  const most = mostSlips(wanted);
  // Two letters that change places are two edits, and one slip.
  const swapped = wanted.length === other.length && wanted.length > 2;
  if (Math.abs(other.length - wanted.length) > most) return null;
  const far = distance(wanted, other);
  if (far <= most) return far;
  return swapped && far === 2 && sorted(wanted) === sorted(other) ? far : null;
}

/** In a short word, two edits are another word; more than three are no slip of the hand, however long the name. */
function mostSlips({ length }: string): number {
  if (length < 3) return 0;
  if (length < 6) return 1;
  return length < 9 ? 2 : 3;
}

function sorted(text: string): string {
  return Array.from(text).sort().join('');
}
