/**
 * Checks as CI systems read them: what was looked for, on what, and whether it failed. What an audit finds and what
 * `verify` misses take this one form, and JUnit, GitHub and GitLab write it.
 */
import type { Severity } from '../domain/audit/finding.js';

export interface Check {
  /** What was looked for: a rule's code, an event. */
  readonly name: string;
  /** On what: a company, in words. */
  readonly subject: string;
  readonly severity: Severity;
  /** Grave enough for the answer to be no. */
  readonly failed: boolean;
  readonly message: string;
  /** What to do, or what was expected and what is; as many lines as it takes. */
  readonly detail: string | null;
  /** The same for the same check from run to run. */
  readonly fingerprint: string;
}

export interface CheckReport {
  /** `abo.audit`. */
  readonly suite: string;
  /** Those that found nothing wrong, by name: a report without them would say that nothing was looked for. */
  readonly passed: readonly string[];
  readonly checks: readonly Check[];
}
