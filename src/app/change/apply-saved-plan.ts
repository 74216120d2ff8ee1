/**
 * `apply`: a saved plan on the database as it is now. What it says each row was is compared first, and again in the
 * transaction that writes; what it does to who is notified is worked out anew. Source: docs/contract/cli.md, "apply".
 */
import { Draft } from '../../domain/plan/draft.js';
import type { Edit } from '../../domain/plan/edits.js';
import { hasChanges, planOf, type RequestCounts } from '../../domain/plan/plan.js';
import { AboError, StaleRows } from '../../errors.js';
import type { SavedPlan } from '../../plans/saved-plan.js';
import type { Reader, ReaderNow, Store } from '../../storage/store.js';
import { authoriseSaved, isMadeByWhoActs } from '../access/acting-store.js';
import { Loader } from '../read/loader.js';
import { plannedOn, planOptionsOf, type Planned, type PlanningOptions } from './plan-requests.js';
import { undoesOf, type Undoes } from './undo.js';

/** @throws AboError `foreign-plan` (exit 6) for another database's plan */
export function requireOwnPlan(file: string, { database }: SavedPlan, { identity, name }: Store): void {
  if (database.identity === identity) return;
  throw new AboError('foreign-plan', { file, plan: database, database: { identity, name } });
}

/** @throws AboError where whoever acts may not make it; StaleRows for rows that are no longer what the plan says they were */
export async function planSaved(
  reader: ReaderNow,
  { plan, undoes, actor }: SavedPlan,
  options: PlanningOptions,
): Promise<Planned> {
  const { edits, summary } = plan;
  await authoriseSaved(reader, edits, undoes);
  const stale = await reader.staleRows(edits);
  if (stale.length > 0) throw new StaleRows(stale);
  // What else the file or the filters reached may have been out of sight.
  const counts = isMadeByWhoActs(reader, actor) ? countsOf(summary) : NO_COUNTS;
  const loader = new Loader(reader);
  await loader.ensure(edits.map(({ company }) => company));
  await loader.ensure(edits.flatMap(partnerIn));
  const now = loader.snapshot;
  const draft = new Draft(now);
  for (const edit of edits) draft.put(edit, 'after');
  return plannedOn(planOf(now, draft, edits, counts, planOptionsOf(options)), draft);
}

/** @throws AboError `bad-plan` where it takes back what that change set did not do */
export async function undoneBy(reader: Reader, file: string, { plan, undoes }: SavedPlan): Promise<Undoes | null> {
  if (undoes === null || !hasChanges(plan)) return null;
  const found = await undoesOf(reader, undoes, plan.edits);
  if (found !== null) return found;
  throw new AboError('bad-plan', { file, fault: 'does-not-fit', at: 'undoes', value: String(undoes) });
}

function partnerIn(edit: Edit): readonly string[] {
  const partner = edit.kind === 'company' ? edit.after?.partner : null;
  return partner === null || partner === undefined ? [] : [partner];
}

const NO_COUNTS: RequestCounts = { unchanged: 0, kept: 0, conflicts: 0, skipped: 0 };

function countsOf({ unchanged, kept, conflicts, skipped }: RequestCounts): RequestCounts {
  return { unchanged, kept, conflicts, skipped };
}

/** The same error as a plan's that was made just now, but what to do next is another thing. */
export function asStalePlan(file: string, error: unknown): unknown {
  return error instanceof StaleRows ? new AboError('stale-plan', { file, rows: error.rows }) : error;
}
