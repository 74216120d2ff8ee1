/**
 * The mailboxes and choices that an input sets, compared with what is so. The directory is as it will be by then.
 * Source: docs/contract/rules.md, "Setting a value" and "Within one input".
 */
import { addressKey, normaliseAddress, type AddressCheck } from '../address.js';
import {
  ALL_CELLS,
  cellName,
  CELLS,
  countCells,
  storedIn,
  withStored,
  type Cell,
  type Choices,
  type Stored,
} from '../cells.js';
import { effective, possibleCells, type Subscriber, type SubscriptionReason } from '../effective.js';
import { choicesIn, type Company, type Contact, type ContactState } from '../model.js';
import { originOfRow, rowNumber, type Origin, type Problem } from '../problems.js';
import { CATEGORIES, UNIVERSES, type Category, type Universe } from '../vocabulary.js';
import { CellOrigins } from './cell-origins.js';
import type { Contradictions, RowValue } from './contradictions.js';
import type { Draft } from './draft.js';
import type { MailboxRequest, SubscriptionRequest } from './request.js';

/** Why a choice can't be made. */
export type ChoiceRefusal = 'universe-not-held' | 'no-portal-access';

export type CellOutcome =
  | { readonly outcome: 'store'; readonly value: Stored }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly reason: ChoiceRefusal };

const UNCHANGED: CellOutcome = { outcome: 'unchanged' };

/**
 * Returns what requesting a value does to one cell. `on` and `off` are compared with what is in force: requesting what is
 * already so stores nothing, unless it is pinned. `default` removes the stored choice. `off` on a dormant `on` stores `off`, so
 * that the `on` can't come back. A new choice that can't work is refused, a pinned `off` too.
 *
 * With `mustWork`, any request is refused where no choice can work: `off` too, and an `on` that is stored but dormant.
 */
export function cellOutcome(
  requested: Stored,
  contact: Subscriber,
  universe: Universe,
  cell: Cell,
  choices: Choices,
  { pin = false, mustWork = false }: Pick<SubscriptionRequest, 'pin' | 'mustWork'> = {},
): CellOutcome {
  const stored = storedIn(choices, cell.bit);
  if (requested === 'default') return stored === 'default' ? UNCHANGED : { outcome: 'store', value: 'default' };
  if (requested === 'off' && stored === 'on') return { outcome: 'store', value: 'off' };
  const { notified, reason } = effective(contact, universe, cell, choices);
  const refusal = REFUSAL_OF[reason];
  if (requested === stored && (requested === 'off' || refusal === undefined || !mustWork)) return UNCHANGED;
  if (refusal !== undefined && (requested === 'on' || pin || mustWork)) return { outcome: 'refused', reason: refusal };
  if (notified === (requested === 'on') && !pin) return UNCHANGED;
  return { outcome: 'store', value: requested };
}

const REFUSAL_OF: Readonly<Partial<Record<SubscriptionReason, ChoiceRefusal>>> = {
  'not-in-universe': 'universe-not-held',
  'no-portal-access': 'no-portal-access',
};

export interface CellCounts {
  unchanged: number;
  skipped: number;
}

/** Where a cell was first set: a row's number, since there may be millions. */
function pack(origin: Origin | null): number {
  return origin === null ? -1 : rowNumber(origin);
}

function unpack(packed: number): Origin | null {
  return packed < 0 ? null : originOfRow(packed);
}

interface RequestedCells {
  on: number;
  off: number;
  default: number;
  /** The row that sets them, while it is one row for all. */
  readonly origin: number;
  /** Their place in `CellOrigins`, once there are several rows; -1 before. */
  place: number;
}

interface RequestedMailbox {
  readonly email: string | null;
  readonly origin: Origin | null;
}

export class CellRequests {
  readonly #draft: Draft;
  readonly #isAddress: AddressCheck;
  readonly #contradictions: Contradictions;
  readonly #report: (problem: Problem) => void;
  readonly #counts: CellCounts;
  readonly #cells = new Map<string, Map<number, RequestedCells>>();
  readonly #origins = new CellOrigins();
  readonly #mailboxes = new Map<string, Map<Universe, Map<Category, RequestedMailbox>>>();

  constructor(
    draft: Draft,
    isAddress: AddressCheck,
    contradictions: Contradictions,
    report: (problem: Problem) => void,
    counts: CellCounts,
  ) {
    this.#draft = draft;
    this.#isAddress = isAddress;
    this.#contradictions = contradictions;
    this.#report = report;
    this.#counts = counts;
  }

  addMailbox(request: MailboxRequest): void {
    const company = this.#draft.row(request.company);
    if (company === undefined) return;
    const universes = request.universe === '*' ? company.universes : [request.universe];
    for (const universe of universes) {
      let refused = false;
      for (const category of CATEGORIES) {
        const requested = request.values[category];
        if (
          requested !== undefined &&
          this.#setMailbox(request, company, universe, category, requested) === 'refused'
        ) {
          refused = true;
        }
      }
      if (refused) this.#refuseUniverse(request, universe, company.universes);
    }
  }

  #setMailbox(
    request: MailboxRequest,
    company: Company,
    universe: Universe,
    category: Category,
    requested: string | null,
  ): 'settled' | 'refused' {
    const email = requested === null ? null : normaliseAddress(requested);
    const stored = this.#draft.mailbox(request.company, universe, category);
    const same = email === stored || (email !== null && stored !== null && addressKey(email) === addressKey(stored));
    if (!same && email !== null && !this.#isAddress(email)) {
      // A text that is not an address is not compared with other rows.
      this.#report({ code: 'bad-email', origin: request.origin, column: category, value: requested, detail: {} });
      return 'settled';
    }
    if (!this.#noteMailbox(request, universe, category, email)) return 'settled';

    const held = company.universes.includes(universe);
    if (same && (held || email === null || request.mustWork !== true)) {
      this.#counts.unchanged++;
    } else if (email === null) {
      this.#draft.putMailbox(request.company, universe, category, null);
    } else if (!held && (request.replaces !== true || stored === null)) {
      if (request.lenient !== true) return 'refused';
      this.#counts.skipped++;
    } else {
      this.#draft.putMailbox(request.company, universe, category, email);
    }
    return 'settled';
  }

  /** Reports one problem for the row: its universe is at fault, not its cells. */
  #refuseUniverse({ origin }: { readonly origin: Origin | null }, universe: Universe, held: readonly Universe[]): void {
    this.#report({
      code: 'universe-not-held',
      origin,
      column: 'universe',
      value: universe,
      detail: { names: [universe], expected: held },
    });
  }

  /** Is this the first request for the cell? A second one must be for the same address. */
  #noteMailbox(request: MailboxRequest, universe: Universe, category: Category, email: string | null): boolean {
    const company = mapIn(this.#mailboxes, request.company, () => new Map<Universe, Map<Category, RequestedMailbox>>());
    const row = mapIn(company, universe, () => new Map<Category, RequestedMailbox>());
    const earlier = row.get(category);
    const requested = { email, origin: request.origin };
    if (earlier === undefined && this.#contradictions.isEmpty) {
      row.set(category, requested);
      return true;
    }
    const what = `mailbox ${request.company} ${universe} ${category}`;
    const value = mailboxValue(requested, category);
    if (earlier === undefined) {
      const problem = this.#contradictions.check(what, value);
      if (problem === null) row.set(category, requested);
      else this.#report(problem);
      return problem === null;
    }
    const first = mailboxValue(earlier, category);
    if (first.key !== value.key) this.#report(this.#contradictions.note(what, first, value));
    return false;
  }

  /** @param state the contact's, as the directory's changes leave it */
  addSubscription(request: SubscriptionRequest, state: ContactState): void {
    const { contact } = state;
    const universes = request.universe === '*' ? contact.universes : [request.universe];
    for (const universe of universes) {
      const requested = this.#noteCells(request, contact, universe);
      const choices = choicesIn(state, universe);
      const after = this.#settleCells(request, contact, universe, choices, requested);
      if (after !== choices) this.#draft.putChoices(request.company, contact.id, universe, after);
    }
  }

  /** Returns the cells of the request that no request before it set. One that is set again must be set to the same. */
  #noteCells(request: SubscriptionRequest, contact: Contact, universe: Universe): number {
    const company = mapIn(this.#cells, request.company, () => new Map<number, RequestedCells>());
    const before = mapIn(company, contact.id * UNIVERSES.length + UNIVERSES.indexOf(universe), () => ({
      on: 0,
      off: 0,
      default: 0,
      origin: pack(request.origin),
      place: -1,
    }));
    const requested =
      (request.on | request.off | request.default) & ~this.#conflictingCells(request, contact, universe);
    const known = before.on | before.off | before.default;
    const again = requested & known;
    if (again !== 0) this.#checkRepeated(request, placeOf(contact, universe), before, again);
    const fresh = requested & ~known;
    before.on |= request.on & fresh;
    before.off |= request.off & fresh;
    before.default |= request.default & fresh;
    this.#noteOrigins(before, fresh, pack(request.origin));
    return fresh;
  }

  #noteOrigins(requested: RequestedCells, fresh: number, origin: number): void {
    if (fresh === 0 || (requested.place < 0 && requested.origin === origin)) return;
    if (requested.place < 0) requested.place = this.#origins.take(requested.origin);
    for (const cell of CELLS) if ((fresh & cell.bit) !== 0) this.#origins.set(requested.place, cell.index, origin);
  }

  #originIn({ origin, place }: RequestedCells, cell: Cell): number {
    return (place < 0 ? undefined : this.#origins.get(place, cell.index)) ?? origin;
  }

  /** Returns the cells of the request on which other rows disagree; each is a problem. */
  #conflictingCells(request: SubscriptionRequest, contact: Contact, universe: Universe): number {
    if (this.#contradictions.isEmpty) return 0;
    const place = placeOf(contact, universe);
    let conflicting = 0;
    for (const cell of CELLS) {
      if (((request.on | request.off | request.default) & cell.bit) === 0) continue;
      const problem = this.#contradictions.check(`${place} ${cell.index}`, cellValue(request, cell, request.origin));
      if (problem === null) continue;
      this.#report(problem);
      conflicting |= cell.bit;
    }
    return conflicting;
  }

  #checkRepeated(request: SubscriptionRequest, place: string, before: RequestedCells, again: number): void {
    const agree = (before.on & request.on) | (before.off & request.off) | (before.default & request.default);
    if ((again & ~agree) === 0) return;
    for (const cell of CELLS) {
      if ((again & ~agree & cell.bit) === 0) continue;
      const first = cellValue(before, cell, unpack(this.#originIn(before, cell)));
      this.#report(
        this.#contradictions.note(`${place} ${cell.index}`, first, cellValue(request, cell, request.origin)),
      );
    }
  }

  #settleCells(
    request: SubscriptionRequest,
    contact: Subscriber,
    universe: Universe,
    choices: Choices,
    requested: number,
  ): Choices {
    // Of a million cells, most request the value that is stored.
    const restated = request.mustWork === true ? possibleCells(contact, universe) : ALL_CELLS;
    const same = requested & ((request.on & choices.on & restated) | (request.off & choices.chosen & ~choices.on));
    this.#counts.unchanged += countCells(same);
    let after = choices;
    const refusals = new Map<ChoiceRefusal, Cell[]>();
    for (const cell of CELLS) {
      if ((requested & ~same & cell.bit) === 0) continue;
      const setting = cellOutcome(requestedIn(request, cell), contact, universe, cell, choices, request);
      if (setting.outcome === 'store') after = withStored(after, cell.bit, setting.value);
      else if (setting.outcome === 'unchanged') this.#counts.unchanged++;
      else if (((request.lenient ?? 0) & cell.bit) !== 0) this.#counts.skipped++;
      else mapIn(refusals, setting.reason, () => [] as Cell[]).push(cell);
    }
    for (const [reason, cells] of refusals) this.#refuse(request, universe, contact, reason, cells);
    return after;
  }

  #refuse(
    request: SubscriptionRequest,
    universe: Universe,
    contact: Subscriber,
    reason: ChoiceRefusal,
    cells: readonly Cell[],
  ): void {
    if (reason === 'universe-not-held') {
      this.#refuseUniverse(request, universe, contact.universes);
      return;
    }
    for (const cell of cells) {
      this.#report({
        code: reason,
        origin: request.origin,
        column: cellName(cell),
        value: requestedIn(request, cell),
        detail: { names: [request.contact] },
      });
    }
  }
}

/** A contact's choices in a universe. Identities of new contacts differ from one planning to the next. */
function placeOf({ id, company, email }: Contact, universe: Universe): string {
  return `subscription ${company} ${id < 0 ? addressKey(email) : String(id)} ${universe}`;
}

function cellValue(
  requested: { readonly on: number; readonly off: number },
  cell: Cell,
  origin: Origin | null,
): RowValue {
  const text = requestedIn(requested, cell);
  return { text, key: text, origin, column: cellName(cell) };
}

function mailboxValue({ email, origin }: RequestedMailbox, category: Category): RowValue {
  return { text: email ?? '-', key: addressKey(email ?? ''), origin, column: category };
}

function requestedIn(requested: { readonly on: number; readonly off: number }, cell: Cell): Stored {
  if ((requested.on & cell.bit) !== 0) return 'on';
  return (requested.off & cell.bit) !== 0 ? 'off' : 'default';
}

function mapIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
