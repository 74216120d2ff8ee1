/**
 * `apply`: a saved plan on the database as it is now. The rows that the plan read are compared first, and again in the
 * transaction that writes; what the plan does to deliveries is computed again. Source: docs/contract/cli.md, "apply".
 */
import type { Draft } from '../../domain/plan/draft.js';
import type { Edit } from '../../domain/plan/edits.js';
import { hasChanges, planOf, type RequestCounts } from '../../domain/plan/plan.js';
import { replay } from '../../domain/plan/replay.js';
import { rowOf } from '../../domain/plan/stale-row.js';
import { AboError, StaleRows } from '../../errors.js';
import type { SavedPlan } from '../../plans/saved-plan.js';
import type { Reader, ReaderNow, Store } from '../../storage/store.js';
import { isAddress } from '../address-check.js';
import { isPlanOfActor } from '../access/acting-store.js';
import { authoriseSaved } from '../access/authorise.js';
import { Loader } from '../read/loader.js';
import { plannedOn, planOptionsOf, type Planned, type PlanningOptions } from './plan-requests.js';
import { undoesOf, type Undoes } from './undo.js';

/** @throws AboError `foreign-plan` (exit 6) for another database's plan */
export function requireOwnPlan(file: string, { database }: SavedPlan, { identity, name }: Store): void {
  if (database.identity === identity) return;
  throw new AboError('foreign-plan', { file, plan: database, database: { identity, name } });
}

/**
 * @throws AboError when the user may not make these changes; StaleRows for rows that are no longer what the plan says they
 * were, or that the planner would no longer change like this
 */
export async function planSaved(
  reader: ReaderNow,
  { plan, undoes, actor }: SavedPlan,
  options: PlanningOptions,
): Promise<Planned> {
  const { edits, summary } = plan;
  await authoriseSaved(reader, edits, undoes);
  const stale = await reader.staleRows(edits);
  if (stale.length > 0) throw new StaleRows(stale);
  const loader = new Loader(reader);
  await loader.ensureForEdits(edits);
  const now = loader.snapshot;
  const { draft, problems } = replay(now, edits, undoes !== null, isAddress);
  const changed = [...new Set(problems.map(({ edit }) => edit)), ...contactsDrawnIn(edits, draft)];
  if (changed.length > 0) throw new StaleRows(changed.map(rowOf));
  // What else the file or the filters reached may be out of the user's sight.
  const counts = isPlanOfActor(reader, actor) ? summary : NO_COUNTS;
  return plannedOn(planOf(draft, counts, planOptionsOf(options), edits), draft);
}

/** Contacts that the plan does not name, and that hold by now a universe that it takes from their company. */
function contactsDrawnIn(edits: readonly Edit[], draft: Draft): readonly Edit[] {
  const named = new Set(edits.map((edit) => (edit.kind === 'contact' ? edit.id : null)));
  return [...draft.edits()].filter((edit) => edit.kind === 'contact' && !named.has(edit.id));
}

/** @throws AboError `bad-plan` where it undoes what that change set did not do */
export async function undoneBy(reader: Reader, file: string, { plan, undoes }: SavedPlan): Promise<Undoes | null> {
  if (undoes === null || !hasChanges(plan)) return null;
  const found = await undoesOf(reader, undoes, plan.edits);
  if (found !== null) return found;
  throw new AboError('bad-plan', { file, fault: 'does-not-fit', at: 'undoes', value: String(undoes) });
}

const NO_COUNTS: RequestCounts = { unchanged: 0, kept: 0, conflicts: 0, skipped: 0 };

/** Stale rows have an error of their own here, since the next step differs: a saved plan can't be planned again. */
export function asStalePlan(file: string, error: unknown): unknown {
  return error instanceof StaleRows ? new AboError('stale-plan', { file, rows: error.rows }) : error;
}
