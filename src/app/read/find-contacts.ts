/** Contacts by an address, a name, or CODE/ADDRESS. Source: docs/contract/cli.md, "Values and filters". */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import { contactsByKey } from '../../domain/contact-index.js';
import type { CompanyState, Contact, ContactState } from '../../domain/model.js';
import { matcher } from '../../domain/pattern.js';
import { AboError } from '../../errors.js';
import { nearest } from '../../nearest.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { each } from './batches.js';
import { narrowedTo } from './find-companies.js';

export interface FoundContact extends ContactState {
  readonly state: CompanyState;
}

const CHOICES_SHOWN = 10;

/** @throws AboError `unknown-contact` with the nearest one; `ambiguous-contact` with the choices */
export async function findContact(reader: Reader, text: string, selection: CompanySelection): Promise<FoundContact> {
  const found = await findContacts(reader, text, selection);
  const [only, another] = found;
  if (only === undefined) throw await unknownContact(reader, text, selection);
  if (another === undefined) return only;
  throw ambiguousContact(text, found);
}

/** @param isActor named by `--as`, which no other flag makes narrower */
export function ambiguousContact(
  text: string,
  found: readonly Pick<ContactState, 'contact'>[],
  isActor = false,
): AboError {
  const choices = found.map(({ contact: { company, email } }) => `${company}/${email}`);
  return new AboError('ambiguous-contact', {
    contact: text,
    choices: choices.slice(0, CHOICES_SHOWN),
    more: Math.max(0, choices.length - CHOICES_SHOWN),
    acts: isActor,
  });
}

/** @param namesOf the names of a contact among which the nearest is suggested */
export async function unknownContact(
  reader: Reader,
  contact: string,
  selection: CompanySelection,
  namesOf: (known: Contact) => readonly string[] = ({ email, name }) => [email, name],
): Promise<AboError> {
  const names = new Set<string>();
  for await (const { contacts } of each(reader.states(selection))) {
    for (const { contact: known } of contacts) for (const name of namesOf(known)) names.add(name);
  }
  const [company, another] = selection.codes ?? [];
  const isOne = company !== undefined && another === undefined;
  return new AboError('unknown-contact', {
    contact,
    ...(isOne ? { company } : {}),
    suggestion: nearest(contact, names),
  });
}

/** Every contact that a text names: by exact address; if there is none, by address or name without case and accents. */
export async function findContacts(
  reader: Reader,
  text: string,
  selection: CompanySelection,
): Promise<readonly FoundContact[]> {
  const byAddress = await findByAddress(reader, text, selection);
  if (byAddress.length > 0) return byAddress;

  const matches = matcher(text);
  const found: FoundContact[] = [];
  for await (const state of each(reader.states(selection))) {
    for (const contact of state.contacts) {
      if (matches(contact.contact.email) || matches(contact.contact.name)) found.push({ ...contact, state });
    }
  }
  return found;
}

/** Every contact that has an address, or the one that CODE/ADDRESS names. */
export async function findByAddress(
  reader: Reader,
  text: string,
  selection: CompanySelection,
): Promise<readonly FoundContact[]> {
  const key = addressKey(normaliseAddress(text));
  const byKey = await inCompanies(reader, selection, await reader.companiesWithAddress([key], 'contact'), key);
  if (byKey.length > 0) return byKey;

  // A code may hold a slash itself.
  for (let slash = text.indexOf('/'); slash > 0; slash = text.indexOf('/', slash + 1)) {
    const code = text.slice(0, slash);
    const address = addressKey(normaliseAddress(text.slice(slash + 1)));
    const found = await inCompanies(reader, selection, [code], address);
    if (found.length > 0) return found;
  }
  return [];
}

async function inCompanies(
  reader: Reader,
  selection: CompanySelection,
  codes: readonly string[],
  key: string,
): Promise<FoundContact[]> {
  const narrow = narrowedTo(selection, codes);
  if (narrow === null) return [];
  const found: FoundContact[] = [];
  for await (const state of each(reader.states(narrow))) {
    const contact = contactsByKey(state).get(key);
    if (contact !== undefined) found.push({ ...contact, state });
  }
  return found;
}

/** Does a pattern (an address, a name, CODE/ADDRESS; `*` is a wildcard) match a contact? */
export function contactMatcher(pattern: string): (contact: Contact) => boolean {
  const slash = pattern.indexOf('/');
  const whole = matcher(pattern);
  const address = slash < 0 ? null : matcher(pattern.slice(slash + 1));
  return ({ company, email, name }) =>
    whole(email) ||
    whole(name) ||
    (address !== null && company === pattern.slice(0, slash) && (address(email) || address(name)));
}
