/**
 * A plan as `--plan-out` saves it: `abo.plan/1` as for any program, and what `apply` needs beside. Read back in
 * plans/saved-plan.ts. Source: docs/contract/cli.md, "--plan-out".
 */
import { editRecord } from '../domain/plan/edit-record.js';
import { hasChanges, type Plan } from '../domain/plan/plan.js';
import { writeStreamedDocument, type JsonObject } from './json.js';
import { inBatches, mapBatches } from './list.js';
import type { Page } from './page.js';
import { changeRecords, effectOf, headOf } from './plan-json.js';
import type { PlanContext } from './plan.js';

/** How a plan came about. */
export interface PlanOrigin {
  readonly at: Date;
  readonly actor: string;
  readonly command: string;
  readonly message: string | null;
}

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
