/**
 * The audit errors that a plan causes: what the rules find after it, and not before it, in the companies touched.
 * Source: docs/contract/cli.md, "Every command that changes something" and "Audit rules".
 */
import type { AddressCheck } from '../address.js';
import { Audit } from '../audit/audit.js';
import {
  AUDIT_RULES,
  AuditedCompany,
  DEFAULT_SEVERITY,
  DOMAIN_RATIO,
  identityOf,
  type AuditOptions,
  type AuditRule,
  type Finding,
  type Severity,
} from '../audit/finding.js';
import type { Snapshot } from '../model.js';
import { compareCodePoints } from '../code-point-order.js';
import { companiesIn } from './delivery-changes.js';
import type { Draft } from './draft.js';
import { partnersIn, type Edit } from './edits.js';

export interface PlanAudit {
  readonly rules: ReadonlyMap<AuditRule, Severity>;
  readonly options: AuditOptions;
  readonly isAccepted: (finding: Finding) => boolean;
}

export function usualAudit(isAddress: AddressCheck): PlanAudit {
  return {
    rules: new Map(AUDIT_RULES.map((rule) => [rule, DEFAULT_SEVERITY[rule]])),
    options: { isAddress, domainsOf: () => null, domainRatio: DOMAIN_RATIO },
    isAccepted: () => false,
  };
}

/** Returns them by company. Only rules that look at one company at a time count: findings between companies take all of them. */
export function errorsBroughtIn(
  draft: Draft,
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
    const found = findings(draft, code).filter((finding) => !isAccepted(finding));
    // Most companies have none: the audit of how they were is not needed.
    if (found.length === 0) return [];
    const known = new Set(findings(draft.before, code).map(identityOf));
    return found.filter((finding) => !known.has(identityOf(finding)));
  });
}

/** The touched companies, and the former and new partners of companies: the clients of a partner bear on what it receives. */
function companiesJudged(edits: readonly Edit[]): readonly string[] {
  return [...companiesIn(edits).union(partnersIn(edits))].sort(compareCodePoints);
}
