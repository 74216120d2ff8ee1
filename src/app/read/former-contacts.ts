/**
 * What is there no more, or no more under this name, as the journal knows it. It is asked where a name is nobody's, so the
 * whole journal may be read for it. Source: docs/contract/rules.md, "The journal".
 */
import type { Contact } from '../../domain/model.js';
import type { Reader } from '../../storage/store.js';
import { contactMatcher } from './filters.js';
import { journaledSince } from './journal-edits.js';

/** A contact as it was before a change set that removed it, or gave it another name or address. */
export interface GoneContact {
  readonly contact: Contact;
  readonly changeSet: number;
  /** The address that the change set gave; null where it removed the contact. */
  readonly since: string | null;
}

/** Each contact that a text once named: an address, a name, or CODE/ADDRESS; the last to go first. */
export async function goneContacts(
  reader: Reader,
  text: string,
  companies: readonly string[] | null = null,
): Promise<readonly GoneContact[]> {
  const isOne = contactMatcher(text);
  const gone = new Map<string, GoneContact>();
  for await (const { changeSet, edit } of journaledSince(reader, 0, ['contact'], companies)) {
    if (edit.kind !== 'contact' || edit.before === null || !isOne(edit.before)) continue;
    // A change of the role leaves the name.
    if (edit.after !== null && isOne(edit.after)) continue;
    const key = JSON.stringify([edit.company, edit.id]);
    if ((gone.get(key)?.changeSet ?? 0) < changeSet) {
      gone.set(key, { contact: edit.before, changeSet, since: edit.after?.email ?? null });
    }
  }
  return [...gone.values()].sort((a, b) => b.changeSet - a.changeSet);
}

/** Of these codes, those of companies that the journal knows, there still or not. */
export async function companiesEver(reader: Reader, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for await (const { edit } of journaledSince(reader, 0, ['company'], codes)) known.add(edit.company);
  return known;
}
