/**
 * The one way in for every change: plan → shown → confirmed → one transaction with its journal.
 * Source: docs/contract/cli.md, "Every command that changes something".
 */
import { excessOf, type PlanLimits } from '../../domain/plan/limits.js';
import { hasChanges } from '../../domain/plan/plan.js';
import { AboError, EXIT, type ExitCode } from '../../errors.js';
import type { ChangeSet, NewChangeSet, Store } from '../../storage/store.js';
import { authorisePlan } from '../access/acting-store.js';
import type { Planned } from './plan-requests.js';
import type { Undoes } from './undo.js';

export interface ChangeOptions {
  readonly dryRun: boolean;
  /** A dry run exits 3 when there are changes. */
  readonly detailedExitcode: boolean;
  /** Confirmed beforehand. */
  readonly yes: boolean;
  readonly message: string | null;
  readonly limits: PlanLimits;
}

/** What a change is, beside its plan. */
export interface ChangeIntent {
  /** The command's words, for the journal. */
  readonly command: string;
  readonly actor: string;
  readonly input: { readonly name: string; readonly sha256: string } | null;
  /** When it is written is when it happened. */
  readonly clock: () => Date;
  /** The change set that this takes back, and to whom that one gave something: an undo is free to take just that. */
  readonly undoes: Undoes | null;
}

/** How the change is shown and confirmed. */
export interface ChangeUi {
  /** Gives whether there was somebody to show it to: a closed pipe has nobody. */
  showPlan(planned: Planned): Promise<boolean>;
  /** Keeps a plan that may be carried out, for another day; null where nobody asked for it. */
  readonly savePlan: ((planned: Planned) => Promise<void>) | null;
  /** Null where there is nobody to ask. */
  readonly confirm: (() => Promise<boolean>) | null;
  /** `changeSet` is null when there was nothing to do. Never throws once something was written: it was. */
  showApplied(planned: Planned, changeSet: ChangeSet | null): Promise<void>;
}

/**
 * Shows a plan that may be made and, unless it is a dry run, has it confirmed and applies it.
 *
 * @throws AboError the rule by which it may not be made; `over-limits`, `confirmation-needed`, `plan-not-shown`, `declined`,
 * and what the store's `write` throws
 */
export async function carryOut(
  store: Store,
  planned: Planned,
  intent: ChangeIntent,
  options: ChangeOptions,
  ui: ChangeUi,
): Promise<ExitCode> {
  const { plan } = planned;
  await authorisePlan(store, plan.edits);
  const shown = await ui.showPlan(planned);
  // A dry run says so too: what it shows would not be done.
  const excess = excessOf(plan, options.limits, intent.undoes?.gave ?? []);
  if (excess !== null) throw new AboError('over-limits', excess);
  await ui.savePlan?.(planned);
  if (options.dryRun) return options.detailedExitcode && hasChanges(plan) ? EXIT.no : EXIT.done;
  if (!hasChanges(plan)) {
    await ui.showApplied(planned, null);
    return EXIT.done;
  }
  if (!options.yes) {
    if (ui.confirm === null) throw new AboError('confirmation-needed', { command: `abo ${intent.command}` });
    if (!shown) throw new AboError('plan-not-shown', {});
    if (!(await ui.confirm())) throw new AboError('declined', {});
  }
  const { planned: done, changeSet } = await applied(store, planned, {
    clock: intent.clock,
    actor: intent.actor,
    command: intent.command,
    message: options.message,
    input: intent.input,
    undoes: intent.undoes?.number ?? null,
  });
  await ui.showApplied(done, changeSet);
  return EXIT.done;
}

/** @returns the plan as it was carried out */
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
