/**
 * Checks as CI systems read them: what was looked for, on what, and whether it failed. The findings of an audit and the
 * unmet expectations of `verify` have this form; JUnit, GitHub and GitLab each write it.
 */
import type { Severity } from '../domain/audit/finding.js';

export interface Check {
  /** What was looked for: a rule's code, an event. */
  readonly name: string;
  /** On what: a company, in words. */
  readonly subject: string;
  /** The line of the file that it comes from, if any. */
  readonly place: { readonly file: string; readonly line: number } | null;
  readonly severity: Severity;
  /** Grave enough for the answer to be no. */
  readonly failed: boolean;
  readonly message: string;
  /** What to do, or what was expected and what is; as many lines as it takes. */
  readonly detail: string | null;
  /** The same for the same check from run to run. */
  readonly fingerprint: string;
}

/** A check that passed. It has the name that it would have if it failed: CI follows a check from run to run by its name. */
export interface Passed {
  readonly name: string;
  /** The subject and message that it would have; for what has no subject yet, the name again. */
  readonly what: string;
}

export interface CheckReport {
  /** `abo.audit`. */
  readonly suite: string;
  /** Those that passed. A report without them would look as if nothing had been checked. */
  readonly passed: readonly Passed[];
  readonly checks: readonly Check[];
}
