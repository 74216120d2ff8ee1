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
import type { ContactEdit, Edit, SubscriptionEdit } from '../../domain/plan/edits.js';
import type { SelectedEdit } from '../../domain/plan/undo.js';
import type { Universe } from '../../domain/vocabulary.js';
import { AboError } from '../../errors.js';
import { nearest } from '../../nearest.js';
import type { Reader } from '../../storage/store.js';
import { isAmong, matchesAddress, type Filters } from '../read/filters.js';
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
  const scope = new UndoScope(now, edits, filters);
  return edits.flatMap((edit) => {
    const cells = scope.cellsReached(edit);
    return cells === 0 ? [] : [{ edit, cells }];
  });
}

class UndoScope {
  readonly #now: Snapshot;
  readonly #filters: Filters;
  /** Companies as the change set had them. */
  readonly #companies = new Map<string, Company>();
  readonly #hasContact: (versions: readonly Contact[]) => boolean;

  constructor(now: Snapshot, edits: readonly Edit[], filters: Filters) {
    this.#now = now;
    this.#filters = filters;
    for (const edit of edits) {
      const company = edit.kind === 'company' ? (edit.before ?? edit.after) : null;
      if (company !== null) this.#companies.set(company.code, company);
    }
    this.#hasContact = this.#contactFilter(edits);
  }

  /** Of choices, the cells that are reached; of anything else, all or none. */
  cellsReached(edit: Edit): CellMask {
    if (!this.#reachesCompany(edit.company)) return 0;
    switch (edit.kind) {
      case 'company':
        return this.#isDirectoryOnly() && this.#filters.address.length === 0 && !this.#filtersContacts()
          ? all(this.#holdsUniverse(edit.before, edit.after))
          : 0;
      case 'contact':
        return this.#isDirectoryOnly() && this.#hasContact(this.#versionsOf(edit))
          ? all(this.#holdsUniverse(edit.before, edit.after) && this.#hasAddress(edit.before?.email, edit.after?.email))
          : 0;
      case 'mailbox': {
        const { universe, category, channel } = this.#filters;
        return all(
          !this.#filtersContacts() &&
            isAmong(universe, edit.universe) &&
            isAmong(category, edit.category) &&
            isAmong(channel, 'email') &&
            this.#hasAddress(edit.before, edit.after),
        );
      }
      case 'subscription': {
        const { universe, category, channel, address } = this.#filters;
        if (address.length > 0 || !isAmong(universe, edit.universe) || !this.#hasContact(this.#versionsOf(edit))) {
          return 0;
        }
        return CELLS.reduce(
          (mask, cell) => (isAmong(category, cell.category) && isAmong(channel, cell.channel) ? mask | cell.bit : mask),
          0,
        );
      }
    }
  }

  #reachesCompany(code: string): boolean {
    const { company, excludeCompany, partner: partners } = this.#filters;
    if (!isAmong(company, code) || excludeCompany.includes(code)) return false;
    const partner = (this.#now.companyRow(code) ?? this.#companies.get(code))?.partner;
    return partners.length === 0 || (typeof partner === 'string' && partners.includes(partner));
  }

  #isDirectoryOnly(): boolean {
    return this.#filters.category.length === 0 && this.#filters.channel.length === 0;
  }

  #filtersContacts(): boolean {
    const { contact, excludeContact, role, access } = this.#filters;
    return contact.length > 0 || excludeContact.length > 0 || role.length > 0 || access !== undefined;
  }

  #holdsUniverse(...versions: readonly ({ readonly universes: readonly Universe[] } | null)[]): boolean {
    const { universe } = this.#filters;
    return (
      universe.length === 0 || versions.some((version) => version?.universes.some((each) => universe.includes(each)))
    );
  }

  #hasAddress(...addresses: readonly (string | null | undefined)[]): boolean {
    if (this.#filters.address.length === 0) return true;
    return addresses.some((address) => typeof address === 'string' && matchesAddress(this.#filters, address));
  }

  /** A contact as they are now, then as the change set found and left them. */
  #versionsOf(edit: ContactEdit | SubscriptionEdit): readonly Contact[] {
    const now = contactById(this.#now.company(edit.company), edit.id)?.contact;
    const [before, after] =
      edit.kind === 'contact' ? [edit.before, edit.after] : [edit.contactBefore, edit.contactAfter];
    return [now, after, before].flatMap((version) => version ?? []);
  }

  #contactFilter(edits: readonly Edit[]): (versions: readonly Contact[]) => boolean {
    const { contact: patterns, excludeContact, role, access } = this.#filters;
    const contacts = new Map<number, readonly Contact[]>();
    for (const edit of patterns.length === 0 ? [] : edits) {
      if ((edit.kind === 'contact' || edit.kind === 'subscription') && !contacts.has(edit.id)) {
        if (this.#reachesCompany(edit.company)) contacts.set(edit.id, this.#versionsOf(edit));
      }
    }
    const ids = new Set(
      patterns.filter((pattern) => !isWildcard(pattern)).map((pattern) => idOfOnly(pattern, [...contacts.values()])),
    );
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
