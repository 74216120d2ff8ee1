import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * A universe and category of a company that an event can reach, without any delivery: no one is notified of what happens there.
 * Source: docs/contract/cli.md, "Audit rules" (`no-recipient`).
 */
export function* noRecipient(audited: AuditedCompany): Generator<RuleFinding> {
  for (const { universe, category } of audited.reachable) {
    if (audited.deliveries(universe, category).length > 0) continue;
    yield { company: audited.code, universe, category };
  }
}
