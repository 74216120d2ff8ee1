import { addressKey } from '../../address.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';
import { addressesOf, domainOf, isAllowed } from '../domains.js';

/**
 * An address outside the domains that are allowed for the company. Nothing is found where the settings allow any.
 * Source: docs/contract/cli.md, "Audit rules" (`unknown-domain`).
 */
export function* unknownDomain({ state, code, options }: AuditedCompany): Generator<RuleFinding> {
  const allowed = options.domainsOf(code);
  if (allowed === null) return;
  for (const { email, contact } of addressesOf(state)) {
    const domain = domainOf(addressKey(email));
    if (domain === null || isAllowed(domain, allowed)) continue;
    yield { company: code, ...(contact ? { contact: email } : {}), address: email, detail: allowed };
  }
}
