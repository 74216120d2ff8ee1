import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * Exactly one person or address is reached: when they are away, nobody knows. Somebody who is reached by interface and
 * by e-mail is one. Source: docs/contract/cli.md, "Audit rules" (`single-recipient`).
 */
export function* singleRecipient(audited: AuditedCompany): Generator<RuleFinding> {
  for (const { universe, category } of audited.reachable) {
    if (audited.reached(universe, category).size !== 1) continue;
    const [only] = audited.deliveries(universe, category);
    if (only !== undefined) yield { company: audited.code, universe, category, address: only.recipient };
  }
}
