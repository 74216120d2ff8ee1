/**
 * The moment that `--at` names: after a change set, at a time, or at the end of a day, which may have held several states.
 * Source: docs/contract/cli.md, "Looking back and ahead".
 */
import type { Edit } from '../../domain/plan/edits.js';
import { AboError } from '../../errors.js';
import type { ChangeSet, Reader } from '../../storage/store.js';
import { journaledSince } from './journal-edits.js';
import { PastReader } from './past-reader.js';

/** As it was asked for. */
export type AskedMoment =
  | { readonly kind: 'change-set'; readonly number: number }
  | { readonly kind: 'time'; readonly at: Date }
  /** Local: from its first millisecond to its last. */
  | { readonly kind: 'day'; readonly day: string; readonly start: Date; readonly end: Date };

export interface Moment {
  /** The last change set of the world that is asked about; 0: before the first, the empty directory. */
  readonly number: number;
  /** Null for 0. */
  readonly changeSet: ChangeSet | null;
  /** Null when a day was not asked for. */
  readonly day: AskedDay | null;
}

/** A day. Its numbers are of change sets that may be seen, as all that is told: there may be others between them. */
export interface AskedDay {
  readonly name: string;
  /** The last change set before it; 0 for none. */
  readonly before: number;
  /** Its own first; null when it held none. */
  readonly first: number | null;
}

/** @throws AboError `unknown-change-set` for a number above the latest */
export async function momentOf(reader: Reader, asked: AskedMoment): Promise<Moment> {
  switch (asked.kind) {
    case 'change-set': {
      const { number } = asked;
      if (number === 0) return { number, changeSet: null, day: null };
      const changeSet = await reader.changeSet(number);
      if (changeSet !== undefined) return { number, changeSet, day: null };
      throw new AboError('unknown-change-set', { number: String(number), last: await reader.lastChangeSet() });
    }
    case 'time':
      return { ...(await lastUntil(reader, asked.at)), day: null };
    case 'day': {
      const { number: before } = await lastUntil(reader, new Date(asked.start.getTime() - 1));
      const last = await lastUntil(reader, asked.end);
      const first = last.number > before ? await firstSince(reader, before, last.number) : null;
      return { ...last, day: { name: asked.day, before, first } };
    }
  }
}

async function lastUntil(reader: Reader, until: Date): Promise<Pick<Moment, 'number' | 'changeSet'>> {
  for await (const [changeSet] of reader.changeSets({ until, limit: 1 })) {
    if (changeSet !== undefined) return { number: changeSet.number, changeSet };
  }
  return { number: 0, changeSet: null };
}

async function firstSince(reader: Reader, since: number, last: number): Promise<number> {
  // With none out of sight between them, it is the next.
  const next = await reader.changeSet(since + 1);
  if (next !== undefined) return next.number;
  let first = last;
  for await (const batch of reader.changeSets({ upTo: last })) {
    for (const { number } of batch) {
      if (number <= since) return first;
      first = number;
    }
  }
  return first;
}

/** Changes that may have taken away what is asked about. */
export interface Departures {
  readonly kinds: readonly Edit['kind'][];
  /** Undefined: any company. */
  readonly companies?: readonly string[];
  readonly isOne: (edit: Edit) => boolean;
}

/**
 * What was so within a day, of something that its end no longer knows: `ask`, of the worlds before each departure, newest
 * first, until one has an answer. Null when none has.
 *
 * @param reader of the world as it is
 * @param ask null where there is no answer
 */
export async function lastWithin<A>(
  reader: Reader,
  { number, day }: Moment,
  { kinds, companies, isOne }: Departures,
  ask: (past: Reader) => Promise<A | null>,
): Promise<A | null> {
  if (day === null) return null;
  const past = new PastReader(reader, number);
  const departures = new Set<number>();
  for await (const { changeSet, edit } of journaledSince(past, day.before, kinds, companies)) {
    if (isOne(edit)) departures.add(changeSet);
  }
  for (const departure of [...departures].sort((a, b) => b - a)) {
    const answer = await ask(new PastReader(reader, departure - 1));
    if (answer !== null) return answer;
  }
  return null;
}

/** An answer that a day held before the one at its end. */
export interface EarlierAnswer<A> {
  /** The last change set after which it was so. */
  readonly number: number;
  /** The one that changed it. */
  readonly endedBy: ChangeSet;
  readonly answer: A;
}

/**
 * The answers that a day held before the one at its end, newest first. Only change sets that touch the companies behind an
 * answer are looked at.
 *
 * @param reader of the world as it is
 * @param last the answer at the end of the day
 * @param companiesOf those that an answer depends on
 */
export async function earlierAnswers<A>(
  reader: Reader,
  { number, day }: Moment,
  last: A,
  companiesOf: (answer: A) => Iterable<string>,
  ask: (past: Reader) => Promise<A>,
  same: (a: A, b: A) => boolean,
): Promise<readonly EarlierAnswer<A>[]> {
  if (day === null) return [];
  const companies = new Set(companiesOf(last));
  const earlier: EarlierAnswer<A>[] = [];
  let answer = last;
  for (let upTo = number; upTo > day.before;) {
    const changeSet = await lastTouching(new PastReader(reader, upTo), [...companies]);
    if (changeSet === undefined || changeSet.number <= day.before) break;
    upTo = changeSet.number - 1;
    const before = await ask(new PastReader(reader, upTo));
    for (const company of companiesOf(before)) companies.add(company);
    if (!same(before, answer))
      earlier.push({ number: await lastUpTo(reader, upTo), endedBy: changeSet, answer: before });
    answer = before;
  }
  return earlier;
}

/** The last change set that may be seen, up to this number. */
async function lastUpTo(reader: Reader, upTo: number): Promise<number> {
  for await (const [changeSet] of reader.changeSets({ upTo, limit: 1 })) return changeSet?.number ?? 0;
  return 0;
}

async function lastTouching(reader: Reader, companies: readonly string[]): Promise<ChangeSet | undefined> {
  for await (const [changeSet] of reader.changeSets({ companies, limit: 1 })) return changeSet;
  return undefined;
}
