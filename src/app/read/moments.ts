/**
 * The moment that `--at` names: after a change set, at a time, or at the end of a day, which may have held several states.
 * Source: docs/contract/cli.md, "Looking back and ahead".
 */
import type { ChangeSet } from '../../domain/change-set.js';
import type { AnswerThen, EarlierAnswer } from '../../domain/past-answer.js';
import type { Edit } from '../../domain/plan/edits.js';
import type { HistoryFilter, Reader } from '../../storage/store.js';
import { each } from './batches.js';
import { requireChangeSet } from './find.js';
import { journaledSince } from './journal-edits.js';
import { PastReader } from './past-reader.js';

export type RequestedMoment =
  | { readonly kind: 'change-set'; readonly number: number }
  | { readonly kind: 'time'; readonly at: Date }
  /** Local: from its first millisecond to its last. */
  | { readonly kind: 'day'; readonly day: string; readonly start: Date; readonly end: Date };

export interface Moment {
  /** The last change set by then; 0: before the first, the empty directory. */
  readonly number: number;
  /** Null for 0. */
  readonly changeSet: ChangeSet | null;
  /** Null where `--at` is not a day. */
  readonly day: DayOfMoment | null;
}

/** A day. Its numbers are of change sets that the actor may see: there may be others between them. */
export interface DayOfMoment {
  readonly name: string;
  /** The last change set before it; 0 for none. */
  readonly before: number;
  /** The first change set of the day; null where there was none. */
  readonly first: number | null;
}

/** @throws AboError `unknown-change-set` for a number above the latest */
export async function momentOf(reader: Reader, requested: RequestedMoment): Promise<Moment> {
  switch (requested.kind) {
    case 'change-set': {
      const { number } = requested;
      if (number === 0) return { number, changeSet: null, day: null };
      return { number, changeSet: await requireChangeSet(reader, String(number)), day: null };
    }
    case 'time':
      return { ...(await lastUntil(reader, requested.at)), day: null };
    case 'day': {
      const { number: before } = await lastUntil(reader, new Date(requested.start.getTime() - 1));
      const last = await lastUntil(reader, requested.end);
      const first = last.number > before ? await firstSince(reader, before, last.number) : null;
      return { ...last, day: { name: requested.day, before, first } };
    }
  }
}

async function lastUntil(reader: Reader, until: Date): Promise<Pick<Moment, 'number' | 'changeSet'>> {
  const changeSet = await lastOf(reader, { until });
  return { number: changeSet?.number ?? 0, changeSet };
}

async function firstSince(reader: Reader, since: number, last: number): Promise<number> {
  // Where the actor may see the next change set, it is that one.
  const next = await reader.changeSet(since + 1);
  if (next !== undefined) return next.number;
  let first = last;
  for await (const { number } of each(reader.changeSets({ upTo: last }))) {
    if (number <= since) break;
    first = number;
  }
  return first;
}

/** Changes that may have removed what a question is about. */
export interface Departures {
  readonly kinds: readonly Edit['kind'][];
  /** Undefined: any company. */
  readonly companies?: readonly string[];
  readonly isDeparture: (edit: Edit) => boolean;
}

/**
 * Returns the last answer of a day about something that no longer exists at its end: the answer just before it was removed.
 * Null where there is none.
 *
 * @param reader of the world as it is now
 * @param ask returns null where there is no answer
 */
export async function lastWithin<A>(
  reader: Reader,
  { number, day }: Moment,
  { kinds, companies, isDeparture }: Departures,
  ask: (past: Reader) => Promise<A | null>,
): Promise<A | null> {
  if (day === null) return null;
  const past = new PastReader(reader, number);
  const departures = new Set<number>();
  for await (const { changeSet, edit } of journaledSince(past, day.before, kinds, companies)) {
    if (isDeparture(edit)) departures.add(changeSet);
  }
  for (const departure of [...departures].sort((a, b) => b - a)) {
    const answer = await ask(new PastReader(reader, departure - 1));
    if (answer !== null) return answer;
  }
  return null;
}

/**
 * Returns the answers that a day held before the one at its end, newest first. Only change sets that touch the companies
 * behind an answer are read.
 *
 * @param reader of the world as it is now
 * @param last the answer at the end of the day
 * @param companiesOf returns the companies that an answer depends on
 */
export async function earlierAnswers<A, R>(
  reader: Reader,
  { number, day }: Moment,
  last: AnswerThen<A, R>,
  companiesOf: (then: AnswerThen<A, R>) => Iterable<string>,
  ask: (past: Reader) => Promise<AnswerThen<A, R>>,
  same: (a: AnswerThen<A, R>, b: AnswerThen<A, R>) => boolean,
): Promise<readonly EarlierAnswer<A, R>[]> {
  if (day === null) return [];
  const companies = new Set(companiesOf(last));
  const earlier: EarlierAnswer<A, R>[] = [];
  let answer = last;
  for (let upTo = number; upTo > day.before;) {
    const changeSet = await lastOf(new PastReader(reader, upTo), { companies: [...companies] });
    if (changeSet === null || changeSet.number <= day.before) break;
    upTo = changeSet.number - 1;
    const before = await ask(new PastReader(reader, upTo));
    for (const company of companiesOf(before)) companies.add(company);
    if (!same(before, answer)) {
      const number = (await lastOf(reader, { upTo }))?.number ?? 0;
      earlier.push({ number, endedBy: changeSet, ...before });
    }
    answer = before;
  }
  return earlier;
}

/** The last change set among those that the actor may see. */
async function lastOf(reader: Reader, filter: HistoryFilter): Promise<ChangeSet | null> {
  for await (const [changeSet] of reader.changeSets({ ...filter, limit: 1 })) return changeSet ?? null;
  return null;
}
