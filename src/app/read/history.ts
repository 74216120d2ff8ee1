/**
 * Which change sets `history` lists, and the names that one of them needs; contacts and companies that were removed or renamed.
 * Source: docs/contract/rules.md, "The journal".
 */
import type { ChangeSet } from '../../domain/change-set.js';
import type { Contact } from '../../domain/model.js';
import type { CompanySelection, HistoryFilter, Reader } from '../../storage/store.js';
import { all } from './batches.js';
import { requireCompanies } from './find-companies.js';
import { contactMatcher, findContacts, unknownContact } from './find-contacts.js';
import { journaledSince } from './journal-edits.js';

/** By the names of the flags; an empty list is no condition. */
export interface HistoryOptions extends Pick<HistoryFilter, 'actor' | 'since' | 'until' | 'limit'> {
  readonly company: readonly string[];
  readonly contact: readonly string[];
}

/**
 * Companies and contacts that were removed or renamed since count too.
 *
 * @throws AboError `unknown-company`, `unknown-contact`, with the nearest name
 */
export async function historyFilter(
  reader: Reader,
  { company, contact, actor, since, until, limit }: HistoryOptions,
): Promise<HistoryFilter> {
  const selection = company.length === 0 ? {} : { codes: company };
  // The journal also knows companies that were removed.
  const ever = new Set<string>();
  for await (const { edit } of journaledSince(reader, 0, ['company'], company)) ever.add(edit.company);
  await requireCompanies(
    reader,
    company.filter((code) => !ever.has(code)),
  );
  return {
    ...(company.length === 0 ? {} : { companies: company }),
    ...(contact.length === 0 ? {} : { contacts: await contactsEver(reader, contact, selection) }),
    actor,
    since,
    until,
    limit,
  };
}

/** Every contact that a pattern names or once named: several contacts may have had one address. */
async function contactsEver(
  reader: Reader,
  patterns: readonly string[],
  selection: CompanySelection,
): Promise<readonly Contact[]> {
  const named: Contact[] = [];
  for (const pattern of patterns) {
    const found = await findContacts(reader, pattern, selection);
    const former = found.length > 0 ? [] : await formerContacts(reader, pattern, selection.codes);
    if (found.length === 0 && former.length === 0) throw await unknownContact(reader, pattern, selection);
    named.push(...[...found, ...former].map(({ contact }) => contact));
  }
  return named;
}

/** The names that companies of a change set have now. A company that was removed since has only its code. */
export async function companyNamesOf(reader: Reader, changeSet: number): Promise<ReadonlyMap<string, string>> {
  const codes = new Set<string>();
  for await (const batch of reader.editsOf(changeSet)) for (const { company } of batch) codes.add(company);
  const companies = await all(reader.companies({ codes: [...codes] }));
  return new Map(companies.map(({ code, name }) => [code, name]));
}

/** The change sets of these numbers, as far as they exist. */
export async function changeSetsByNumber(
  reader: Reader,
  numbers: Iterable<number | null>,
): Promise<ReadonlyMap<number, ChangeSet>> {
  const found = new Map<number, ChangeSet>();
  for (const number of new Set(numbers)) {
    const changeSet = number === null ? undefined : await reader.changeSet(number);
    if (changeSet !== undefined) found.set(changeSet.number, changeSet);
  }
  return found;
}

/** A contact as it was before a change set that removed it, or changed its name or address. */
export interface FormerContact {
  readonly contact: Contact;
  readonly changeSet: number;
  /** The address since that change set; null where it removed the contact. */
  readonly since: string | null;
}

/** Each contact that a text once named: an address, a name, or CODE/ADDRESS; the last change first. */
export async function formerContacts(
  reader: Reader,
  text: string,
  companies?: readonly string[],
): Promise<readonly FormerContact[]> {
  const isNamed = contactMatcher(text);
  const former = new Map<string, FormerContact>();
  for await (const { changeSet, edit } of journaledSince(reader, 0, ['contact'], companies)) {
    if (edit.kind !== 'contact' || edit.before === null || !isNamed(edit.before)) continue;
    // Still named so: a change of the role, for example.
    if (edit.after !== null && isNamed(edit.after)) continue;
    const key = JSON.stringify([edit.company, edit.id]);
    if ((former.get(key)?.changeSet ?? 0) < changeSet) {
      former.set(key, { contact: edit.before, changeSet, since: edit.after?.email ?? null });
    }
  }
  return [...former.values()].sort((a, b) => b.changeSet - a.changeSet);
}
