/** People come and go: an address that changes, a contact who leaves, with or without a successor. One change set each. */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import type { CompanyState, ContactState } from '../../domain/model.js';
import { contactsByKey } from '../../domain/contact-index.js';
import type { Request } from '../../domain/plan/request.js';
import { mailboxRecords } from '../../domain/records.js';
import type { Category, Universe } from '../../domain/vocabulary.js';
import { AboError } from '../../errors.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { ambiguousContact, findContacts, unknownContact } from '../read/filters.js';
import { Loader } from '../read/loader.js';
import { narrowedTo } from '../read/narrow-selection.js';
import { finishPlan, newPlanner, type Planned, type PlanningOptions } from './plan-requests.js';
import { copyRequests } from './cell-requests.js';

export interface Removal {
  readonly planned: Planned;
  /** Mailboxes that keep the address of a contact who is removed. */
  readonly mailboxesKept: number;
}

/**
 * Removes a contact; with a successor (an address, a name, or CODE/ADDRESS), gives them the contact's subscriptions and the mailboxes with the contact's address
 * first.
 *
 * @param everywhere in every company that has the address as a contact, mailboxes elsewhere included
 */
export async function planRemoval(
  reader: Reader,
  leaving: readonly { readonly company: string; readonly id: number }[],
  address: string,
  successor: string | null,
  everywhere: boolean,
  options: PlanningOptions,
): Promise<Removal> {
  const key = addressKey(address);
  const withMailbox = everywhere ? await reader.companiesWithAddress([key], 'mailbox') : [];
  const codes = [...new Set([...leaving.map(({ company }) => company), ...withMailbox])];
  const loader = new Loader(reader);
  await loader.ensure(codes);
  const planner = await newPlanner(reader, loader, []);
  const companies = [...new Set(leaving.map(({ company }) => company))];
  const heir = successor === null ? null : await addressOfSuccessor(reader, successor, companies);
  let mailboxesKept = 0;
  for (const code of codes) {
    const state = loader.snapshot.company(code);
    if (state === undefined) continue;
    const mailboxes = mailboxesOf(state, key);
    if (heir === null) mailboxesKept += mailboxes.length;
    else for (const request of mailboxes) planner.add(inPlace(request, code, heir));
  }
  for (const { company, id } of leaving) {
    const from = planner.draft.contactById(company, id);
    if (heir === null || from === undefined) continue;
    const to = successorIn(loader.snapshot.company(company), heir, from);
    for (const request of copyRequests(from, to, [], 'add')) planner.add(request);
  }
  planner.settleDirectory();
  for (const { company, id } of leaving) planner.draft.removeContact(company, id);
  return { planned: finishPlan(planner, options), mailboxesKept };
}

/**
 * The address of the one person that a text means (an address, a name, CODE/ADDRESS), of contacts of these companies.
 *
 * @throws AboError `unknown-contact`, `ambiguous-contact`
 */
async function addressOfSuccessor(reader: Reader, text: string, codes: readonly string[]): Promise<string> {
  const found = (await findContacts(reader, text, { codes })).map(({ contact }) => contact.contact);
  const [first] = found;
  if (first === undefined) throw await unknownContact(reader, text, { codes });
  const key = addressKey(first.email);
  if (found.some(({ email }) => addressKey(email) !== key)) throw ambiguousContact(text, found);
  return first.email;
}

/** Each company that somebody leaves has the successor as a contact. */
function successorIn(state: CompanyState | undefined, address: string, leaving: ContactState): ContactState {
  const { company, id } = leaving.contact;
  const found = state === undefined ? undefined : contactsByKey(state).get(addressKey(address));
  if (found === undefined) throw new AboError('unknown-contact', { contact: address, company });
  if (found.contact.id === id) throw new AboError('same-contact', { contact: address });
  return found;
}

interface MailboxCell {
  readonly universe: Universe;
  readonly category: Category;
}

function mailboxesOf(state: CompanyState, key: string): readonly MailboxCell[] {
  return mailboxRecords(state).filter(({ email }) => addressKey(email) === key);
}

function inPlace({ universe, category }: MailboxCell, company: string, email: string): Request {
  return { kind: 'mailbox', origin: null, company, universe, values: { [category]: email }, replaces: true };
}

/** What an address is to be replaced by: a whole one, or every one of a domain. */
export type Replacement =
  | { readonly kind: 'address'; readonly from: string; readonly to: string }
  | { readonly kind: 'domain'; readonly from: string; readonly to: string };

/** @throws AboError `bad-replacement` when one is an address and the other a domain */
export function parseReplacement(from: string, to: string): Replacement {
  const [first, second] = [normaliseAddress(from), normaliseAddress(to)];
  const isDomain = (text: string): boolean => /^@[^@\s]+$/u.test(text);
  const hasLocalPart = (text: string): boolean => text.indexOf('@') > 0;
  if (isDomain(first) && isDomain(second)) return { kind: 'domain', from: first, to: second };
  if (hasLocalPart(first) && hasLocalPart(second)) return { kind: 'address', from: first, to: second };
  throw new AboError('bad-replacement', { from, to });
}

/** The requests that replace an address wherever it stands, in contacts, mailboxes, or both. */
export async function replacementRequests(
  reader: Reader,
  selection: CompanySelection,
  replacement: Replacement,
  only: 'contact' | 'mailbox' | null,
): Promise<Request[]> {
  const key = addressKey(replacement.from);
  const matches = (address: string): boolean =>
    replacement.kind === 'address' ? addressKey(address) === key : addressKey(address).endsWith(key);
  const replaced = (address: string): string =>
    replacement.kind === 'address' ? replacement.to : address.slice(0, address.lastIndexOf('@')) + replacement.to;

  const requests: Request[] = [];
  const where = await narrowed(reader, selection, replacement, key);
  if (where === null) return requests;
  for await (const batch of reader.states(where)) {
    for (const state of batch) {
      const company = state.company.code;
      for (const { contact } of only === 'mailbox' ? [] : state.contacts) {
        if (!matches(contact.email)) continue;
        requests.push({
          kind: 'contact',
          origin: null,
          mode: 'set',
          company,
          contact: contact.email,
          newEmail: replaced(contact.email),
        });
      }
      for (const record of only === 'contact' ? [] : mailboxRecords(state)) {
        if (matches(record.email)) requests.push(inPlace(record, company, replaced(record.email)));
      }
    }
  }
  return requests;
}

/** An address is looked up by its key; a domain is looked for in all that is selected. Null: nowhere. */
async function narrowed(
  reader: Reader,
  selection: CompanySelection,
  replacement: Replacement,
  key: string,
): Promise<CompanySelection | null> {
  if (replacement.kind === 'domain') return selection;
  return narrowedTo(selection, await reader.companiesWithAddress([key], 'any'));
}
