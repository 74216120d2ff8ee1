import { addressKey } from '../../address.js';
import { contactsByKey } from '../../contact-index.js';
import { mailboxRecords } from '../../records.js';
import type { AuditedCompany, Found } from '../finding.js';

/**
 * A generic mailbox that is a contact's own address: when that person leaves, the mailbox goes with them.
 * One finding a contact, whatever the number of categories. Source: cli.md, "Audit rules", `mailbox-is-personal`.
 */
export function* mailboxIsPersonal({ state, code }: AuditedCompany): Generator<Found> {
  const contacts = contactsByKey(state);
  const told = new Set<string>();
  for (const { email } of mailboxRecords(state)) {
    const key = addressKey(email);
    const owner = contacts.get(key);
    if (owner === undefined || told.has(key)) continue;
    told.add(key);
    yield { company: code, contact: owner.contact.email, address: email };
  }
}
