/** Rules about the addresses of one company. */
import { addressKey } from '../../address.js';
import { contactsByKey } from '../../contact-index.js';
import { mailboxRecords } from '../../records.js';
import { addressesOf, domainOf, isAllowed, isOneSlip } from '../domains.js';
import { mailboxCode, type AuditedCompany, type AuditOptions, type RuleFinding } from '../finding.js';

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

/**
 * An address outside the domains that are allowed for the company. Nothing is found where the settings allow any.
 * Source: docs/contract/cli.md, "Audit rules" (`unknown-domain`).
 */
export function* unknownDomain({ state, code, options }: AuditedCompany): Generator<RuleFinding> {
  const allowed = options.domainsOf(code);
  if (allowed === null) return;
  for (const { email, contact } of addressesOf(state)) {
    const domain = domainOf(addressKey(email));
    if (domain === null || isAllowed(domain, allowed)) continue;
    yield { company: code, ...(contact ? { contact: email } : {}), address: email, detail: allowed };
  }
}

/**
 * A domain one typing slip from another that is much more frequent in the same company: `acm.fr` beside forty `acme.fr`.
 * Source: docs/contract/cli.md, "Audit rules" (`suspicious-domain`).
 */
export function* suspiciousDomain({ state, code, options }: AuditedCompany): Generator<RuleFinding> {
  const counts = new Map<string, number>();
  const addresses = addressesOf(state);
  for (const { email } of addresses) {
    const domain = domainOf(addressKey(email));
    if (domain !== null) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  if (counts.size < 2) return;
  for (const [domain, count] of counts) {
    const [meant] = [...counts]
      .filter(([other, frequency]) => frequency >= count * options.domainRatio && isOneSlip(domain, other))
      .map(([other, frequency]) => ({ domain: other, frequency }))
      .sort((a, b) => b.frequency - a.frequency);
    if (meant === undefined) continue;
    yield {
      company: code,
      address: `@${domain}`,
      detail: [`@${meant.domain}`],
      ...(canBeMoved(addresses, domain, meant.domain, options)
        ? { fix: { kind: 'domain', company: state.company, from: `@${domain}`, to: `@${meant.domain}` } }
        : {}),
    };
  }
}

/** Can every address of one domain change to the other? Not to an invalid address, or one that another contact has. */
function canBeMoved(
  addresses: ReturnType<typeof addressesOf>,
  from: string,
  to: string,
  { isAddress }: AuditOptions,
): boolean {
  const contacts = new Set(addresses.flatMap(({ email, contact }) => (contact ? [addressKey(email)] : [])));
  return addresses.every(({ email, contact }) => {
    if (domainOf(addressKey(email)) !== from) return true;
    const moved = `${email.slice(0, email.lastIndexOf('@'))}@${to}`;
    return isAddress(moved) && !(contact && contacts.has(addressKey(moved)));
  });
}
