/**
 * The values of cells: codes, labels in both languages, and other usual spellings. Nothing is guessed: a text that is in no
 * table has no value. Source: docs/contract/csv.md, "Reading".
 */
import type { UniverseOrAll } from '../domain/plan/request.js';
import {
  CATEGORIES,
  CHANNELS,
  EVENTS,
  ROLES,
  UNIVERSES,
  type Category,
  type Channel,
  type EventCode,
  type Role,
  type Universe,
} from '../domain/vocabulary.js';
import { messagesIn } from '../messages/index.js';
import type { Labels } from '../messages/labels.js';
import { NONE_WORDS } from '../domain/names-and-codes.js';
import { ALL_UNIVERSES } from './aliases.js';
import { fold } from './fold.js';
import { KnownNames } from '../nearest.js';

/** How many spellings a table remembers, so that the usual ones need no folding. */
const SPELLINGS = 1000;

/** The texts that stand for the values of one column. */
export class ValueTable<T> {
  readonly #names: readonly (readonly [value: T, names: readonly string[]])[];
  readonly #comparable: (text: string) => string;
  readonly #byName: ReadonlyMap<string, T>;
  #known: KnownNames | undefined;
  readonly #bySpelling = new Map<string, T>();

  /**
   * @param names what may be written, by value; hints show the first.
   * @param comparable the form in which texts are compared.
   */
  constructor(names: readonly (readonly [value: T, names: readonly string[]])[], comparable: (text: string) => string) {
    this.#names = names;
    this.#comparable = comparable;
    this.#byName = new Map(names.flatMap(([value, texts]) => texts.map((text) => [comparable(text), value])));
  }

  /** The value of a trimmed text, or undefined. */
  read(text: string): T | undefined {
    const seen = this.#bySpelling.get(text);
    if (seen !== undefined) return seen;
    const value = this.#byName.get(this.#comparable(text));
    if (value !== undefined && this.#bySpelling.size < SPELLINGS) this.#bySpelling.set(text, value);
    return value;
  }

  /** Returns the first name of the value most like a text, for a hint; undefined when none is like it. */
  nearest(text: string): string | undefined {
    // The same wrong value is often in every row.
    const name = (this.#known ??= new KnownNames(this.#names.flatMap(([, texts]) => texts))).nearest(text);
    return this.#names.find(([, texts]) => texts.some((known) => known === name))?.[1][0];
  }

  get expected(): readonly string[] {
    return this.#names.flatMap(([, texts]) => texts.slice(0, 1));
  }
}

const ON = ['1', 'x', '✓', 'on', 'yes', 'y', 'oui', 'o', 'true', 'vrai'];
const OFF = ['0', 'off', 'no', 'n', 'non', 'false', 'faux'];
const DEFAULT = ['default', 'défaut', 'defaut'];

const lowerCase = (text: string): string => text.normalize('NFC').toLowerCase();

const labelled = <T extends string>(
  codes: readonly T[],
  labels: (labels: Labels) => Readonly<Record<T, string>>,
): (readonly [T, readonly string[]])[] =>
  codes.map((code) => [code, [code, labels(messagesIn.fr.labels)[code], labels(messagesIn.en.labels)[code]]]);

const universeNames = labelled(UNIVERSES, (labels) => labels.universe);

export const universes = new ValueTable<Universe>(universeNames, fold);
export const universesOrAll = new ValueTable<UniverseOrAll>([...universeNames, ['*', ALL_UNIVERSES]], fold);
export const categories = new ValueTable<Category>(
  labelled(CATEGORIES, (labels) => labels.category),
  fold,
);
export const channels = new ValueTable<Channel>(
  labelled(CHANNELS, (labels) => labels.channel),
  fold,
);
export const roles = new ValueTable<Role>(
  labelled(ROLES, (labels) => labels.role),
  fold,
);

/** `access`, and the `expected` of expectations. */
export const yesOrNo = new ValueTable<boolean>(
  [
    [true, ['yes', ...ON]],
    [false, ['no', ...OFF]],
  ],
  lowerCase,
);

export type BoxValue = 'on' | 'off' | 'default';
export const boxValues = new ValueTable<BoxValue>(
  [
    ['on', ON],
    ['off', OFF],
    ['default', DEFAULT],
  ],
  lowerCase,
);

/** Events are written as codes alone; their sentences, and the labels of categories, are for hints. */
class EventTable extends ValueTable<EventCode | Category> {
  override nearest(text: string): string | undefined {
    return super.nearest(text) ?? eventSaid(text) ?? categories.nearest(text);
  }
}

/** The only event whose sentence, in either language, holds every word of the text: `Ticket créé`. */
function eventSaid(text: string): EventCode | undefined {
  const words = wordsOf(text);
  if (words.length === 0) return undefined;
  const said = EVENTS.filter(({ code }) =>
    Object.values(messagesIn).some(({ views }) => {
      const sentence = wordsOf(views.simulation.event[code]);
      return words.every((word) => sentence.includes(word));
    }),
  );
  return said.length === 1 ? said[0]?.code : undefined;
}

function wordsOf(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** An event, or a category, which stands for its events. */
export const events = new EventTable(
  [
    ...EVENTS.map((event): [EventCode, string[]] => [event.code, [event.code]]),
    ...CATEGORIES.map((code): [Category, string[]] => [code, [code]]),
  ],
  lowerCase,
);

const none: ReadonlySet<string> = new Set(NONE_WORDS);

/** Does the cell remove the value: no address, no partner, no ref? */
export function meansNone(text: string): boolean {
  return text.length <= 6 && none.has(lowerCase(text));
}
