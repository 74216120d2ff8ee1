import { addressKey } from '../../address.js';
import { contactsByKey } from '../../contact-index.js';
import { mailboxRecords } from '../../records.js';
import { mailboxCode, type AuditedCompany, type RuleFinding } from '../finding.js';

/**
 * A generic mailbox that is a contact's own address: when that person leaves, the mailbox goes with them.
 * One finding a contact, whatever the number of categories: `detail` has them.
 * Source: docs/contract/cli.md, "Audit rules" (`mailbox-is-personal`).
 */
export function* mailboxIsPersonal({ state, code }: AuditedCompany): Generator<RuleFinding> {
  const contacts = contactsByKey(state);
  const found = new Map<string, { readonly email: string; readonly contact: string; readonly cells: string[] }>();
  for (const { email, universe, category } of mailboxRecords(state)) {
    const key = addressKey(email);
    const owner = contacts.get(key);
    if (owner === undefined) continue;
    const cell = mailboxCode(universe, category);
    const known = found.get(key);
    if (known === undefined) found.set(key, { email, contact: owner.contact.email, cells: [cell] });
    else known.cells.push(cell);
  }
  for (const { email, contact, cells } of found.values()) {
    yield { company: code, contact, address: email, detail: cells };
  }
}
