import { addressKey } from '../../address.js';
import { contactsByKey } from '../../contact-index.js';
import { mailboxRecords } from '../../records.js';
import { mailboxCode, type AuditedCompany, type RuleFinding } from '../finding.js';

/**
 * A generic mailbox that is a contact's own address: when that person leaves, no one reads it. One finding per contact:
 * `detail` lists the mailboxes. Source: docs/contract/cli.md, "Audit rules" (`mailbox-is-personal`).
 */
export function* mailboxIsPersonal({ state, code }: AuditedCompany): Generator<RuleFinding> {
  const contacts = contactsByKey(state);
  for (const [key, mailboxes] of Map.groupBy(mailboxRecords(state), ({ email }) => addressKey(email))) {
    const contact = contacts.get(key)?.contact.email;
    if (contact === undefined) continue;
    const detail = mailboxes.map(({ universe, category }) => mailboxCode(universe, category));
    yield { company: code, contact, address: mailboxes[0]?.email ?? contact, detail };
  }
}
