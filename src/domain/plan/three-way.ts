/**
 * Three-way import: compares each cell of a row as exported, in the file, and now. What was not edited in the file is kept as
 * it is now. What was edited is requested, unless it was changed since to something else, which is a conflict.
 * Source: docs/contract/csv.md, "Three-way import".
 */
import { addressKey, normaliseAddress, sameAddress } from '../address.js';
import { cellsIn, storedIn } from '../cells.js';
import { contactsByRef } from '../contact-index.js';
import { effective } from '../effective.js';
import {
  SETTABLE_CONTACT_FIELDS,
  SINGLE_COMPANY_FIELDS,
  valuesOf,
  valueIn,
  type Field,
  type FieldValue,
  type FieldValues,
} from '../fields.js';
import { choicesIn, type Company, type ContactState } from '../model.js';
import { normaliseValue } from '../names-and-codes.js';
import { optional } from '../optional-property.js';
import { CATEGORIES, type Category } from '../vocabulary.js';
import { requestedIn } from './cell-requests.js';
import { compareThree, type Conflict, type OnConflict } from './conflict.js';
import { cellPlace, companyPlace, contactPlace, mailboxPlace, type Place } from './place.js';
import type { Draft } from './draft.js';
import type { CompanyRequest, ContactRequest, MailboxRequest, Request, SubscriptionRequest } from './request.js';

/** The three versions of a value. `now` is undefined where the company or contact no longer exists. */
interface Versions<T> {
  readonly file: T;
  readonly exported: T;
  readonly now: T | undefined;
}

export class ThreeWayMerge {
  readonly requests: Request[] = [];
  readonly conflicts: Conflict[] = [];
  /** How many cells are as exported in the file, were changed since, and are kept as they are now. */
  kept = 0;
  /** How many cells are now as the file has them. */
  unchanged = 0;
  readonly #exported: Draft;
  readonly #now: Draft;
  readonly #onConflict: OnConflict;

  /**
   * @param exported the state at the row's revision
   * @param now the state before the import
   */
  constructor(requests: readonly Request[], exported: Draft, now: Draft, onConflict: OnConflict) {
    this.#exported = exported;
    this.#now = now;
    this.#onConflict = onConflict;
    for (const request of requests) this.#merge(request);
  }

  #merge(request: Request): void {
    if (request.kind === 'company') this.#mergeCompany(request);
    else if (request.kind === 'contact') this.#mergeContact(request);
    else if (request.kind === 'mailbox') this.#mergeMailboxes(request);
    else this.#mergeSubscriptions(request);
  }

  #mergeCompany(request: CompanyRequest): void {
    const { kind, origin, mode, company, damaged } = request;
    const exported = this.#exported.companyRow(company);
    if (exported === undefined) {
      this.requests.push(request);
      return;
    }
    const now = this.#now.companyRow(company);
    const place = { ...companyPlace(company, null), origin };
    const fields = {
      ...optional('damaged', damaged),
      ...this.#mergeFields(SINGLE_COMPANY_FIELDS, { file: request, exported, now }, place),
      ...this.#mergeLink(request, exported, now),
    };
    if (Object.keys(fields).length === 0) return;
    // A company that was removed since is recreated from all that the file says.
    this.requests.push(now === undefined ? request : { kind, origin, mode, company, ...fields });
  }

  /** A partner and the universe of the link are kept, changed, or in conflict together. */
  #mergeLink(
    request: CompanyRequest,
    exported: Company,
    now: Company | undefined,
  ): Pick<CompanyRequest, 'partner' | 'partnerUniverse'> {
    const { origin, partner = exported.partner, partnerUniverse } = request;
    if (request.partner === undefined && partnerUniverse === undefined) return {};
    // Another partner's universe is implied, unless the file says which.
    const implied = partner === exported.partner ? exported.partnerUniverse : null;
    // A user who clears the partner need not clear the cell beside it.
    const isLeftBehind = partner === null && partnerUniverse === exported.partnerUniverse;
    const universe = isLeftBehind ? null : (partnerUniverse ?? implied);
    const isRequested = this.#isRequested(
      { ...companyPlace(request.company, 'partner'), origin },
      { file: { partner, partnerUniverse: universe }, exported, now },
      LINKS,
    );
    return isRequested ? { partner, ...optional('partnerUniverse', universe ?? undefined) } : {};
  }

  #mergeContact(request: ContactRequest): void {
    const { kind, origin, mode, company, damaged } = request;
    const exported = this.#exportedContact(company, request.contact, request.ref)?.contact;
    if (exported === undefined) {
      this.requests.push(request);
      return;
    }
    const now = this.#now.contactById(company, exported.id)?.contact;
    const place = { ...contactPlace(exported, null), origin };
    const email = normaliseAddress(request.newEmail ?? request.contact);
    const versions = { file: email, exported: exported.email, now: now?.email };
    const isRenamed =
      !sameAddress(email, exported.email) && this.#isRequested({ ...place, field: 'email' }, versions, ADDRESSES);
    const fields = {
      ...optional('damaged', damaged),
      ...optional('newEmail', isRenamed ? email : undefined),
      ...this.#mergeFields(SETTABLE_CONTACT_FIELDS, { file: request, exported, now }, place),
    };
    if (Object.keys(fields).length === 0) return;
    this.requests.push(now === undefined ? request : { kind, origin, mode, company, contact: now.email, ...fields });
  }

  /** A row names its contact by the address at its revision; where that is new, by a `ref` that was known. */
  #exportedContact(company: string, address: string, ref?: string | null): ContactState | undefined {
    const byAddress = this.#exported.contact(company, addressKey(normaliseAddress(address)));
    if (byAddress !== undefined || typeof ref !== 'string') return byAddress;
    const state = this.#exported.company(company);
    return state === undefined ? undefined : contactsByRef(state).get(ref);
  }

  #mergeFields<F extends Field>(
    fields: readonly F[],
    { file, exported, now }: { file: Partial<FieldValues<F>> } & Pick<Versions<FieldValues<F>>, 'exported' | 'now'>,
    place: RowPlace,
  ): Partial<FieldValues<F>> {
    return valuesOf(fields, (field) => {
      const value = valueIn(file, field);
      if (value === undefined) return undefined;
      const versions = {
        file: normaliseValue(field.type, value),
        exported: valueIn(exported, field) ?? null,
        now: now && (valueIn(now, field) ?? null),
      };
      return this.#isRequested({ ...place, field: field.column }, versions, VALUES) ? versions.file : undefined;
    });
  }

  #mergeMailboxes(request: MailboxRequest): void {
    const { origin, company, universe, values } = request;
    const exported = this.#exported.companyRow(company);
    if (universe === '*' || !exported?.universes.includes(universe)) {
      this.requests.push(request);
      return;
    }
    const isRemoved = this.#now.companyRow(company) === undefined;
    const left: Partial<Record<Category, string | null>> = {};
    for (const category of CATEGORIES) {
      const value = values[category];
      if (value === undefined) continue;
      const versions = {
        file: value === null ? null : normaliseAddress(value),
        exported: this.#exported.mailbox(company, universe, category),
        now: isRemoved ? undefined : this.#now.mailbox(company, universe, category),
      };
      const place = { ...mailboxPlace(company, universe, category), origin };
      if (this.#isRequested(place, versions, ADDRESSES)) left[category] = value;
    }
    if (Object.keys(left).length > 0) this.requests.push(isRemoved ? request : { ...request, values: left });
  }

  #mergeSubscriptions(request: SubscriptionRequest): void {
    const { origin, company, universe } = request;
    const exported = this.#exportedContact(company, request.contact);
    if (universe === '*' || exported?.contact.universes.includes(universe) !== true) {
      this.requests.push(request);
      return;
    }
    const { id } = exported.contact;
    const now = this.#now.contactById(company, id);
    const left = { on: 0, off: 0, default: 0 };
    for (const cell of cellsIn(request.on | request.off | request.default)) {
      const value = requestedIn(request, cell);
      // `on` and `off` are compared with what is in force. `default` removes a choice: it is compared with what is stored.
      const valueOf = (state: ContactState): FieldValue => {
        const choices = choicesIn(state, universe);
        return value === 'default'
          ? storedIn(choices, cell.bit)
          : effective(state.contact, universe, cell, choices).notified;
      };
      const versions = {
        file: value === 'default' ? value : value === 'on',
        exported: valueOf(exported),
        now: now && valueOf(now),
      };
      const place = { ...cellPlace(exported.contact, universe, cell), origin };
      if (this.#isRequested<FieldValue>(place, versions, VALUES)) left[value] |= cell.bit;
    }
    if ((left.on | left.off | left.default) === 0) return;
    this.requests.push(now === undefined ? request : { ...request, ...left, id });
  }

  /** Is the file's value left to request? Counts it otherwise, or notes the conflict. */
  #isRequested<T>(place: RowPlace, { file, exported, now }: Versions<T>, { same, shown }: ValueKind<T>): boolean {
    if (same(file, exported)) {
      if (now !== undefined && same(now, exported)) this.unchanged++;
      else this.kept++;
      return false;
    }
    const comparison = compareThree(exported, file, now, same);
    if (comparison === 'as-expected' || (comparison === 'conflict' && this.#onConflict === 'file')) return true;
    if (comparison === 'as-wanted') this.unchanged++;
    else if (this.#onConflict === 'current') this.kept++;
    if (comparison === 'as-wanted' || this.#onConflict === 'current') return false;
    const cause = now === undefined ? { ...this.#removedAt(place), now: null } : null;
    const [expected, wanted] = [shown(exported), shown(file)];
    this.conflicts.push({ ...place, expected, wanted, now: now === undefined ? null : shown(now), cause });
    return false;
  }

  /** What no longer exists at a place: the contact, or the company. */
  #removedAt({ company, contact: email, id }: Place): Place {
    return id === null || email === null || this.#now.companyRow(company) === undefined
      ? companyPlace(company, null)
      : contactPlace({ company, email, id }, null);
  }
}

type RowPlace = Place & Pick<Conflict, 'origin'>;

/** How the values of one kind are compared, and shown in a conflict. */
interface ValueKind<T> {
  readonly same: (a: T, b: T) => boolean;
  readonly shown: (value: T) => FieldValue;
}

const VALUES: ValueKind<FieldValue> = { same: (a, b) => a === b, shown: (value) => value };

const ADDRESSES: ValueKind<string | null> = { same: sameAddress, shown: (email) => email };

const LINKS: ValueKind<Pick<Company, 'partner' | 'partnerUniverse'>> = {
  /** A file may leave out the universe that a partner implies: it then agrees with whichever universe is stored. */
  same: (a, b) =>
    a.partner === b.partner &&
    (a.partnerUniverse === b.partnerUniverse ||
      (a.partner !== null && (a.partnerUniverse === null || b.partnerUniverse === null))),
  /** `PART (operator)`; without the universe where that is implied; null for no link. */
  shown: ({ partner, partnerUniverse }) => {
    if (partner === null) return partnerUniverse === null ? null : ` (${partnerUniverse})`;
    return partnerUniverse === null ? partner : `${partner} (${partnerUniverse})`;
  },
};
