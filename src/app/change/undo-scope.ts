/**
 * The part of a change set that filters reach. They see companies and contacts as they are now; those removed since, as the
 * change set had them, so that what it removed can be named. A filter that does not apply to a kind of edit leaves it out.
 * Source: docs/contract/cli.md, "Values and filters".
 */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import { ALL_CELLS, CELLS, type CellMask } from '../../domain/cells.js';
import type { Company, Contact, Snapshot } from '../../domain/model.js';
import { isWildcard } from '../../domain/pattern.js';
import { contactById } from '../../domain/contact-index.js';
import { getOrCreate } from '../../domain/maps.js';
import type { CompanyEdit, ContactEdit, Edit, SubscriptionEdit } from '../../domain/plan/edits.js';
import type { SelectedEdit } from '../../domain/plan/undo.js';
import { AboError } from '../../errors.js';
import { nearest } from '../../nearest.js';
import type { Reader } from '../../storage/store.js';
import { hasCondition, isAmong, isAnyAmong, matchesAddress, type Filters } from '../read/filters.js';
import { requireCompanies } from '../read/find-companies.js';
import { ambiguousContact, contactMatcher } from '../read/find-contacts.js';

/** @throws AboError `unknown-company`, `unknown-contact`, `ambiguous-contact` */
export async function undoScope(
  reader: Reader,
  now: Snapshot,
  edits: readonly Edit[],
  filters: Filters,
): Promise<readonly SelectedEdit[]> {
  const touched = new Set(edits.map(({ company }) => company));
  const named = [...filters.company, ...filters.excludeCompany, ...filters.partner];
  await requireCompanies(
    reader,
    named.filter((code) => !touched.has(code)),
  );
  const cellsReached = reachOf(now, edits, filters);
  return edits.map((edit) => ({ edit, cells: cellsReached(edit) })).filter(({ cells }) => cells !== 0);
}

/** Returns, of choices, the cells that are reached; of anything else, all or none. */
function reachOf(now: Snapshot, edits: readonly Edit[], filters: Filters): (edit: Edit) => CellMask {
  const { universe, category, channel, address, contact, excludeContact, role, access } = filters;
  const reachesCompany = companyFilter(now, edits, filters);
  const reached = edits.filter((edit) => reachesCompany(edit.company));
  const hasContact = contactFilter(now, reached, filters);
  const isDirectoryOnly = !hasCondition({ category, channel });
  const filtersContacts = hasCondition({ contact, excludeContact, role, access });
  const holdsUniverse = ({ before, after }: CompanyEdit | ContactEdit): boolean =>
    [before, after].some((version) => isAnyAmong(universe, version?.universes ?? []));
  const hasAddress = (...addresses: readonly (string | null | undefined)[]): boolean =>
    address.length === 0 || addresses.some((each) => typeof each === 'string' && matchesAddress(filters, each));
  return (edit) => {
    if (!reachesCompany(edit.company)) return 0;
    switch (edit.kind) {
      case 'company':
        return all(isDirectoryOnly && address.length === 0 && !filtersContacts && holdsUniverse(edit));
      case 'contact':
        if (!isDirectoryOnly || !hasContact(versionsOf(now, edit))) return 0;
        return all(holdsUniverse(edit) && hasAddress(edit.before?.email, edit.after?.email));
      case 'mailbox':
        if (filtersContacts || !isAmong(universe, edit.universe) || !isAmong(category, edit.category)) return 0;
        return all(isAmong(channel, 'email') && hasAddress(edit.before, edit.after));
      case 'subscription': {
        if (address.length > 0 || !isAmong(universe, edit.universe) || !hasContact(versionsOf(now, edit))) return 0;
        const cells = CELLS.filter((cell) => isAmong(category, cell.category) && isAmong(channel, cell.channel));
        return cells.reduce((mask, { bit }) => mask | bit, 0);
      }
    }
  };
}

/** A removed company has the partner that it had before the change set. */
function companyFilter(
  now: Snapshot,
  edits: readonly Edit[],
  { company, excludeCompany, partner: partners }: Filters,
): (code: string) => boolean {
  const former = new Map<string, Company>();
  for (const edit of edits) {
    const row = edit.kind === 'company' ? (edit.before ?? edit.after) : null;
    if (row !== null) former.set(row.code, row);
  }
  return (code) => {
    if (!isAmong(company, code) || excludeCompany.includes(code)) return false;
    const partner = (now.companyRow(code) ?? former.get(code))?.partner;
    return partners.length === 0 || (typeof partner === 'string' && partners.includes(partner));
  };
}

/** A contact as they are now, then as the change set found and left them. */
function versionsOf(now: Snapshot, edit: ContactEdit | SubscriptionEdit): readonly Contact[] {
  const current = contactById(now.company(edit.company), edit.id)?.contact;
  const [before, after] = edit.kind === 'contact' ? [edit.before, edit.after] : [edit.contactBefore, edit.contactAfter];
  return [current, after, before].flatMap((version) => version ?? []);
}

/** @param edits those of companies that are reached */
function contactFilter(
  now: Snapshot,
  edits: readonly Edit[],
  { contact: patterns, excludeContact, role, access }: Filters,
): (versions: readonly Contact[]) => boolean {
  const contacts = new Map<number, readonly Contact[]>();
  for (const edit of patterns.length === 0 ? [] : edits) {
    if (edit.kind === 'contact' || edit.kind === 'subscription') {
      getOrCreate(contacts, edit.id, () => versionsOf(now, edit));
    }
  }
  const literal = patterns.filter((pattern) => !isWildcard(pattern));
  const ids = new Set(literal.map((pattern) => idOfOnly(pattern, [...contacts.values()])));
  const wildcards = patterns.filter(isWildcard).map(contactMatcher);
  const excluded = excludeContact.map(contactMatcher);
  return (versions) => {
    const [latest] = versions;
    if (latest === undefined || excluded.some((matches) => versions.some(matches))) return false;
    if (!isAmong(role, latest.role) || (access !== undefined && access !== latest.access)) return false;
    if (patterns.length === 0) return true;
    return ids.has(latest.id) || wildcards.some((matches) => versions.some(matches));
  };
}

function all(reached: boolean): CellMask {
  return reached ? ALL_CELLS : 0;
}

/** The identity of the one contact of the change set that a text names: an address or a name. */
function idOfOnly(text: string, contacts: readonly (readonly Contact[])[]): number {
  const key = addressKey(normaliseAddress(text));
  const has = (versions: readonly Contact[]): boolean => versions.some(({ email }) => addressKey(email) === key);
  const exact = contacts.filter(has);
  const matches = contactMatcher(text);
  const found = exact.length > 0 ? exact : contacts.filter((versions) => versions.some(matches));
  const [only] = found.flatMap(([latest]) => latest ?? []);
  if (only === undefined) {
    const suggestion = nearest(
      text,
      contacts.flat().flatMap(({ email, name }) => [email, name]),
    );
    throw new AboError('unknown-contact', { contact: text, suggestion });
  }
  if (found.length === 1) return only.id;
  throw ambiguousContact(
    text,
    found.flatMap(([contact]) => (contact === undefined ? [] : { contact })),
  );
}
