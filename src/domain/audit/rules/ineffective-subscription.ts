import { subscriptionRecords } from '../../records.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * A stored `on` that can't work: dormant (the universe is not held, the interface without access) or inert. Somebody
 * believes that this person is notified. Source: docs/contract/cli.md, "Audit rules" (`ineffective-subscription`).
 */
export function* ineffectiveSubscription({ state, code }: AuditedCompany): Generator<RuleFinding> {
  for (const contactState of state.contacts) {
    for (const { contact, universe, category, channel, stored, notified, reason, inert } of subscriptionRecords(
      contactState,
    )) {
      if (stored !== 'on' || (notified && !inert)) continue;
      yield {
        company: code,
        universe,
        category,
        channel,
        contact: contact.email,
        detail: [notified ? 'inert' : reason],
        fix: { kind: 'subscription', company: state.company, contact, universe, category, channel, value: 'default' },
      };
    }
  }
}
