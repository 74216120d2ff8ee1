/**
 * A plan: what an input would change, and what that does to who is notified. It is data, made here and applied in
 * storage. Source: docs/contract/cli.md, "Every command that changes something".
 */
import type { Erasure } from '../erasure.js';
import type { Finding } from '../audit/finding.js';
import type { Snapshot } from '../model.js';
import { errorsBroughtIn, type PlanAudit } from './audit-errors.js';
import { impactByCompany, type CompanyImpact } from './delivery-changes.js';
import { countChanges, type ChangeCounts, type Edit } from './edits.js';
import { impactOf, type DeliveryCounts, type Silenced } from './impact.js';
import type { Loss } from './losses.js';

export interface Plan {
  /** By company, then companies, contacts, mailboxes, choices. */
  readonly edits: readonly Edit[];
  readonly summary: PlanSummary;
  /** Null when there are too many cells to count without being asked to. */
  readonly deliveries: DeliveryCounts | null;
  /** The recipients that lose something. */
  readonly losses: readonly Loss[];
  /** How many recipients the companies touched have, before. */
  readonly recipients: number;
  readonly silenced: readonly Silenced[];
  /** How many of the changes are to cells that can never deliver. */
  readonly inert: number;
  /** Companies that have contacts and, by this plan, no admin left. */
  readonly withoutAdmin: readonly string[];
  /** What the audit finds after and not before, and calls an error. */
  readonly auditErrors: readonly Finding[];
  /** Who starts and who stops being notified, worked out each time it is read; null where nobody asked. */
  readonly impact: Iterable<CompanyImpact> | null;
  /** An address is erased, in the journal too: this can't be taken back. */
  readonly erasure?: Erasure;
}

export interface PlanSummary extends ChangeCounts {
  /** Fields and cells asked for that are already so: the unit in which changes are counted. */
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

/** The plan that leads from one snapshot to the other by `edits`; both must stay as they are, for what is read later. */
export function planOf(
  before: Snapshot,
  after: Snapshot,
  edits: readonly Edit[],
  counts: RequestCounts,
  { impact, audit }: PlanOptions,
): Plan {
  const changes = countChanges(edits);
  const counted = impact || changes.add + changes.change + changes.remove <= COUNTED_CHANGES;
  return {
    edits,
    summary: { ...changes, ...counts },
    ...impactOf(before, after, edits, counted),
    auditErrors: errorsBroughtIn(before, after, edits, audit),
    impact: impact ? { [Symbol.iterator]: () => impactByCompany(before, after, edits) } : null,
  };
}

export function hasChanges(plan: Plan): boolean {
  return plan.edits.length > 0 || plan.erasure !== undefined;
}
