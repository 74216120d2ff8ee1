/**
 * Three-way import: each cell of a row as exported, in the file, and now. What was not edited is kept as it is now; what
 * was edited is asked for, unless it changed since to something else, which is a conflict.
 * Source: docs/contract/csv.md, "Three-way import".
 */
import { addressKey, normaliseAddress } from '../address.js';
import { CELLS, storedIn, type Cell, type Choices, type Stored } from '../cells.js';
import { effective } from '../effective.js';
import {
  COMPANY_FIELDS,
  SETTABLE_CONTACT_FIELDS,
  someValuesOf,
  valueIn,
  type Field,
  type FieldValues,
} from '../fields.js';
import { choicesIn, type Company, type Contact, type ContactState } from '../model.js';
import { normaliseValue } from '../names-and-codes.js';
import { CATEGORIES, type Category } from '../vocabulary.js';
import { contactsByRef } from '../contact-index.js';
import {
  companyPlace,
  compareThree,
  sameAddress,
  type Cause,
  type CellValue,
  type Conflict,
  type OnConflict,
  type ConflictPlace,
} from './conflict.js';
import type { Draft } from './draft.js';
import type { CompanyRequest, ContactRequest, MailboxRequest, Request, SubscriptionRequest } from './request.js';

export interface Merged {
  /** What is left to ask for. */
  readonly requests: readonly Request[];
  /** As exported, changed since, and kept as it is now. */
  readonly kept: number;
  /** Edited, and changed since to the same; or as exported, and still so. */
  readonly unchanged: number;
  readonly conflicts: readonly Conflict[];
}

/** Merges one row's requests. `exported` is the world at the row's revision, `now` the world before the import. */
export function mergeThreeWay(
  requests: readonly Request[],
  exported: Draft,
  now: Draft,
  onConflict: OnConflict,
): Merged {
  const merging = new Merging(exported, now, onConflict);
  for (const request of requests) merging.merge(request);
  return merging;
}

/** The fields of a company that are a value each: the partner and its universe are one together. */
const SINGLE_COMPANY_FIELDS = COMPANY_FIELDS.filter(({ key }) => key !== 'partner' && key !== 'partnerUniverse');

type Where = ConflictPlace & Pick<Conflict, 'origin'>;

class Merging implements Merged {
  readonly requests: Request[] = [];
  readonly conflicts: Conflict[] = [];
  kept = 0;
  unchanged = 0;

  constructor(
    private readonly exported: Draft,
    private readonly now: Draft,
    private readonly onConflict: OnConflict,
  ) {}

  merge(request: Request): void {
    switch (request.kind) {
      case 'company':
        this.mergeCompany(request);
        return;
      case 'contact':
        this.mergeContact(request);
        return;
      case 'mailbox':
        this.mergeMailboxes(request);
        return;
      case 'subscription':
        this.mergeSubscriptions(request);
        return;
    }
  }

  /** Is the cell to be asked for? Counts it otherwise. */
  private decide<T>(place: Where, file: T, exported: T, now: T | undefined, { same, told }: Compared<T>): boolean {
    if (same(file, exported)) {
      if (now !== undefined && same(now, exported)) this.unchanged++;
      else this.kept++;
      return false;
    }
    const comparison = compareThree(exported, file, now, same);
    if (comparison === 'as-expected') return true;
    if (comparison === 'as-wanted') {
      this.unchanged++;
      return false;
    }
    if (this.onConflict === 'current') {
      this.kept++;
      return false;
    }
    if (this.onConflict === 'file') return true;
    const cause = now === undefined ? this.removed(place) : null;
    const [expected, wanted] = [told(exported), told(file)];
    this.conflicts.push({ ...place, expected, wanted, now: now === undefined ? null : told(now), cause });
    return false;
  }

  /** What is not there any more: the contact, or its company. */
  private removed({ company, contact, id }: ConflictPlace): Cause {
    const isCompany = id === null || this.now.companyRow(company) === undefined;
    const place = isCompany
      ? companyPlace(company, null)
      : ({ ...companyPlace(company, null), kind: 'contact', contact, id } as const);
    return { ...place, now: null };
  }

  private mergeCompany(request: CompanyRequest & { kind: 'company' }): void {
    const { company: code } = request;
    const exported = this.exported.companyRow(code);
    if (exported === undefined) {
      this.requests.push(request);
      return;
    }
    const now = this.now.companyRow(code);
    const place = placeOf(request, null);
    const { kind, origin, mode, damaged } = request;
    const asked = {
      ...(damaged === undefined ? {} : { damaged }),
      ...this.mergeFields(SINGLE_COMPANY_FIELDS, request, exported, now, place),
      ...this.mergeLink(request, exported, now),
    };
    if (Object.keys(asked).length === 0) return;
    // What was removed since is made anew of all that the file says.
    this.requests.push(now === undefined ? request : { kind, origin, mode, company: code, ...asked });
  }

  /**
   * A partner and the universe in which it manages the company are one value: neither means anything without the other, so
   * they are kept, changed, or in conflict together.
   */
  private mergeLink(
    request: CompanyRequest,
    exported: Company,
    now: Company | undefined,
  ): Pick<CompanyRequest, 'partner' | 'partnerUniverse'> {
    const { partner = exported.partner, partnerUniverse } = request;
    if (request.partner === undefined && partnerUniverse === undefined) return {};
    // Another partner's universe is implied, unless the file says which.
    const kept = partner === exported.partner ? exported.partnerUniverse : null;
    // Whoever takes the partner away need not empty the cell beside it.
    const isLeft = partner === null && partnerUniverse === exported.partnerUniverse;
    const universe = isLeft ? null : (partnerUniverse ?? kept);
    const asks = this.decide(
      { ...placeOf({ ...request, kind: 'company' }, null), field: 'partner' },
      { partner, partnerUniverse: universe },
      exported,
      now,
      LINKS,
    );
    if (!asks) return {};
    return { partner, ...(universe === null ? {} : { partnerUniverse: universe }) };
  }

  /** Of the fields that the file sets, those that are left to request. */
  private mergeFields<F extends Field>(
    fields: readonly F[],
    file: Partial<FieldValues<F>>,
    exported: FieldValues<F>,
    now: FieldValues<F> | undefined,
    place: Where,
  ): Partial<FieldValues<F>> {
    return someValuesOf(fields, (field) => {
      const value = valueIn(file, field);
      if (value === undefined) return undefined;
      const wanted = normaliseValue(field.type, value);
      const was = valueIn(exported, field) ?? null;
      const is = now && (valueIn(now, field) ?? null);
      return this.decide({ ...place, field: field.column }, wanted, was, is, VALUES) ? wanted : undefined;
    });
  }

  private mergeContact(request: ContactRequest & { kind: 'contact' }): void {
    const exported = this.exportedContact(request.company, request.contact, request.ref);
    if (exported === undefined) {
      this.requests.push(request);
      return;
    }
    const was = exported.contact;
    const now = this.now.contactById(was.company, was.id)?.contact;
    const place = placeOf(request, was);
    const { kind, origin, mode, company, damaged } = request;
    const email = normaliseAddress(request.newEmail ?? request.contact);
    const renames =
      addressKey(email) !== addressKey(was.email) &&
      this.decide({ ...place, field: 'email' }, email, was.email, now?.email, ADDRESSES);
    const asked = {
      ...(damaged === undefined ? {} : { damaged }),
      ...(renames ? { newEmail: email } : {}),
      ...this.mergeFields(SETTABLE_CONTACT_FIELDS, request, was, now, place),
    };
    if (Object.keys(asked).length === 0) return;
    this.requests.push(now === undefined ? request : { kind, origin, mode, company, contact: now.email, ...asked });
  }

  /** A row names its contact by the address at its revision; where that is new, by a `ref` that was known. */
  private exportedContact(company: string, address: string, ref?: string | null): ContactState | undefined {
    const byAddress = this.exported.contact(company, addressKey(normaliseAddress(address)));
    if (byAddress !== undefined || typeof ref !== 'string') return byAddress;
    const state = this.exported.company(company);
    return state === undefined ? undefined : contactsByRef(state).get(ref);
  }

  private mergeMailboxes(request: MailboxRequest & { kind: 'mailbox' }): void {
    const { company, universe, values } = request;
    const exported = this.exported.companyRow(company);
    if (universe === '*' || !exported?.universes.includes(universe)) {
      this.requests.push(request);
      return;
    }
    const isGone = this.now.companyRow(company) === undefined;
    const left: Partial<Record<Category, string | null>> = {};
    for (const category of CATEGORIES) {
      const asked = values[category];
      if (asked === undefined) continue;
      const file = asked === null ? null : normaliseAddress(asked);
      const place = { ...placeOf(request, null), universe, category };
      const was = this.exported.mailbox(company, universe, category);
      const now = isGone ? undefined : this.now.mailbox(company, universe, category);
      if (this.decide(place, file, was, now, ADDRESSES)) left[category] = asked;
    }
    if (Object.keys(left).length > 0) this.requests.push(isGone ? request : { ...request, values: left });
  }

  private mergeSubscriptions(request: SubscriptionRequest & { kind: 'subscription' }): void {
    const { company, universe } = request;
    const exported = this.exportedContact(company, request.contact);
    if (universe === '*' || exported?.contact.universes.includes(universe) !== true) {
      this.requests.push(request);
      return;
    }
    const { id } = exported.contact;
    const now = this.now.contactById(company, id);
    const left = { on: 0, off: 0, default: 0 };
    const was = choicesIn(exported, universe);
    for (const cell of CELLS) {
      const asked = askedFor(request, cell);
      if (asked === null) continue;
      const { category, channel } = cell;
      const place = { ...placeOf(request, exported.contact), universe, category, channel };
      // A default is a choice taken away: what is stored counts, not what comes of it.
      const is = (state: ContactState, choices: Choices): CellValue =>
        asked === 'default' ? storedIn(choices, cell.bit) : effective(state.contact, universe, cell, choices).notified;
      const decided = this.decide<CellValue>(
        place,
        asked === 'default' ? asked : asked === 'on',
        is(exported, was),
        now === undefined ? undefined : is(now, choicesIn(now, universe)),
        VALUES,
      );
      if (decided) left[asked] |= cell.bit;
    }
    if ((left.on | left.off | left.default) === 0) return;
    this.requests.push(now === undefined ? request : { ...request, ...left, id });
  }
}

/** How the values of a cell are compared, and how they are told in a conflict. */
interface Compared<T> {
  readonly same: (a: T, b: T) => boolean;
  readonly told: (value: T) => CellValue;
}

/** Sets of universes are interned: equal ones are one object. */
const VALUES: Compared<CellValue> = { same: (a, b) => a === b, told: (value) => value };

const ADDRESSES: Compared<string | null> = { same: sameAddress, told: (email) => email };

const LINKS: Compared<Pick<Company, 'partner' | 'partnerUniverse'>> = {
  /** With a partner, an implied universe is whichever it is. */
  same: (a, b) =>
    a.partner === b.partner &&
    (a.partnerUniverse === b.partnerUniverse ||
      (a.partner !== null && (a.partnerUniverse === null || b.partnerUniverse === null))),
  /** `PART (operator)`; without the universe where that is implied; null for no link. */
  told: ({ partner, partnerUniverse }) => {
    if (partner === null) return partnerUniverse === null ? null : ` (${partnerUniverse})`;
    return partnerUniverse === null ? partner : `${partner} (${partnerUniverse})`;
  },
};

function placeOf(request: Request, contact: Contact | null): Where {
  return {
    kind: request.kind,
    origin: request.origin,
    company: request.company,
    contact: contact?.email ?? null,
    id: contact?.id ?? null,
    universe: null,
    category: null,
    channel: null,
    field: null,
  };
}

function askedFor(request: SubscriptionRequest, { bit }: Cell): Stored | null {
  if ((request.on & bit) !== 0) return 'on';
  if ((request.off & bit) !== 0) return 'off';
  return (request.default & bit) === 0 ? null : 'default';
}
