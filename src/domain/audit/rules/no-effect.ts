/** Rules about stored values that have no effect. */
import { mailboxRecords, subscriptionRecords } from '../../records.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * A stored `on` that can't have an effect: dormant (the universe is not held, the interface without access) or inert. Someone
 * believes that this contact is notified. Source: docs/contract/cli.md, "Audit rules" (`ineffective-subscription`).
 */
export function* ineffectiveSubscription({ state, code }: AuditedCompany): Generator<RuleFinding> {
  for (const contactState of state.contacts) {
    for (const record of subscriptionRecords(contactState)) {
      const { contact, universe, category, channel, notified, reason, inert } = record;
      if (record.stored !== 'on' || (notified && !inert)) continue;
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

/**
 * A mailbox in a universe that the company does not hold, or in an inert cell: nothing is ever sent to it.
 * Source: docs/contract/cli.md, "Audit rules" (`inert-mailbox`).
 */
export function* inertMailbox({ state, code }: AuditedCompany): Generator<RuleFinding> {
  for (const { universe, category, email, inert, dormant } of mailboxRecords(state)) {
    if (!inert && !dormant) continue;
    yield {
      company: code,
      universe,
      category,
      address: email,
      detail: [dormant ? 'not-in-universe' : 'inert'],
      fix: { kind: 'mailbox', company: state.company, universe, category },
    };
  }
}
