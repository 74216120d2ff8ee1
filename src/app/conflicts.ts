/** Conflicts with who made them, when, and in which change set: what a person needs to settle them. */
import { lastChangeOf, type Conflict } from '../domain/plan/conflict.js';
import type { JournaledEdit } from '../domain/plan/edits.js';
import type { Snapshot } from '../domain/model.js';
import type { ProblemSource } from '../domain/problems.js';
import { ConflictsFound, type ExplainedConflict } from '../errors.js';
import type { ChangeSet, Reader } from '../storage/store.js';

/**
 * The error that tells conflicts.
 *
 * @param since look for who made them after this change set
 */
export async function conflictsFound(
  reader: Reader,
  now: Snapshot,
  conflicts: readonly { readonly conflict: Conflict; readonly since: number }[],
  sources: readonly ProblemSource[],
): Promise<ConflictsFound> {
  const edits = new Map<string, readonly JournaledEdit[]>();
  const changeSets = new Map<number, ChangeSet | undefined>();
  const explained: ExplainedConflict[] = [];
  for (const { conflict, since } of conflicts) {
    const { company } = conflict;
    const key = `${since} ${company}`;
    const known = edits.get(key) ?? (await editsOf(reader, since, company));
    edits.set(key, known);
    const number = lastChangeOf(conflict, now, known);
    if (number !== null && !changeSets.has(number)) changeSets.set(number, await reader.changeSet(number));
    const changeSet = number === null ? undefined : changeSets.get(number);
    explained.push({
      ...conflict,
      changedBy:
        changeSet === undefined ? null : { number: changeSet.number, at: changeSet.at, actor: changeSet.actor },
    });
  }
  return new ConflictsFound(explained, sources);
}

async function editsOf(reader: Reader, since: number, company: string): Promise<readonly JournaledEdit[]> {
  const edits: JournaledEdit[] = [];
  for await (const batch of reader.editsSince(since, [company])) edits.push(...batch);
  return edits;
}
