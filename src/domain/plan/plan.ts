/**
 * A plan: what an input would change, and what that does to who is notified. It is data, made here and applied in
 * storage. Source: docs/contract/cli.md, "Every command that changes something".
 */
import type { Erasure } from '../erasure.js';
import type { Finding } from '../audit/finding.js';
import { errorsBroughtIn, type PlanAudit } from './audit-errors.js';
import { impactByCompany, type CompanyImpact } from './delivery-changes.js';
import type { Draft } from './draft.js';
import { countChanges, type ChangeCounts, type Edit } from './edits.js';
import { impactOf, type Impact } from './impact.js';

export interface Plan extends Impact {
  /** By company, then companies, contacts, mailboxes, choices. */
  readonly edits: readonly Edit[];
  readonly summary: PlanSummary;
  /** What the audit finds after and not before, and calls an error. */
  readonly auditErrors: readonly Finding[];
  /** Who starts and who stops being notified, computed each time it is read; null where it was not requested. */
  readonly impact: Iterable<CompanyImpact> | null;
  /** An address is erased, in the journal too: this can't be undone. */
  readonly erasure?: Erasure;
}

export interface PlanSummary extends ChangeCounts {
  /** Fields and cells that already are as requested. */
  readonly unchanged: number;
  /** As exported, changed since, and kept as it is now (three-way import). */
  readonly kept: number;
  readonly conflicts: number;
  /** Reached by a filter, where the setting can't apply. */
  readonly skipped: number;
}

export type RequestCounts = Pick<PlanSummary, 'unchanged' | 'kept' | 'conflicts' | 'skipped'>;

/** Above this many changes, gained and lost deliveries are counted only on demand. */
export const COUNTED_CHANGES = 100_000;

export interface PlanOptions {
  /** Count deliveries whatever the size, and say whose they are. */
  readonly impact: boolean;
  readonly audit: PlanAudit;
}

/** Returns the plan that leads to a draft. The draft must not change afterwards: the impact is read later. */
export function planOf(
  draft: Draft,
  counts: RequestCounts,
  { impact, audit }: PlanOptions,
  edits: readonly Edit[] = [...draft.edits()],
): Plan {
  const changes = countChanges(edits);
  const counted = impact || changes.add + changes.change + changes.remove <= COUNTED_CHANGES;
  return {
    edits,
    summary: { ...changes, ...counts },
    ...impactOf(draft, edits, counted),
    auditErrors: errorsBroughtIn(draft, edits, audit),
    impact: impact ? { [Symbol.iterator]: () => impactByCompany(draft, edits) } : null,
  };
}

export function hasChanges(plan: Plan): boolean {
  return plan.edits.length > 0 || plan.erasure !== undefined;
}
