/**
 * The audit: every rule on every company, each company looked at once. Source: docs/contract/cli.md, "Audit rules".
 */
import type { AuditedCompany, AuditRule, Finding, RuleFinding, Severity } from './finding.js';
import { adminOptedOut } from './rules/admin-opted-out.js';
import { ineffectiveSubscription } from './rules/ineffective-subscription.js';
import { inertMailbox } from './rules/inert-mailbox.js';
import { invalidAddress } from './rules/invalid-address.js';
import { mailboxIsPersonal } from './rules/mailbox-is-personal.js';
import { noAdmin } from './rules/no-admin.js';
import { noRecipient } from './rules/no-recipient.js';
import { SharedAcrossCompanies } from './rules/shared-across-companies.js';
import { singleRecipient } from './rules/single-recipient.js';
import { suspiciousDomain } from './rules/suspicious-domain.js';
import { unknownDomain } from './rules/unknown-domain.js';

type CompanyRule = (audited: AuditedCompany) => Iterable<RuleFinding>;

/** How grave a finding of each rule is, unless the settings say otherwise. */
export const DEFAULT_SEVERITY: Readonly<Record<AuditRule, Severity>> = {
  'no-recipient': 'warning',
  'no-admin': 'error',
  'invalid-address': 'error',
  'shared-across-companies': 'warning',
  'single-recipient': 'info',
  'ineffective-subscription': 'warning',
  'inert-mailbox': 'warning',
  'mailbox-is-personal': 'warning',
  'admin-opted-out': 'warning',
  'unknown-domain': 'warning',
  'suspicious-domain': 'info',
};

/** The rules that look at one company at a time; the one that does not is noted beside them. */
const COMPANY_RULES: Readonly<Record<Exclude<AuditRule, 'shared-across-companies'>, CompanyRule>> = {
  'no-recipient': noRecipient,
  'no-admin': noAdmin,
  'invalid-address': invalidAddress,
  'single-recipient': singleRecipient,
  'ineffective-subscription': ineffectiveSubscription,
  'inert-mailbox': inertMailbox,
  'mailbox-is-personal': mailboxIsPersonal,
  'admin-opted-out': adminOptedOut,
  'unknown-domain': unknownDomain,
  'suspicious-domain': suspiciousDomain,
};

export class Audit {
  private readonly shared: SharedAcrossCompanies | null;

  /** @param rules those to apply, with the severity of each */
  constructor(private readonly rules: ReadonlyMap<AuditRule, Severity>) {
    this.shared = rules.has('shared-across-companies') ? new SharedAcrossCompanies() : null;
  }

  /** What the rules find in a company, in the order of the catalogue. */
  *company(audited: AuditedCompany): Generator<Finding> {
    this.noteShared(audited);
    for (const [rule, severity] of this.rules) {
      if (rule === 'shared-across-companies') continue;
      for (const found of COMPANY_RULES[rule](audited)) yield { rule, severity, ...found };
    }
  }

  /** A company that is only looked at for what it shares with others. */
  noteShared(audited: AuditedCompany): void {
    this.shared?.note(audited);
  }

  /** What can be found only when all companies were seen. */
  *acrossCompanies(): Generator<Finding> {
    const severity = this.rules.get('shared-across-companies');
    if (severity === undefined || this.shared === null) return;
    for (const found of this.shared.find()) yield { rule: 'shared-across-companies', severity, ...found };
  }
}
