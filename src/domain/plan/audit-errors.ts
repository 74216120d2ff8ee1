/**
 * The audit errors that a plan brings in: what the audit's own rules find after, and don't before, in the companies touched.
 * Source: docs/contract/cli.md, "Every command that changes something" and "Audit rules".
 */
import type { AddressCheck } from '../address.js';
import { Audit, DEFAULT_SEVERITY } from '../audit/audit.js';
import {
  AUDIT_RULES,
  AuditedCompany,
  DOMAIN_RATIO,
  identityOf,
  type AuditOptions,
  type AuditRule,
  type Finding,
  type Severity,
} from '../audit/finding.js';
import type { Snapshot } from '../model.js';
import { compareCodePoints } from '../code-point-order.js';
import type { Edit } from './edits.js';

/** How a plan is audited. */
export interface PlanAudit {
  readonly rules: ReadonlyMap<AuditRule, Severity>;
  readonly options: AuditOptions;
  /** Has somebody looked at such a finding, and accepted it? */
  readonly isAccepted: (finding: Finding) => boolean;
}

/** As the rules are by themselves. */
export function usualAudit(isAddress: AddressCheck): PlanAudit {
  return {
    rules: new Map(AUDIT_RULES.map((rule) => [rule, DEFAULT_SEVERITY[rule]])),
    options: { isAddress, domainsOf: () => null, domainRatio: DOMAIN_RATIO },
    isAccepted: () => false,
  };
}

/**
 * By company. Of the rules, those whose findings are errors and that look at one company at a time: what lies between
 * companies is found only in all of them.
 */
export function errorsBroughtIn(
  before: Snapshot,
  after: Snapshot,
  edits: readonly Edit[],
  { rules, options, isAccepted }: PlanAudit,
): readonly Finding[] {
  const errors = [...rules].filter(([rule, severity]) => severity === 'error' && rule !== 'shared-across-companies');
  if (errors.length === 0) return [];
  const audit = new Audit(new Map(errors));
  const findings = (snapshot: Snapshot, code: string): readonly Finding[] => {
    const state = snapshot.company(code);
    if (state === undefined) return [];
    return [...audit.company(new AuditedCompany(state, snapshot.clientsOf(code), options))];
  };
  return companiesJudged(edits).flatMap((code) => {
    const found = findings(after, code).filter((finding) => !isAccepted(finding));
    // Most companies have none: how they were need not be looked at.
    if (found.length === 0) return [];
    const known = new Set(findings(before, code).map(identityOf));
    return found.filter((finding) => !known.has(identityOf(finding)));
  });
}

/** A partner is asked for the events of its clients: what those hold, and whose they are, is its matter too. */
function companiesJudged(edits: readonly Edit[]): readonly string[] {
  const codes = new Set<string>();
  for (const edit of edits) {
    codes.add(edit.company);
    if (edit.kind !== 'company') continue;
    for (const partner of [edit.before?.partner, edit.after?.partner]) if (partner) codes.add(partner);
  }
  return [...codes].sort(compareCodePoints);
}
