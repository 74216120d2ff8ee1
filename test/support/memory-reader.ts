/** A reader on a snapshot in memory, without a journal: for what commands make of names and filters. */
import { addressKey } from '../../src/domain/address.js';
import type { Company, CompanyState, LoadedSnapshot } from '../../src/domain/model.js';
import { mailboxRecords } from '../../src/domain/records.js';
import type { CompanySelection, Reader } from '../../src/storage/store.js';

export function memoryReader(snapshot: LoadedSnapshot): Reader {
  const selected = ({ codes, exclude, partners }: CompanySelection): readonly CompanyState[] =>
    snapshot
      .all()
      .filter(
        ({ company: { code, partner } }) =>
          (codes === undefined || codes.includes(code)) &&
          exclude?.includes(code) !== true &&
          (partners === undefined || (partner !== null && partners.includes(partner))),
      );
  async function* one<T>(batch: readonly T[]): AsyncIterable<readonly T[]> {
    if (batch.length > 0) yield await Promise.resolve(batch);
  }
  const none = async function* (): AsyncIterable<readonly never[]> {
    yield await Promise.resolve([]);
  };
  return {
    lastChangeSet: () => Promise.resolve(0),
    lastNumber: () => Promise.resolve(0),
    states: (selection) => one(selected(selection)),
    companies: (selection) => one(selected(selection).map(({ company }): Company => company)),
    similarCodes: () => Promise.resolve(new Map()),
    companiesWithAddress: (keys, where) =>
      Promise.resolve(
        snapshot
          .all()
          .filter((state) => addressesOf(state, where).some((email) => keys.includes(addressKey(email))))
          .map(({ company }) => company.code),
      ),
    changeSets: none,
    changeSet: () => Promise.resolve(undefined),
    editsOf: none,
    editsSince: none,
    changedCompanies: () => Promise.resolve([]),
  };
}

function addressesOf(state: CompanyState, where: 'contact' | 'mailbox' | 'any'): readonly string[] {
  return [
    ...(where === 'mailbox' ? [] : state.contacts.map(({ contact }) => contact.email)),
    ...(where === 'contact' ? [] : mailboxRecords(state).map(({ email }) => email)),
  ];
}
