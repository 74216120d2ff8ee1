/**
 * A plan for programs: `abo.plan/1`, and `abo.change/1` once it is applied. Streamed: a plan may hold 500,000 changes.
 * Source: cli.md, "JSON".
 */
import type { Erasure } from '../domain/erasure.js';
import { changesOf, type Change, type Edit } from '../domain/plan/edits.js';
import { hasChanges, type Plan } from '../domain/plan/plan.js';
import { writeStreamedDocument, type JsonObject } from './json.js';
import { inBatches } from './list.js';
import type { Page } from './page.js';
import type { PlanContext } from './plan.js';

type Head = Pick<PlanContext, 'database' | 'input' | 'errors' | 'undoes'>;

/** `abo.plan/1`. */
export async function writePlanJson(plan: Plan, head: Head, page: Pick<Page, 'write'>): Promise<void> {
  await write(plan, head, { schema: 'abo.plan/1' }, page);
}

/** `abo.change/1`: a plan that was applied. `changeSet` is null when there was nothing to do. */
export async function writeChangeJson(
  plan: Plan,
  head: Head,
  changeSet: number | null,
  page: Pick<Page, 'write'>,
): Promise<void> {
  await write(plan, head, { schema: 'abo.change/1', change_set: changeSet }, page);
}

async function write(
  plan: Plan,
  { database, input, undoes, errors }: Head,
  first: JsonObject,
  page: Pick<Page, 'write'>,
): Promise<void> {
  const { add, change, remove, unchanged, kept, conflicts, skipped } = plan.summary;
  await writeStreamedDocument(
    page,
    {
      ...first,
      database: { identity: database.identity, name: database.name },
      input: input && { name: input.name, sha256: input.sha256 },
      undoes,
      has_changes: hasChanges(plan),
    },
    { key: 'changes', batches: changeRecords(inBatches(plan.edits)) },
    {
      summary: { add, change, remove, unchanged, kept, conflicts, skipped },
      deliveries: plan.deliveries && { gained: plan.deliveries.gained, lost: plan.deliveries.lost },
      losses: plan.losses.length,
      silenced: plan.silenced.map(({ company, universe, category }) => ({ company, universe, category })),
      ...(errors === undefined ? {} : { errors }),
      ...(plan.erasure === undefined ? {} : { erasure: erasureRecord(plan.erasure) }),
    },
  );
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

function changeRecord(change: Change): JsonObject {
  return {
    action: change.action,
    kind: change.kind,
    company: change.company,
    contact: change.contact,
    universe: change.universe,
    category: change.category,
    channel: change.channel,
    field: change.field,
    before: change.before,
    after: change.after,
    effective_before: change.effectiveBefore,
    effective_after: change.effectiveAfter,
  };
}
