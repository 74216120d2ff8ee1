/**
 * A plan for programs: `abo.plan/1`, and `abo.change/1` once it is applied. Streamed: a plan may hold 500,000 changes.
 * Source: docs/contract/cli.md, "JSON".
 */
import type { Erasure } from '../domain/erasure.js';
import { changeRecord } from '../domain/plan/change-record.js';
import type { CompanyImpact } from '../domain/plan/delivery-changes.js';
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
export function headOf({ database, input, undoes }: PlanHead): JsonObject {
  return {
    database: { identity: database.identity, name: database.name },
    input: input && { name: input.name, sha256: input.sha256 },
    undoes,
  };
}

/** Totals, and what the changes do to who is notified. */
export function effectOf(plan: Plan): StreamedDocument {
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
