/** A company's contacts by what names them. Indexes are made once a state, so that a long input stays linear. */
import { addressKey } from './address.js';
import type { CompanyState, ContactState } from './model.js';

type IndexOf<K> = (state: CompanyState) => ReadonlyMap<K, ContactState>;

function indexed<K>(keyOf: (contact: ContactState) => K | null): IndexOf<K> {
  const indexes = new WeakMap<CompanyState, ReadonlyMap<K, ContactState>>();
  return (state) => {
    let index = indexes.get(state);
    if (index === undefined) {
      const entries = new Map<K, ContactState>();
      for (const contact of state.contacts) {
        const key = keyOf(contact);
        if (key !== null) entries.set(key, contact);
      }
      index = entries;
      indexes.set(state, index);
    }
    return index;
  };
}

export const contactsByKey: IndexOf<string> = indexed(({ contact }) => addressKey(contact.email));
export const contactsByRef: IndexOf<string> = indexed(({ contact }) => contact.ref);
const contactsById: IndexOf<number> = indexed(({ contact }) => contact.id);

export function contactById(state: CompanyState | undefined, id: number): ContactState | undefined {
  return state === undefined ? undefined : contactsById(state).get(id);
}
