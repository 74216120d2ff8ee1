/** What lists and exports show: the records of the companies in scope, a batch at a time, in the order of forms. */
import type { Company, CompanyState, Contact, ContactState } from '../../domain/model.js';
import {
  mailboxRecords,
  subscriptionRecords,
  type MailboxRecord,
  type SubscriptionRecord,
} from '../../domain/records.js';
import type { Reader } from '../../storage/store.js';
import { hasMailbox, hasSubscription, matchesAddress, type Scope } from './filters.js';

export async function* companiesIn(reader: Reader, scope: Scope): AsyncIterable<readonly Company[]> {
  const { universe: wanted } = scope.filters;
  for await (const batch of reader.companies(scope.selection)) {
    yield batch.filter(
      (company) => wanted.length === 0 || company.universes.some((universe) => wanted.includes(universe)),
    );
  }
}

export async function* contactsIn(reader: Reader, scope: Scope): AsyncIterable<readonly Contact[]> {
  const { filters } = scope;
  for await (const batch of contactStatesIn(reader, scope)) {
    yield batch
      .map(({ contact }) => contact)
      .filter(
        (contact) =>
          (filters.universe.length === 0 ||
            contact.universes.some((universe) => filters.universe.includes(universe))) &&
          matchesAddress(filters, contact.email),
      );
  }
}

export async function* mailboxesIn(reader: Reader, scope: Scope): AsyncIterable<readonly MailboxRecord[]> {
  for await (const batch of reader.states(scope.selection)) {
    yield batch.flatMap(mailboxRecords).filter((record) => hasMailbox(scope, record));
  }
}

/** @param names told what the companies of each batch are called, before it is given */
export async function* subscriptionsIn(
  reader: Reader,
  scope: Scope,
  names?: CompanyNames,
): AsyncIterable<readonly SubscriptionRecord[]> {
  for await (const batch of contactStatesIn(reader, scope, names)) {
    yield batch.flatMap(subscriptionRecords).filter((record) => hasSubscription(scope, record));
  }
}

export async function* contactStatesIn(
  reader: Reader,
  scope: Scope,
  names?: CompanyNames,
): AsyncIterable<readonly ContactState[]> {
  for await (const batch of reader.states(scope.selection)) {
    names?.note(batch);
    yield batch.flatMap((state) => state.contacts).filter(({ contact }) => scope.hasContact(contact));
  }
}

/** Names of the companies in the batch that was read last, for headings. */
export class CompanyNames {
  private names: ReadonlyMap<string, string> = new Map();

  note(batch: readonly CompanyState[]): void {
    this.names = new Map(batch.map(({ company }) => [company.code, company.name]));
  }

  of(code: string): string | null {
    return this.names.get(code) ?? null;
  }
}
