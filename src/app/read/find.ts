/**
 * `find` and `address show`: where a text or an address stands, and what the address receives; change sets by number.
 * Source: docs/contract/cli.md, "Commands".
 */
import type { ChangeSet } from '../../domain/change-set.js';
import { addressKey, normaliseAddress } from '../../domain/address.js';
import { addressCardOf, type AddressCard } from '../../domain/address-card.js';
import {
  COMPANY_FIELDS,
  CONTACT_FIELDS,
  valueIn,
  type Field,
  type FieldType,
  type FieldValues,
} from '../../domain/fields.js';
import type { CompanyState } from '../../domain/model.js';
import { fold, isWildcard, matcher } from '../../domain/pattern.js';
import { mailboxRecords, type FindResult } from '../../domain/records.js';
import { AboError } from '../../errors.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { nearest } from '../../nearest.js';
import type { CompanyPage } from '../../views/directory-pages.js';
import { all, each, mapped } from './batches.js';
import { narrowedTo, unknownCompany } from './find-companies.js';
import { Loader } from './loader.js';

/** What holds the text anywhere; with a wildcard, what the pattern matches whole. */
export function find(reader: Reader, text: string, selection: CompanySelection): AsyncIterable<readonly FindResult[]> {
  const folded = fold(text);
  const matches = isWildcard(text) ? matcher(text) : (other: string) => fold(other).includes(folded);
  return mapped(reader.states(selection), (batch) => batch.flatMap((state) => [...findAt(state, matches)]));
}

function* findAt(state: CompanyState, matches: (text: string) => boolean): Generator<FindResult> {
  const { code, name } = state.company;
  const nowhere = { address: null, universe: null, category: null };
  if (matches(code) || textsOf(COMPANY_FIELDS, state.company).some(matches)) {
    yield { kind: 'company', company: code, name, ...nowhere };
  }
  for (const { contact } of state.contacts) {
    if (textsOf(CONTACT_FIELDS, contact).some(matches)) {
      yield { kind: 'contact', company: code, name: contact.name, ...nowhere, address: contact.email };
    }
  }
  for (const { email, universe, category } of mailboxRecords(state)) {
    if (matches(email)) yield { kind: 'mailbox', company: code, name, address: email, universe, category };
  }
}

/** The texts that a person wrote: no codes. */
function textsOf<F extends Field>(fields: readonly F[], values: FieldValues<F>): readonly string[] {
  return fields.flatMap((field) => {
    const value = SEARCHED.includes(field.type) ? valueIn(values, field) : null;
    return typeof value === 'string' ? [value] : [];
  });
}

const SEARCHED: readonly FieldType[] = ['text', 'optional-text', 'address'];

/** @throws AboError `unknown-address` */
export async function readAddressCard(
  reader: Reader,
  address: string,
  selection: CompanySelection,
): Promise<AddressCard> {
  const key = addressKey(normaliseAddress(address));
  const narrow = narrowedTo(selection, await reader.companiesWithAddress([key], 'any'));
  const states = narrow === null ? [] : await all(reader.states(narrow));
  const card = addressCardOf(states, key);
  if (card === null) throw await unknownAddress(reader, address, selection);
  return card;
}

/** With the nearest address of a contact or mailbox. */
export async function unknownAddress(reader: Reader, address: string, selection: CompanySelection): Promise<AboError> {
  const known = new Set<string>();
  for await (const state of each(reader.states(selection))) {
    for (const { contact } of state.contacts) known.add(contact.email);
    for (const { email } of mailboxRecords(state)) known.add(email);
  }
  return new AboError('unknown-address', { address, suggestion: nearest(address, known) });
}

/** @throws AboError `unknown-company` */
export async function readCompanyPage(reader: Reader, code: string): Promise<CompanyPage> {
  const loader = new Loader(reader);
  await loader.ensure([code]);
  const state = loader.snapshot.company(code);
  if (state === undefined) throw await unknownCompany(reader, code);
  const { partner } = state.company;
  return {
    state,
    partner: partner === null ? null : (loader.snapshot.companyRow(partner) ?? null),
    clients: loader.snapshot.clientsOf(code),
  };
}

/** @throws AboError `unknown-change-set` */
export async function requireChangeSet(reader: Reader, text: string): Promise<ChangeSet> {
  const number = /^\d{1,15}$/u.test(text) ? Number(text) : 0;
  const changeSet = await reader.changeSet(number);
  if (changeSet === undefined) {
    throw new AboError('unknown-change-set', { number: text, last: await reader.lastChangeSet() });
  }
  return changeSet;
}
