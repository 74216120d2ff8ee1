/** A contact who leaves, with or without a successor, in one change set. Source: docs/contract/cli.md, "Values and filters". */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import type { CompanyState, Contact, ContactState } from '../../domain/model.js';
import { contactsByKey } from '../../domain/contact-index.js';
import { mailboxRecords, type MailboxRecord } from '../../domain/records.js';
import { AboError } from '../../errors.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { ambiguousContact, findContact, findContacts, unknownContact } from '../read/find-contacts.js';
import { Loader } from '../read/loader.js';
import { newAddressIn } from './address-changes.js';
import { copyRequests } from './cell-requests.js';
import { finishPlan, newPlanner, type Planned, type PlanningOptions } from './plan-requests.js';

export interface ContactRemoval {
  /** An address, a name, or CODE/ADDRESS; the successor as well. */
  readonly contact: string;
  readonly successor: string | undefined;
  /** From every company that has the address as a contact; the mailboxes of other companies with the address count too. */
  readonly everywhere: boolean;
  readonly selection: CompanySelection;
}

export interface PlannedRemoval extends Planned {
  /** Of the contact. */
  readonly address: string;
  readonly mailboxesKept: number;
}

/**
 * Removes a contact. A successor gets the contact's subscriptions and the mailboxes with the contact's address first.
 *
 * @throws AboError `unknown-contact`, `ambiguous-contact`; `same-contact` for a contact who would succeed themselves
 */
export async function planContactRemoval(
  reader: Reader,
  { contact: name, successor: successorName, everywhere, selection }: ContactRemoval,
  planning: PlanningOptions,
): Promise<PlannedRemoval> {
  const leaving = everywhere
    ? await contactsWithAddress(reader, name, selection)
    : [(await findContact(reader, name, selection)).contact];
  const address = leaving[0]?.email ?? name;
  const key = addressKey(address);
  const companies = leaving.map(({ company }) => company);
  const elsewhere = everywhere ? await reader.companiesWithAddress([key], 'mailbox') : [];
  const codes = [...new Set([...companies, ...elsewhere])];
  const loader = new Loader(reader);
  await loader.ensure(codes);
  const planner = newPlanner(loader);
  const successor = successorName === undefined ? null : await addressOfSuccessor(reader, successorName, companies);
  const mailboxes = codes.flatMap((code) => mailboxesWith(loader.snapshot.company(code), key));
  if (successor !== null) {
    for (const mailbox of mailboxes) planner.add(newAddressIn(mailbox, successor));
    for (const { company, id } of leaving) {
      const from = planner.draft.contactById(company, id);
      if (from === undefined) continue;
      const to = successorIn(loader.snapshot.company(company), successor, from);
      for (const request of copyRequests(from, to, [], 'add')) planner.add(request);
    }
  }
  planner.settleDirectory();
  for (const { company, id } of leaving) planner.draft.removeContact(company, id);
  return { ...finishPlan(planner, planning), address, mailboxesKept: successor === null ? mailboxes.length : 0 };
}

/** Every contact with this address, in whatever company; at least one. */
async function contactsWithAddress(
  reader: Reader,
  address: string,
  selection: CompanySelection,
): Promise<readonly Contact[]> {
  const key = addressKey(normaliseAddress(address));
  const found = (await findContacts(reader, address, selection)).map(({ contact }) => contact);
  const same = found.filter(({ email }) => addressKey(email) === key);
  if (same.length > 0) return same;
  // A name must be the name of one person, whose address is then taken.
  const { contact } = await findContact(reader, address, selection);
  return contactsWithAddress(reader, contact.email, selection);
}

function mailboxesWith(state: CompanyState | undefined, key: string): readonly MailboxRecord[] {
  return state === undefined ? [] : mailboxRecords(state).filter(({ email }) => addressKey(email) === key);
}

/**
 * The address of the one person that a text names (an address, a name, CODE/ADDRESS) among the contacts of these companies.
 *
 * @throws AboError `unknown-contact`, `ambiguous-contact`
 */
async function addressOfSuccessor(reader: Reader, text: string, codes: readonly string[]): Promise<string> {
  const found = await findContacts(reader, text, { codes });
  const [email] = found.map(({ contact }) => contact.email);
  if (email === undefined) throw await unknownContact(reader, text, { codes });
  if (found.some(({ contact }) => addressKey(contact.email) !== addressKey(email))) throw ambiguousContact(text, found);
  return email;
}

/** The successor must be a contact of each company that the contact leaves. */
function successorIn(state: CompanyState | undefined, address: string, leaving: ContactState): ContactState {
  const { company, id } = leaving.contact;
  const found = state === undefined ? undefined : contactsByKey(state).get(addressKey(address));
  if (found === undefined) throw new AboError('unknown-contact', { contact: address, company });
  if (found.contact.id === id) throw new AboError('same-contact', { contact: address });
  return found;
}
