/** What lists and exports show: the records of the companies in scope, a batch at a time, in the order of the portal's forms. */
import type { Company, CompanyState, Contact, ContactState } from '../../domain/model.js';
import {
  mailboxRecords,
  subscriptionRecords,
  type MailboxRecord,
  type SubscriptionRecord,
} from '../../domain/records.js';
import type { Reader } from '../../storage/store.js';
import { mapped } from './batches.js';
import { hasCell, isAmong, isAnyAmong, matchesAddress, type Scope } from './filters.js';

export function companiesIn(reader: Reader, { selection, filters }: Scope): AsyncIterable<readonly Company[]> {
  return mapped(reader.companies(selection), (batch) =>
    batch.filter(({ universes }) => isAnyAmong(filters.universe, universes)),
  );
}

export function contactsIn(reader: Reader, scope: Scope): AsyncIterable<readonly Contact[]> {
  const { filters } = scope;
  return mapped(contactStatesIn(reader, scope), (batch) =>
    batch
      .map(({ contact }) => contact)
      .filter(({ universes, email }) => isAnyAmong(filters.universe, universes) && matchesAddress(filters, email)),
  );
}

export function mailboxesIn(reader: Reader, { selection, filters }: Scope): AsyncIterable<readonly MailboxRecord[]> {
  const isReached = ({ universe, category, email }: MailboxRecord): boolean =>
    isAmong(filters.universe, universe) && isAmong(filters.category, category) && matchesAddress(filters, email);
  return mapped(reader.states(selection), (batch) => batch.flatMap(mailboxRecords).filter(isReached));
}

/** @param names records the company names of each batch before it is yielded */
export function subscriptionsIn(
  reader: Reader,
  scope: Scope,
  names?: CompanyNames,
): AsyncIterable<readonly SubscriptionRecord[]> {
  const { filters } = scope;
  const isReached = (record: SubscriptionRecord): boolean =>
    isAmong(filters.universe, record.universe) && hasCell(filters, record);
  return mapped(contactStatesIn(reader, scope, names), (batch) => batch.flatMap(subscriptionRecords).filter(isReached));
}

export function contactStatesIn(
  reader: Reader,
  { selection, hasContact }: Scope,
  names?: CompanyNames,
): AsyncIterable<readonly ContactState[]> {
  return mapped(reader.states(selection), (batch) => {
    names?.note(batch);
    return batch.flatMap((state) => state.contacts).filter(({ contact }) => hasContact(contact));
  });
}

export class CompanyNames {
  #names: ReadonlyMap<string, string> = new Map();

  note(batch: readonly CompanyState[]): void {
    this.#names = new Map(batch.map(({ company }) => [company.code, company.name]));
  }

  of(code: string): string | null {
    return this.#names.get(code) ?? null;
  }
}
