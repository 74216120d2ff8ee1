/** The audit: every rule on every company, each company looked at once. Source: docs/contract/cli.md, "Audit rules". */
import type { AuditedCompany, AuditRule, Finding, RuleFinding, Severity } from './finding.js';
import { invalidAddress, mailboxIsPersonal, suspiciousDomain, unknownDomain } from './rules/addresses.js';
import { ineffectiveSubscription, inertMailbox } from './rules/no-effect.js';
import { adminOptedOut, noAdmin, noRecipient, singleRecipient } from './rules/recipients.js';
import { SharedAcrossCompanies } from './rules/shared-across-companies.js';

type CompanyRule = (audited: AuditedCompany) => Iterable<RuleFinding>;

/** The rules that look at one company at a time: all but `shared-across-companies`. */
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
  readonly #rules: ReadonlyMap<AuditRule, Severity>;
  readonly #shared: SharedAcrossCompanies | null;

  constructor(rules: ReadonlyMap<AuditRule, Severity>) {
    this.#rules = rules;
    this.#shared = rules.has('shared-across-companies') ? new SharedAcrossCompanies() : null;
  }

  /** Yields what the rules find in a company, in the order of the catalogue. */
  *company(audited: AuditedCompany): Generator<Finding> {
    this.noteShared(audited);
    for (const [rule, severity] of this.#rules) {
      if (rule === 'shared-across-companies') continue;
      for (const found of COMPANY_RULES[rule](audited)) yield { rule, severity, ...found };
    }
  }

  /** Looks at a company only for what it shares with others. */
  noteShared(audited: AuditedCompany): void {
    this.#shared?.note(audited);
  }

  /** Yields what can be found only once every company was seen. */
  *acrossCompanies(): Generator<Finding> {
    const severity = this.#rules.get('shared-across-companies');
    if (severity === undefined || this.#shared === null) return;
    for (const found of this.#shared.find()) yield { rule: 'shared-across-companies', severity, ...found };
  }
}
