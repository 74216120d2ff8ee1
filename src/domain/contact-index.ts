/** Finds a company's contacts. Each index is made once per state, so that the time for a long input stays linear. */
import { addressKey } from './address.js';
import { getOrCreate } from './maps.js';
import type { CompanyState, ContactState } from './model.js';

type IndexOf<K> = (state: CompanyState) => ReadonlyMap<K, ContactState>;

function indexed<K>(keyOf: (contact: ContactState) => K): IndexOf<K> {
  const indexes = new WeakMap<CompanyState, ReadonlyMap<K, ContactState>>();
  return (state) =>
    getOrCreate(indexes, state, () => new Map(state.contacts.map((contact) => [keyOf(contact), contact])));
}

export const contactsByKey: IndexOf<string> = indexed(({ contact }) => addressKey(contact.email));
export const contactsByRef: IndexOf<string | null> = indexed(({ contact }) => contact.ref);
const contactsById: IndexOf<number> = indexed(({ contact }) => contact.id);

export function contactById(state: CompanyState | undefined, id: number): ContactState | undefined {
  return state === undefined ? undefined : contactsById(state).get(id);
}
