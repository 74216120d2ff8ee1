import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * Events reach only one address: when that person is away, no one is notified. The same address by interface and by e-mail
 * is one. Source: docs/contract/cli.md, "Audit rules" (`single-recipient`).
 */
export function* singleRecipient(audited: AuditedCompany): Generator<RuleFinding> {
  for (const { universe, category } of audited.reachable) {
    if (audited.reached(universe, category).size !== 1) continue;
    const [only] = audited.deliveries(universe, category);
    if (only !== undefined) yield { company: audited.code, universe, category, address: only.recipient };
  }
}
