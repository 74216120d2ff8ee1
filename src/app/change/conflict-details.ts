/** Conflicts with the change set that caused each, its author and time: what a person needs to settle them. */
import type { Conflict } from '../../domain/plan/conflict.js';
import type { Place } from '../../domain/plan/place.js';
import { lastChangeOf } from '../../domain/plan/last-change.js';
import type { Edit, JournaledEdit } from '../../domain/plan/edits.js';
import type { Snapshot } from '../../domain/model.js';
import type { ExplainedConflict } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { all } from '../read/batches.js';
import { changeSetsByNumber } from '../read/history.js';

export interface ConflictSince {
  readonly conflict: Conflict;
  /** The change set that caused it is looked for after this one. */
  readonly since: number;
}

const COMPANIES_AT_A_TIME = 500;

/** @param first which value of a box counts first: whether it is on, or what is stored */
export async function explainConflicts(
  reader: Reader,
  now: Snapshot,
  conflicts: readonly ConflictSince[],
  first: 'effective' | 'stored',
): Promise<readonly ExplainedConflict[]> {
  const changes = new Map<Conflict, number | null>();
  for (const [since, group] of Map.groupBy(conflicts, ({ since: number }) => number)) {
    const byCompany = [...Map.groupBy(group, ({ conflict }) => placeOf(conflict).company)];
    for (let start = 0; start < byCompany.length; start += COMPANIES_AT_A_TIME) {
      const chunk = byCompany.slice(start, start + COMPANIES_AT_A_TIME);
      const codes = chunk.map(([company]) => company);
      const journal = journalByPlace(await all(reader.editsSince(since, codes)));
      for (const { conflict } of chunk.flatMap(([, found]) => found)) {
        const place = placeOf(conflict);
        changes.set(conflict, lastChangeOf(place, now, journal(place), first));
      }
    }
  }
  const changeSets = await changeSetsByNumber(reader, changes.values());
  return conflicts.map(({ conflict }) => {
    const changeSet = changeSets.get(changes.get(conflict) ?? 0);
    if (changeSet === undefined) return { ...conflict, changedBy: null };
    const { number, at, actor } = changeSet;
    return { ...conflict, changedBy: { number, at, actor } };
  });
}

/** The place of the change that caused a conflict: what stands in the way, or the value itself. */
function placeOf(conflict: Conflict): Place {
  return conflict.cause ?? conflict;
}

/**
 * Returns what gives all edits on which the value of a place depends, newest first. The edits are grouped, so that a long
 * journal is not read through for each conflict.
 *
 * @param edits newest first within a company
 */
function journalByPlace(edits: readonly JournaledEdit[]): (place: Place) => readonly JournaledEdit[] {
  const byPlace = Map.groupBy(edits, ({ edit }) => keyOf(edit));
  return (place) => {
    const own = byPlace.get(keyOf(place)) ?? [];
    if (place.kind !== 'mailbox') return own;
    // Mailboxes are removed with their company.
    const company = byPlace.get(keyOf({ ...place, kind: 'company' })) ?? [];
    return [...own, ...company].sort((a, b) => b.changeSet - a.changeSet);
  };
}

/** The effect of a contact's choices depends on the contact: on role and access. */
function keyOf(about: Pick<Place, 'kind' | 'company' | 'id' | 'universe' | 'category'> | Edit): string {
  switch (about.kind) {
    case 'company':
      return `company ${about.company}`;
    case 'contact':
    case 'subscription':
      return `contact ${about.company} ${String(about.id)}`;
    case 'mailbox':
      return `mailbox ${about.company} ${String(about.universe)} ${String(about.category)}`;
  }
}
