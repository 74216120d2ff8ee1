/** What lists and exports show: the records of the companies in scope, a batch at a time, in the order of forms. */
import type { Company, CompanyState, Contact, ContactState } from '../domain/model.js';
import { mailboxRecords, subscriptionRecords, type MailboxRecord, type SubscriptionRecord } from '../domain/records.js';
import type { Reader } from '../storage/store.js';
import { hasMailbox, hasSubscription, matchesAddress, type Scope } from './filters.js';

export async function* companiesIn(reader: Reader, scope: Scope): AsyncIterable<readonly Company[]> {
  const { universes } = scope.filters;
  for await (const batch of reader.companies(scope.selection)) {
    yield batch.filter(
      (company) => universes.length === 0 || company.universes.some((universe) => universes.includes(universe)),
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
          (filters.universes.length === 0 ||
            contact.universes.some((universe) => filters.universes.includes(universe))) &&
          matchesAddress(filters, contact.email),
      );
  }
}

export async function* mailboxesIn(reader: Reader, scope: Scope): AsyncIterable<readonly MailboxRecord[]> {
  for await (const batch of reader.states(scope.selection)) {
    yield batch.flatMap(mailboxRecords).filter((record) => hasMailbox(scope, record));
  }
}

export async function* subscriptionsIn(reader: Reader, scope: Scope): AsyncIterable<readonly SubscriptionRecord[]> {
  for await (const batch of contactStatesIn(reader, scope)) {
    yield batch.flatMap(subscriptionRecords).filter((record) => hasSubscription(scope, record));
  }
}

export async function* contactStatesIn(reader: Reader, scope: Scope): AsyncIterable<readonly ContactState[]> {
  for await (const batch of reader.states(scope.selection)) {
    yield batch.flatMap((state) => state.contacts).filter(({ contact }) => scope.hasContact(contact));
  }
}

export async function* statesIn(reader: Reader, scope: Scope): AsyncIterable<readonly CompanyState[]> {
  yield* reader.states(scope.selection);
}

/** Names of the companies in batches that pass, for headings: filled as they are read. */
export class CompanyNames {
  private readonly names = new Map<string, string>();

  /** Reads states through, and remembers what their companies are called. */
  readonly reading = (reader: Reader): Reader => ({
    ...reader,
    states: (selection) => this.remember(reader.states(selection)),
  });

  of(code: string): string | null {
    return this.names.get(code) ?? null;
  }

  private async *remember(batches: AsyncIterable<readonly CompanyState[]>): AsyncIterable<readonly CompanyState[]> {
    for await (const batch of batches) {
      this.names.clear();
      for (const { company } of batch) this.names.set(company.code, company.name);
      yield batch;
    }
  }
}
