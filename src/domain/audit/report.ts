/** What an audit reports: findings less those that are accepted or known. Source: docs/contract/cli.md, "Audit rules". */
import type { Acceptance } from './acceptance.js';
import type { AuditRule, Finding, Severity } from './finding.js';

export interface AuditFinding extends Finding {
  /** The same for the same finding, whatever else changes, on any database. */
  readonly fingerprint: string;
  readonly companyName: string | null;
  /** May the contact who asks run what mends it? */
  readonly actorMay: boolean;
}

/** A finding as a baseline has it. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly rule: AuditRule;
  readonly company: string | null;
}

export interface AuditReport {
  /** By company; those that lie between companies last. */
  readonly findings: readonly AuditFinding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** What a baseline records: every finding that is not accepted, known ones too, and what it had that was not looked at. */
  readonly recorded: readonly KnownFinding[];
  /** How many of those were not looked at. */
  readonly kept: number;
  /** The rules that were applied, and how grave what they find is. */
  readonly rules: ReadonlyMap<AuditRule, Severity>;
  /** How many companies were looked at. */
  readonly companies: number;
  readonly accepted: number;
  /** How many findings the baseline had already. */
  readonly known: number;
  /** What the baseline has, and is found no more. */
  readonly stale: readonly KnownFinding[];
  /** Acceptances whose day is past. */
  readonly expired: readonly Acceptance[];
  /** Acceptances that hold and accept nothing. */
  readonly unused: readonly Acceptance[];
}
