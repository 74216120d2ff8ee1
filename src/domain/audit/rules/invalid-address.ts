import { mailboxRecords } from '../../records.js';
import type { AuditedCompany, RuleFinding } from '../finding.js';

/**
 * A stored address, of a contact or mailbox, that is not valid: mail to it can't arrive.
 * Source: docs/contract/cli.md, "Audit rules" (`invalid-address`).
 */
export function* invalidAddress({ state, code, options }: AuditedCompany): Generator<RuleFinding> {
  for (const { contact } of state.contacts) {
    if (options.isAddress(contact.email)) continue;
    yield { company: code, contact: contact.email, address: contact.email };
  }
  for (const { email, universe, category } of mailboxRecords(state)) {
    if (options.isAddress(email)) continue;
    yield {
      company: code,
      universe,
      category,
      address: email,
      fix: { kind: 'mailbox', company: state.company, universe, category },
    };
  }
}
