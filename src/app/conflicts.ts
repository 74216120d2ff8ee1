/** Conflicts with who made them, when, and in which change set: what a person needs to settle them. */
import { lastChangeOf, type Conflict } from '../domain/plan/conflict.js';
import type { JournaledEdit } from '../domain/plan/edits.js';
import type { Snapshot } from '../domain/model.js';
import type { ProblemSource } from '../domain/problems.js';
import { ConflictsFound, type ExplainedConflict } from '../errors.js';
import type { ChangeSet, Reader } from '../storage/store.js';

export interface ConflictSince {
  readonly conflict: Conflict;
  /** Who made it is looked for after this change set. */
  readonly since: number;
}

/** The error that tells the conflicts of an import. */
export async function conflictsFound(
  reader: Reader,
  now: Snapshot,
  conflicts: readonly ConflictSince[],
  sources: readonly ProblemSource[],
): Promise<ConflictsFound> {
  return new ConflictsFound(await explainConflicts(reader, now, conflicts, 'effective'), sources);
}

/** @param first which value of a box counts first: whether it is on, or what is stored */
export async function explainConflicts(
  reader: Reader,
  now: Snapshot,
  conflicts: readonly ConflictSince[],
  first: 'effective' | 'stored',
): Promise<readonly ExplainedConflict[]> {
  const edits = new Map<string, readonly JournaledEdit[]>();
  const changeSets = new Map<number, ChangeSet | undefined>();
  const explained: ExplainedConflict[] = [];
  for (const { conflict, since } of conflicts) {
    const place = conflict.cause ?? conflict;
    const { company } = place;
    const key = `${since} ${company}`;
    const known = edits.get(key) ?? (await editsOf(reader, since, company));
    edits.set(key, known);
    const number = lastChangeOf(place, now, known, first);
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

async function editsOf(reader: Reader, since: number, company: string): Promise<readonly JournaledEdit[]> {
  const edits: JournaledEdit[] = [];
  for await (const batch of reader.editsSince(since, [company])) edits.push(...batch);
  return edits;
}
