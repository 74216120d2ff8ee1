/**
 * Which companies, contacts and cells a command is about. A literal name must name exactly one contact; a wildcard may
 * match none. Source: docs/contract/cli.md, "Values and filters".
 */
import type { Stored } from '../../domain/cells.js';
import type { SubscriptionReason } from '../../domain/effective.js';
import { getOrCreate } from '../../domain/maps.js';
import type { Contact } from '../../domain/model.js';
import { isWildcard, matcher } from '../../domain/pattern.js';
import type { SubscriptionRecord } from '../../domain/records.js';
import type { Category, Channel, Role, Universe } from '../../domain/vocabulary.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { requireCompanies } from './find-companies.js';
import { contactMatcher, findContact, findContacts, unknownContact } from './find-contacts.js';

/** By the names of their flags. An empty list, and undefined, is no condition. */
const NO_FILTERS = {
  company: [] as readonly string[],
  excludeCompany: [] as readonly string[],
  partner: [] as readonly string[],
  universe: [] as readonly Universe[],
  contact: [] as readonly string[],
  excludeContact: [] as readonly string[],
  role: [] as readonly Role[],
  access: undefined as boolean | undefined,
  category: [] as readonly Category[],
  channel: [] as readonly Channel[],
  address: [] as readonly string[],
  notified: undefined as boolean | undefined,
  stored: [] as readonly Stored[],
  reason: [] as readonly SubscriptionReason[],
};
export type Filters = Readonly<typeof NO_FILTERS>;

/** The filters of a command, which has only some of them among its flags. */
export function filtersOf(options: Partial<Filters>): Filters {
  return { ...NO_FILTERS, ...options };
}

export function hasCondition(options: Partial<Filters>): boolean {
  return Object.entries(options).some(
    ([name, value]: [string, unknown]) =>
      name in NO_FILTERS && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
}

/** Filters with their names looked up. */
export interface Scope {
  readonly selection: CompanySelection;
  readonly filters: Filters;
  /** Is the company named by its code, not just reached by another filter? */
  readonly namesCompany: (code: string) => boolean;
  /** Is the contact named literally, without a wildcard? */
  readonly namesContact: (contact: Contact) => boolean;
  readonly hasContact: (contact: Contact) => boolean;
  /** Patterns that may match nothing: then a notice names them. */
  readonly patterns: readonly string[];
}

export async function resolveFilters(reader: Reader, options: Partial<Filters>): Promise<Scope> {
  const filters = filtersOf(options);
  const companies = await selectCompanies(reader, filters);
  const wildcards = filters.contact.filter(isWildcard);
  const named: Contact[] = [];
  for (const pattern of filters.contact) {
    if (!isWildcard(pattern)) named.push((await findContact(reader, pattern, companies)).contact);
  }
  const namedIds = new Set(named.map(({ id }) => id));
  await requireContacts(reader, filters.excludeContact);
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
      if (!isAmong(filters.role, contact.role)) return false;
      if (filters.access !== undefined && contact.access !== filters.access) return false;
      if (filters.contact.length === 0) return true;
      return namedIds.has(contact.id) || included.some((matches) => matches(contact));
    },
    patterns: [...wildcards, ...filters.address],
  };
}

/**
 * A literal name to exclude must exist: a misspelt one would let the change reach the very contact it should spare. It may
 * name several contacts, in any company: one list of people to spare serves for every company.
 *
 * @throws AboError `unknown-contact`, with the nearest one
 */
async function requireContacts(reader: Reader, patterns: readonly string[]): Promise<void> {
  for (const pattern of patterns) {
    if (isWildcard(pattern)) continue;
    const found = await findContacts(reader, pattern, {});
    if (found.length === 0) throw await unknownContact(reader, pattern, {});
  }
}

/** @throws AboError `unknown-company`, with the nearest code */
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

/** Do the filters reach a cell, in any universe? */
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

/** No values are no condition. */
export function isAmong<T>(values: readonly T[], value: T): boolean {
  return values.length === 0 || values.includes(value);
}

export function isAnyAmong<T>(values: readonly T[], candidates: readonly T[]): boolean {
  return values.length === 0 || candidates.some((candidate) => values.includes(candidate));
}

export function matchesAddress(filters: Filters, address: string): boolean {
  const { address: patterns } = filters;
  if (patterns.length === 0) return true;
  // Called for every address in the database: a pattern is compiled once.
  const matchers = getOrCreate(addressMatchers, patterns, () => patterns.map(matcher));
  return matchers.some((matches) => matches(address));
}

const addressMatchers = new WeakMap<readonly string[], readonly ((address: string) => boolean)[]>();
