/** Conflicts with the change set that caused each, its author and time: what a person needs to settle them. */
import type { ChangeSet } from '../../domain/change-set.js';
import type { Conflict } from '../../domain/plan/conflict.js';
import type { Place } from '../../domain/plan/place.js';
import { lastChangeOf } from '../../domain/plan/last-change.js';
import type { Edit, JournaledEdit } from '../../domain/plan/edits.js';
import type { Snapshot } from '../../domain/model.js';
import type { ProblemSource } from '../../domain/problems.js';
import { ConflictsFound, type ExplainedConflict } from '../../errors.js';
import type { Reader } from '../../storage/store.js';

export interface ConflictSince {
  readonly conflict: Conflict;
  /** The change set that caused it is looked for after this one. */
  readonly since: number;
}

/** The error of an import with conflicts. */
export async function conflictsFound(
  reader: Reader,
  now: Snapshot,
  conflicts: readonly ConflictSince[],
  sources: readonly ProblemSource[],
  by: ConflictsFound['params']['by'],
): Promise<ConflictsFound> {
  return new ConflictsFound(await explainConflicts(reader, now, conflicts, 'effective'), sources, by);
}

/** Companies whose journal is read at a time. */
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
      const journal = await journalOf(reader, since, codes);
      for (const { conflict } of chunk.flatMap(([, found]) => found)) {
        const place = placeOf(conflict);
        changes.set(conflict, lastChangeOf(place, now, journal.about(place), first));
      }
    }
  }
  const changeSets = new Map<number, ChangeSet | undefined>();
  const explained: ExplainedConflict[] = [];
  for (const { conflict } of conflicts) {
    const number = changes.get(conflict) ?? null;
    if (number !== null && !changeSets.has(number)) changeSets.set(number, await reader.changeSet(number));
    const changeSet = number === null ? undefined : changeSets.get(number);
    explained.push({
      ...conflict,
      changedBy:
        changeSet === undefined ? null : { number: changeSet.number, at: changeSet.at, actor: changeSet.actor },
    });
  }
  return explained;
}

/** The place of the change that caused a conflict: what stands in the way, or the value itself. */
function placeOf(conflict: Conflict): Place {
  return conflict.cause ?? conflict;
}

/** Journaled edits by their subject, so that a long journal is not read through for each conflict. */
class JournalByPlace {
  readonly #edits: ReadonlyMap<string, readonly JournaledEdit[]>;

  /** @param edits newest first within a company */
  constructor(edits: readonly JournaledEdit[]) {
    this.#edits = Map.groupBy(edits, ({ edit }) => keyOf(edit));
  }

  /** All edits on which the value of a place depends, newest first. */
  about(place: Place): readonly JournaledEdit[] {
    const own = this.#edits.get(keyOf(place)) ?? [];
    if (place.kind !== 'mailbox') return own;
    // Mailboxes are removed with their company.
    const company = this.#edits.get(keyOf({ ...place, kind: 'company' })) ?? [];
    return [...own, ...company].sort((a, b) => b.changeSet - a.changeSet);
  }
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

async function journalOf(reader: Reader, since: number, companies: readonly string[]): Promise<JournalByPlace> {
  const edits: JournaledEdit[] = [];
  for await (const batch of reader.editsSince(since, companies)) edits.push(...batch);
  return new JournalByPlace(edits);
}
