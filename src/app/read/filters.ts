/**
 * Which companies, contacts and cells a command is about. Source: docs/contract/cli.md, "Values and filters".
 * A literal name must be that of exactly one contact; a wildcard may match none.
 */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import type { Stored } from '../../domain/cells.js';
import type { SubscriptionReason } from '../../domain/effective.js';
import type { CompanyState, Contact, ContactState } from '../../domain/model.js';
import { fold, isWildcard, matcher } from '../../domain/pattern.js';
import { contactsByKey } from '../../domain/contact-index.js';
import type { MailboxRecord, SubscriptionRecord } from '../../domain/records.js';
import type { Category, Channel, Role, Universe } from '../../domain/vocabulary.js';
import { AboError } from '../../errors.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { nearest } from '../../nearest.js';
import { narrowedTo } from './narrow-selection.js';

/** By the names of their flags. An empty list, and undefined, is no condition. */
export interface Filters {
  readonly company: readonly string[];
  readonly excludeCompany: readonly string[];
  readonly partner: readonly string[];
  readonly universe: readonly Universe[];
  readonly contact: readonly string[];
  readonly excludeContact: readonly string[];
  readonly role: readonly Role[];
  readonly access: boolean | undefined;
  readonly category: readonly Category[];
  readonly channel: readonly Channel[];
  readonly address: readonly string[];
  readonly notified: boolean | undefined;
  readonly stored: readonly Stored[];
  readonly reason: readonly SubscriptionReason[];
}

/** The filters among a command's flags: each command has only some. */
export function filtersOf({
  company = [],
  excludeCompany = [],
  partner = [],
  universe = [],
  contact = [],
  excludeContact = [],
  role = [],
  access,
  category = [],
  channel = [],
  address = [],
  notified,
  stored = [],
  reason = [],
}: Partial<Filters>): Filters {
  return {
    company,
    excludeCompany,
    partner,
    universe,
    contact,
    excludeContact,
    role,
    access,
    category,
    channel,
    address,
    notified,
    stored,
    reason,
  };
}

export function hasCondition(filters: Filters): boolean {
  return Object.values(filters).some(
    (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
}

/** Filters with their names looked up. */
export interface Scope {
  readonly selection: CompanySelection;
  readonly filters: Filters;
  /** Was this company named, not just reached? */
  readonly namesCompany: (code: string) => boolean;
  /** Was this contact named literally? */
  readonly namesContact: (contact: Contact) => boolean;
  readonly hasContact: (contact: Contact) => boolean;
  /** Patterns that may match nothing, which is worth a notice. */
  readonly patterns: readonly string[];
}

export async function resolveFilters(reader: Reader, options: Partial<Filters>): Promise<Scope> {
  const filters = filtersOf(options);
  const companies = await selectCompanies(reader, filters);
  const wildcards = filters.contact.filter(isWildcard);
  const named: Contact[] = [];
  for (const pattern of filters.contact) {
    if (!isWildcard(pattern)) named.push((await findContact(reader, pattern, companies)).contact.contact);
  }
  const namedIds = new Set(named.map(({ id }) => id));
  await requireExcluded(reader, filters.excludeContact);
  const included = wildcards.map(contactMatcher);
  const excluded = filters.excludeContact.map(contactMatcher);
  const namedCompanies = new Set(filters.company);
  return {
    // Named contacts say which companies to read, unless a wildcard may reach others.
    selection:
      named.length > 0 && wildcards.length === 0
        ? { ...companies, codes: [...new Set(named.map(({ company }) => company))] }
        : companies,
    filters,
    namesCompany: (code) => namedCompanies.has(code),
    namesContact: ({ id }) => namedIds.has(id),
    hasContact: (contact) => {
      if (excluded.some((matches) => matches(contact))) return false;
      if (filters.role.length > 0 && !filters.role.includes(contact.role)) return false;
      if (filters.access !== undefined && contact.access !== filters.access) return false;
      if (filters.contact.length === 0) return true;
      return namedIds.has(contact.id) || included.some((matches) => matches(contact));
    },
    patterns: [...wildcards, ...filters.address],
  };
}

/** The companies that filters name. @throws AboError `unknown-company`, with the nearest code */
export async function selectCompanies(
  reader: Reader,
  options: Partial<Pick<Filters, 'company' | 'excludeCompany' | 'partner'>>,
): Promise<CompanySelection> {
  const { company, excludeCompany, partner } = filtersOf(options);
  await requireCompanies(reader, [...company, ...excludeCompany, ...partner]);
  return {
    ...(company.length > 0 ? { codes: company } : {}),
    ...(excludeCompany.length > 0 ? { exclude: excludeCompany } : {}),
    ...(partner.length > 0 ? { partners: partner } : {}),
  };
}

export function hasMailbox({ filters }: Scope, record: MailboxRecord): boolean {
  return (
    isAmong(filters.universe, record.universe) &&
    isAmong(filters.category, record.category) &&
    matchesAddress(filters, record.email)
  );
}

export function hasSubscription({ filters }: Scope, record: SubscriptionRecord): boolean {
  return isAmong(filters.universe, record.universe) && hasCell(filters, record);
}

/** Do the filters reach a cell, whatever its universe? */
export function hasCell(
  filters: Filters,
  cell: Pick<SubscriptionRecord, 'category' | 'channel' | 'notified' | 'stored' | 'reason'>,
): boolean {
  return (
    isAmong(filters.category, cell.category) &&
    isAmong(filters.channel, cell.channel) &&
    (filters.notified === undefined || filters.notified === cell.notified) &&
    isAmong(filters.stored, cell.stored) &&
    isAmong(filters.reason, cell.reason)
  );
}

export function isAmong<T>(values: readonly T[], value: T): boolean {
  return values.length === 0 || values.includes(value);
}

export function matchesAddress(filters: Filters, address: string): boolean {
  const { address: patterns } = filters;
  if (patterns.length === 0) return true;
  // Called for every address in the database: a pattern is compiled once.
  let matchers = addressMatchers.get(patterns);
  if (matchers === undefined) addressMatchers.set(patterns, (matchers = patterns.map(matcher)));
  return matchers.some((matches) => matches(address));
}

const addressMatchers = new WeakMap<readonly string[], readonly ((address: string) => boolean)[]>();

/** Tells whether a pattern (an address, a name, CODE/ADDRESS; `*` is a wildcard) means a contact. */
export function contactMatcher(pattern: string): (contact: Contact) => boolean {
  const slash = pattern.indexOf('/');
  const whole = matcher(pattern);
  const address = slash < 0 ? null : matcher(pattern.slice(slash + 1));
  return ({ company, email, name }) =>
    whole(email) ||
    whole(name) ||
    (address !== null && company === pattern.slice(0, slash) && (address(email) || address(name)));
}

/**
 * A literal name to be left out must be somebody's, or a slip of the hand would hit whom it is to spare. Whose, and how
 * often, is open: a list of people to spare may go with any company.
 *
 * @throws AboError `unknown-contact`, with the nearest one
 */
async function requireExcluded(reader: Reader, patterns: readonly string[]): Promise<void> {
  for (const pattern of patterns) {
    if (isWildcard(pattern)) continue;
    const found = await findContacts(reader, pattern, {});
    if (found.length === 0) throw await unknownContact(reader, pattern, {});
  }
}

/** @throws AboError `unknown-company`, with the nearest code */
export async function requireCompanies(reader: Reader, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const known = new Set<string>();
  for await (const batch of reader.companies({ codes: [...new Set(codes)] })) {
    for (const { code } of batch) known.add(code);
  }
  const company = codes.find((code) => !known.has(code));
  if (company !== undefined) throw await unknownCompany(reader, company);
}

export async function unknownCompany(reader: Reader, company: string): Promise<AboError> {
  const suggestion = nearest(company, await allCodes(reader));
  return new AboError('unknown-company', suggestion === undefined ? { company } : { company, suggestion });
}

export async function allCodes(reader: Reader): Promise<readonly string[]> {
  const codes: string[] = [];
  for await (const batch of reader.companies({})) for (const { code } of batch) codes.push(code);
  return codes;
}

export interface FoundContact {
  readonly state: CompanyState;
  readonly contact: ContactState;
}

const CHOICES_SHOWN = 10;

/**
 * The one contact that a text names: an address, a name, or CODE/ADDRESS.
 *
 * @throws AboError `unknown-contact` with the nearest one, or `ambiguous-contact` with the choices
 */
export async function findContact(reader: Reader, text: string, selection: CompanySelection): Promise<FoundContact> {
  const found = await findContacts(reader, text, selection);
  const [only, another] = found;
  if (only === undefined) throw await unknownContact(reader, text, selection);
  if (another === undefined) return only;
  throw ambiguousContact(
    text,
    found.map(({ contact: { contact } }) => contact),
  );
}

/** @param acts named by `--as`, which no other flag makes narrower */
export function ambiguousContact(text: string, found: readonly Contact[], acts = false): AboError {
  const choices = found.map(({ company, email }) => `${company}/${email}`);
  return new AboError('ambiguous-contact', {
    contact: text,
    choices: choices.slice(0, CHOICES_SHOWN),
    more: Math.max(0, choices.length - CHOICES_SHOWN),
    acts,
  });
}

/** Every contact that a text names: by address first, else whatever the case and accents, by address or name. */
export async function findContacts(
  reader: Reader,
  text: string,
  selection: CompanySelection,
): Promise<readonly FoundContact[]> {
  const byAddress = await findByAddress(reader, text, selection);
  if (byAddress.length > 0) return byAddress;

  const matches = matcher(text);
  const found: FoundContact[] = [];
  for await (const batch of reader.states(selection)) {
    for (const state of batch) {
      for (const contact of state.contacts) {
        if (matches(contact.contact.email) || matches(contact.contact.name)) found.push({ state, contact });
      }
    }
  }
  return found;
}

/** Every contact that has an address, or the one that CODE/ADDRESS names. */
export async function findByAddress(
  reader: Reader,
  text: string,
  selection: CompanySelection,
): Promise<readonly FoundContact[]> {
  const key = addressKey(normaliseAddress(text));
  const byKey = await inCompanies(reader, selection, await reader.companiesWithAddress([key], 'contact'), key);
  if (byKey.length > 0) return byKey;

  for (let slash = text.indexOf('/'); slash > 0; slash = text.indexOf('/', slash + 1)) {
    const code = text.slice(0, slash);
    const address = addressKey(normaliseAddress(text.slice(slash + 1)));
    const found = await inCompanies(reader, selection, [code], address);
    if (found.length > 0) return found;
  }
  return [];
}

async function inCompanies(
  reader: Reader,
  selection: CompanySelection,
  codes: readonly string[],
  key: string,
): Promise<FoundContact[]> {
  const narrow = narrowedTo(selection, codes);
  if (narrow === null) return [];
  const found: FoundContact[] = [];
  for await (const batch of reader.states(narrow)) {
    for (const state of batch) {
      const contact = contactsByKey(state).get(key);
      if (contact !== undefined) found.push({ state, contact });
    }
  }
  return found;
}

export async function unknownContact(reader: Reader, contact: string, selection: CompanySelection): Promise<AboError> {
  const names = new Set<string>();
  for await (const batch of reader.states(selection)) {
    for (const state of batch) for (const { contact: known } of state.contacts) names.add(known.email).add(known.name);
  }
  const suggestion = nearest(contact, names);
  const [company, another] = selection.codes ?? [];
  return new AboError('unknown-contact', {
    contact,
    ...(company !== undefined && another === undefined ? { company } : {}),
    suggestion,
  });
}

/** Does a text occur in another, whatever the case and accents? */
export function contains(text: string): (other: string) => boolean {
  const folded = fold(text);
  return (other) => fold(other).includes(folded);
}
