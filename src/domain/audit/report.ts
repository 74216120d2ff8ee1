/** What an audit reports: the findings that are neither accepted nor in the baseline. Source: docs/contract/cli.md, "Audit rules". */
import type { Acceptance } from './acceptance.js';
import type { AuditRule, Finding, Severity } from './finding.js';

export interface AuditFinding extends Finding {
  /** The same for the same finding on any database, whatever else changes. */
  readonly fingerprint: string;
  readonly companyName: string | null;
  readonly actorMay: boolean;
}

export interface KnownFinding {
  readonly fingerprint: string;
  readonly rule: AuditRule;
  readonly company: string | null;
}

export interface AuditReport {
  /** By company; those between companies last. */
  readonly findings: readonly AuditFinding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** What to write to the baseline: every finding that is not accepted, and the known ones that were not checked this time. */
  readonly recorded: readonly KnownFinding[];
  readonly kept: number;
  /** The rules that were applied, with the severity of each. */
  readonly rules: ReadonlyMap<AuditRule, Severity>;
  readonly companies: number;
  readonly accepted: number;
  /** How many findings the baseline had already. */
  readonly known: number;
  /** Findings of the baseline that are not found any more. */
  readonly stale: readonly KnownFinding[];
  readonly expired: readonly Acceptance[];
  readonly unused: readonly Acceptance[];
}
