/** What lists and exports show: the records of the companies in scope, a batch at a time, in the order of forms. */
import type { Company, CompanyState, Contact, ContactState } from '../../domain/model.js';
import {
  mailboxRecords,
  subscriptionRecords,
  type MailboxRecord,
  type SubscriptionRecord,
} from '../../domain/records.js';
import type { Reader } from '../../storage/store.js';
import { hasCell, isAmong, isAnyAmong, matchesAddress, type Scope } from './filters.js';

export async function* companiesIn(reader: Reader, scope: Scope): AsyncIterable<readonly Company[]> {
  for await (const batch of reader.companies(scope.selection)) {
    yield batch.filter(({ universes }) => isAnyAmong(scope.filters.universe, universes));
  }
}

export async function* contactsIn(reader: Reader, scope: Scope): AsyncIterable<readonly Contact[]> {
  const { filters } = scope;
  for await (const batch of contactStatesIn(reader, scope)) {
    yield batch
      .map(({ contact }) => contact)
      .filter(({ universes, email }) => isAnyAmong(filters.universe, universes) && matchesAddress(filters, email));
  }
}

export async function* mailboxesIn(reader: Reader, scope: Scope): AsyncIterable<readonly MailboxRecord[]> {
  const { filters } = scope;
  for await (const batch of reader.states(scope.selection)) {
    yield batch
      .flatMap(mailboxRecords)
      .filter(
        ({ universe, category, email }) =>
          isAmong(filters.universe, universe) && isAmong(filters.category, category) && matchesAddress(filters, email),
      );
  }
}

/** @param names notes the names of the companies of each batch before it is yielded */
export async function* subscriptionsIn(
  reader: Reader,
  scope: Scope,
  names?: CompanyNames,
): AsyncIterable<readonly SubscriptionRecord[]> {
  const { filters } = scope;
  for await (const batch of contactStatesIn(reader, scope, names)) {
    yield batch
      .flatMap(subscriptionRecords)
      .filter((record) => isAmong(filters.universe, record.universe) && hasCell(filters, record));
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
  #names: ReadonlyMap<string, string> = new Map();

  note(batch: readonly CompanyState[]): void {
    this.#names = new Map(batch.map(({ company }) => [company.code, company.name]));
  }

  of(code: string): string | null {
    return this.#names.get(code) ?? null;
  }
}
