/**
 * A plan for programs: `abo.plan/1`, `abo.change/1` once it is applied, and as `--plan-out` saves it. Streamed: a plan may
 * hold 500,000 changes. Source: docs/contract/cli.md, "JSON" and "--plan-out".
 */
import type { Erasure } from '../domain/erasure.js';
import type { CompanyImpact } from '../domain/plan/delivery-changes.js';
import { changeRecord, editRecord } from '../domain/plan/edit-record.js';
import { changesOf, type Edit } from '../domain/plan/edits.js';
import { auditErrorRecord, impactRecords, lossRecord } from '../domain/plan/effect-record.js';
import { inertCells } from '../domain/plan/inert-cells.js';
import { hasChanges, type Plan } from '../domain/plan/plan.js';
import { writeStreamedDocument, type JsonObject, type StreamedDocument } from './json.js';
import { inBatches, mapBatches } from './list.js';
import type { Page } from './page.js';
import type { PlanContext } from './plan.js';

export type PlanHead = Pick<PlanContext, 'database' | 'input' | 'errors' | 'undoes'>;

/**
 * `abo.plan/1`, or `abo.change/1` for a plan that was applied.
 *
 * @param changeSet undefined for a plan; null where there was nothing to apply
 */
export async function writePlanJson(
  plan: Plan,
  head: PlanHead,
  changeSet: number | null | undefined,
  page: Pick<Page, 'write'>,
): Promise<void> {
  const document = {
    ...(changeSet === undefined ? { schema: 'abo.plan/1' } : { schema: 'abo.change/1', change_set: changeSet }),
    ...headOf(head),
    has_changes: hasChanges(plan),
    changes: changeRecords(inBatches(plan.edits)),
    ...effectOf(plan),
    ...(head.errors === undefined ? {} : { errors: head.errors }),
    ...(plan.erasure === undefined ? {} : { erasure: erasureRecord(plan.erasure) }),
  };
  await writeStreamedDocument(document, page);
}

/** What a plan is for. */
function headOf({ database, input, undoes }: PlanHead): JsonObject {
  return {
    database: { identity: database.identity, name: database.name },
    input: input && { name: input.name, sha256: input.sha256 },
    undoes,
  };
}

/** Totals, and what the changes do to who is notified. */
function effectOf(plan: Plan): StreamedDocument {
  const { add, change, remove, unchanged, kept, conflicts, skipped } = plan.summary;
  return {
    summary: { add, change, remove, unchanged, kept, conflicts, skipped },
    deliveries: plan.deliveries && { gained: plan.deliveries.gained, lost: plan.deliveries.lost },
    losses: plan.losses.length,
    recipients: plan.recipients,
    losing: mapBatches(inBatches(plan.losses), lossRecord),
    silenced: plan.silenced.map(({ company, universe, category }) => ({ company, universe, category })),
    inert: inertCells(plan.edits).map(({ universe, category }) => ({ universe, category })),
    without_admin: plan.withoutAdmin,
    audit_errors: plan.auditErrors.map(auditErrorRecord),
    impact: plan.impact && impactBatches(plan.impact),
  };
}

async function* impactBatches(impact: Iterable<CompanyImpact>): AsyncGenerator<readonly JsonObject[]> {
  for (const company of impact) yield impactRecords(company);
}

function erasureRecord({ placeholder, journal, otherAddresses, renamed, cleared }: Erasure): JsonObject {
  return {
    placeholder,
    journal: { entries: journal.entries, change_sets: journal.changeSets },
    other_addresses: otherAddresses,
    renamed: renamed.map(({ company, address }) => ({ company, address })),
    cleared: cleared ?? null,
  };
}

/** The changes that edits make, as JSON has them: an edit at a time. */
export async function* changeRecords(edits: AsyncIterable<readonly Edit[]>): AsyncGenerator<readonly JsonObject[]> {
  for await (const batch of edits) {
    for (const edit of batch) yield changesOf(edit).map(changeRecord);
  }
}

/** How a plan came about. */
export interface PlanOrigin {
  readonly at: Date;
  readonly actor: string;
  readonly command: string;
  readonly message: string | null;
}

/** `abo.plan/1` with what `apply` needs beside. Read back in plans/saved-plan.ts. */
export async function writeSavedPlan(
  plan: Plan,
  context: PlanContext,
  { at, actor, command, message }: PlanOrigin,
  page: Pick<Page, 'write'>,
): Promise<void> {
  const { engine, profile = null } = context.database;
  const document = {
    schema: 'abo.plan/1',
    ...headOf(context),
    saved: { at: at.toISOString(), actor, command, message, engine, profile },
    has_changes: hasChanges(plan),
    companies: companyNames(plan, context),
    // Before the changes, which follow from them.
    edits: mapBatches(inBatches(plan.edits), editRecord),
    changes: changeRecords(inBatches(plan.edits)),
    ...effectOf(plan),
  };
  await writeStreamedDocument(document, page);
}

/** The names of the companies changed, for those who read the plan without the database. */
async function* companyNames(plan: Plan, { companyName }: PlanContext): AsyncGenerator<readonly JsonObject[]> {
  let last: string | undefined;
  for await (const batch of inBatches(plan.edits)) {
    for (const { company } of batch) {
      if (company === last) continue;
      last = company;
      const name = companyName(company);
      if (name !== null) yield [{ code: company, name }];
    }
  }
}
