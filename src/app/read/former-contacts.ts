/**
 * Contacts and companies that were removed or renamed, from the journal. It is read where a name is unknown now, and may be
 * read whole for it. Source: docs/contract/rules.md, "The journal".
 */
import type { Contact } from '../../domain/model.js';
import type { Reader } from '../../storage/store.js';
import { contactMatcher } from './find-contacts.js';
import { journaledSince } from './journal-edits.js';

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

/** The codes, of these, that the journal knows: of companies that exist, or once existed. */
export async function companiesEver(reader: Reader, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for await (const { edit } of journaledSince(reader, 0, ['company'], codes)) known.add(edit.company);
  return known;
}
