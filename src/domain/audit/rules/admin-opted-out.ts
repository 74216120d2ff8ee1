import { addressKey } from '../../address.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * An admin whom no event can reach, by their own subscriptions or as a generic mailbox. Admins are notified of everything by
 * default, so their choices are the cause and removing them is the fix; except for an admin who holds no universe that an
 * event can reach: there a person has to see why. Source: docs/contract/cli.md, "Audit rules" (`admin-opted-out`).
 */
export function* adminOptedOut(audited: AuditedCompany): Generator<RuleFinding> {
  const { state, code, reachable } = audited;
  for (const { contact } of state.contacts) {
    if (contact.role !== 'admin') continue;
    const key = addressKey(contact.email);
    if (reachable.some(({ universe, category }) => audited.reached(universe, category).has(key))) continue;
    const byChoice = reachable.some(({ universe }) => contact.universes.includes(universe));
    const { company } = state;
    yield {
      company: code,
      contact: contact.email,
      ...(byChoice ? { fix: { kind: 'no-choices', company, contact } } : {}),
    };
  }
}
