import { addressKey } from '../../address.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * An admin whom no event can reach: neither by their own subscriptions, nor as the generic mailbox with their address.
 * By default an admin is notified of all, so that their own choices are what keeps it from them, but where they hold no
 * universe that can be reached: there a person has to see why. Source: docs/contract/cli.md, "Audit rules" (`admin-opted-out`).
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
