/**
 * The only way to write: a plan is shown, confirmed, and applied in one transaction with its journal.
 * Source: docs/contract/cli.md, "Every command that changes something".
 */
import type { ChangeSet } from '../../domain/change-set.js';
import { excessOf, type PlanLimits } from '../../domain/plan/limits.js';
import type { Loss } from '../../domain/plan/losses.js';
import { hasChanges } from '../../domain/plan/plan.js';
import { AboError, EXIT, type ExitCode } from '../../errors.js';
import type { NewChangeSet, Store } from '../../storage/store.js';
import { ActingStore } from '../access/acting-store.js';
import type { Planned } from './plan-requests.js';

export interface ChangeOptions {
  readonly dryRun: boolean;
  /** A dry run exits 3 when there are changes. */
  readonly detailedExitcode: boolean;
  readonly yes: boolean;
  readonly limits: PlanLimits;
  /** What recipients lose again because a change set that gave it to them is undone: it does not count as a loss. */
  readonly given: readonly Loss[];
}

export interface ChangeUi {
  /** Returns false when no one could read it: the pipe is closed. */
  showPlan(planned: Planned): Promise<boolean>;
  /** Saves a plan that may be applied; null without `--plan-out`. */
  readonly savePlan: ((planned: Planned) => Promise<void>) | null;
  /** Null where no one can be prompted. */
  readonly confirm: (() => Promise<boolean>) | null;
  /** `changeSet` is null when there was nothing to do. Never throws after a write, which can't fail any more. */
  showApplied(planned: Planned, changeSet: ChangeSet | null): Promise<void>;
}

/**
 * Shows a plan and, unless it is a dry run, has it confirmed and applies it.
 *
 * @throws AboError `actor-no-access`, `staff-only`, `not-admin`, `unknown-company` when the user may not make these changes
 * @throws AboError `over-limits`, `confirmation-needed`, `plan-not-shown`, `declined`, and what the store's `write` throws
 */
export async function carryOut(
  store: Store,
  planned: Planned,
  entry: NewChangeSet,
  options: ChangeOptions,
  ui: ChangeUi,
): Promise<ExitCode> {
  const { plan } = planned;
  if (store instanceof ActingStore) await store.authorise(plan.edits);
  const shown = await ui.showPlan(planned);
  // In a dry run too: what it shows would not be applied.
  const excess = excessOf(plan, options.limits, options.given);
  if (excess !== null) throw new AboError('over-limits', excess);
  await ui.savePlan?.(planned);
  if (options.dryRun) return options.detailedExitcode && hasChanges(plan) ? EXIT.no : EXIT.done;
  if (!hasChanges(plan)) {
    await ui.showApplied(planned, null);
    return EXIT.done;
  }
  if (!options.yes) {
    if (ui.confirm === null) throw new AboError('confirmation-needed', { command: `abo ${entry.command}` });
    if (!shown) throw new AboError('plan-not-shown', {});
    if (!(await ui.confirm())) throw new AboError('declined', {});
  }
  const { planned: done, changeSet } = await applied(store, planned, entry);
  await ui.showApplied(done, changeSet);
  return EXIT.done;
}

/** Returns the plan as it was applied: an erasure may find more than was planned. */
async function applied(
  store: Store,
  planned: Planned,
  entry: NewChangeSet,
): Promise<{ readonly planned: Planned; readonly changeSet: ChangeSet }> {
  const { plan } = planned;
  if (plan.erasure === undefined) return { planned, changeSet: await store.write(plan.edits, entry) };
  const { changeSet, edits, cleared } = await store.erase(plan.erasure.request, plan.edits, entry);
  const { erased: placeholder = plan.erasure.placeholder } = changeSet;
  return {
    planned: { ...planned, plan: { ...plan, edits, erasure: { ...plan.erasure, placeholder, cleared } } },
    changeSet,
  };
}
