/**
 * `undo N`: a plan that reverts a change set, whole or the part that the filters reach.
 * Source: docs/contract/cli.md, "undo".
 */
import type { OnConflict } from '../../domain/plan/conflict.js';
import { Draft } from '../../domain/plan/draft.js';
import type { Edit } from '../../domain/plan/edits.js';
import { recipientsLosing, type Loss } from '../../domain/plan/losses.js';
import { planOf } from '../../domain/plan/plan.js';
import { undo } from '../../domain/plan/undo.js';
import { AboError, ConflictsFound, type ExplainedConflict } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { all } from '../read/batches.js';
import type { Filters } from '../read/filters.js';
import { requireChangeSet } from '../read/find.js';
import { Loader } from '../read/loader.js';
import { Past } from '../read/past-reader.js';
import { explainConflicts } from './conflict-details.js';
import { plannedOn, planOptionsOf, type Planned, type PlanningOptions } from './plan-requests.js';
import { undoScope } from './undo-scope.js';

export interface Undoes {
  readonly number: number;
  /** Recipients who gained deliveries from it, and lose them if it is undone. */
  readonly gave: readonly Loss[];
}

export interface PlannedUndo extends Planned {
  readonly undoes: Undoes;
  /** Values that are not restored because they have changed since. */
  readonly conflicts: readonly ExplainedConflict[];
}

/**
 * @param text the change set's number, as typed
 * @throws AboError `unknown-change-set`, `erasure-is-final`, and what the filters throw; ConflictsFound with every conflict
 */
export async function planUndo(
  reader: Reader,
  text: string,
  filters: Filters,
  onConflict: OnConflict,
  options: PlanningOptions,
): Promise<PlannedUndo> {
  const { number, erased } = await requireChangeSet(reader, text);
  if (erased !== undefined) throw new AboError('erasure-is-final', { number: String(number) });
  const edits = await all(reader.editsOf(number));
  const loader = new Loader(reader);
  await loader.ensureForEdits(edits);
  const now = loader.snapshot;
  const reached = await undoScope(reader, now, edits, filters);
  const past = new Past(reader, number, now);
  await past.ensure(reached.map(({ edit }) => edit.company));

  const { draft, conflicts, unchanged, kept } = undo(reached, past.snapshot, now);
  // Starts at `number - 1`, so that the change set itself is searched too: one part of it can block undoing another.
  const explained = await explainConflicts(
    reader,
    now,
    conflicts.map((conflict) => ({ conflict, since: number - 1 })),
    'stored',
  );
  if (explained.length > 0 && onConflict !== 'current') throw new ConflictsFound(explained, [], 'undo');
  const plan = planOf(draft, { unchanged, kept, conflicts: 0, skipped: 0 }, planOptionsOf(options));
  return {
    ...plannedOn(plan, draft),
    undoes: { number, gave: plan.losses.length === 0 ? [] : gaveTo(edits, past.snapshot) },
    conflicts: explained,
  };
}

/** Returns the change set that a saved plan undoes, or null if the plan touches a company that the change set did not. */
export async function undoesOf(reader: Reader, number: number, plan: readonly Edit[]): Promise<Undoes | null> {
  const edits = await all(reader.editsOf(number));
  const companies = new Set(edits.map(({ company }) => company));
  if (plan.some(({ company }) => !companies.has(company))) return null;
  const loader = new Loader(reader);
  await loader.ensureForEdits(edits);
  const past = new Past(reader, number, loader.snapshot);
  await past.ensure(companies);
  return { number, gave: gaveTo(edits, past.snapshot) };
}

function gaveTo(edits: readonly Edit[], left: Draft): readonly Loss[] {
  const before = new Draft(left);
  for (const edit of edits) before.put(edit, 'before');
  return recipientsLosing(left, before, [...new Set(edits.map(({ company }) => company))]);
}
