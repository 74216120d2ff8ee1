/**
 * The mailboxes and choices that an input sets, compared with what is stored. The directory's changes are in the draft by then.
 * Source: docs/contract/rules.md, "Setting a value" and "Within one input".
 */
import { addressKey, normaliseAddress, sameAddress } from '../address.js';
import {
  ALL_CELLS,
  cellName,
  CELLS,
  cellsIn,
  countCells,
  storedIn,
  withStored,
  type Cell,
  type Choices,
  type Stored,
} from '../cells.js';
import { effective, possibleCells, type Subscriber, type SubscriptionReason } from '../effective.js';
import { getOrCreate } from '../maps.js';
import { choicesIn, type Company, type Contact, type ContactState } from '../model.js';
import { originOfRow, rowNumber, type Origin } from '../problems.js';
import { CATEGORIES, UNIVERSES, type Category, type Universe } from '../vocabulary.js';
import { CellOrigins } from './cell-origins.js';
import type { RowValue } from './contradictions.js';
import type { Planning } from './planning.js';
import type { MailboxRequest, SubscriptionRequest } from './request.js';

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

/** The number of the row that first requests a cell, since there may be millions; -1 for the command line. */
function rowOf(origin: Origin | null): number {
  return origin === null ? -1 : rowNumber(origin);
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

export class CellRequests {
  readonly #planning: Planning;
  readonly #cells = new Map<string, Map<number, RequestedCells>>();
  readonly #origins = new CellOrigins();
  readonly #mailboxes = new Map<string, Map<Universe, Map<Category, RowValue>>>();

  constructor(planning: Planning) {
    this.#planning = planning;
  }

  addMailbox(request: MailboxRequest): void {
    const company = this.#planning.draft.row(request.company);
    if (company === undefined) return;
    const universes = request.universe === '*' ? company.universes : [request.universe];
    for (const universe of universes) {
      const refused = CATEGORIES.filter((category) => {
        const requested = request.values[category];
        return requested !== undefined && !this.#setMailbox(request, company, universe, category, requested);
      });
      if (refused.length > 0) this.#refuseUniverse(request, universe, company.universes);
    }
  }

  /** Returns false where the company does not hold the universe. */
  #setMailbox(
    request: MailboxRequest,
    company: Company,
    universe: Universe,
    category: Category,
    requested: string | null,
  ): boolean {
    const { draft, isAddress, report, counts } = this.#planning;
    const email = requested === null ? null : normaliseAddress(requested);
    const stored = draft.mailbox(company.code, universe, category);
    const same = sameAddress(email, stored);
    if (!same && email !== null && !isAddress(email)) {
      // A text that is not an address is not compared with other rows.
      report({ code: 'bad-email', origin: request.origin, column: category, value: requested, detail: {} });
      return true;
    }
    if (!this.#noteMailbox(request, universe, category, email)) return true;

    const held = company.universes.includes(universe);
    const canBeSet = held || email === null || (request.replaces === true && stored !== null);
    if (same && (held || email === null || request.mustWork !== true)) counts.unchanged++;
    else if (canBeSet) draft.putMailbox(company.code, universe, category, email);
    else if (request.lenient === true) counts.skipped++;
    else return false;
    return true;
  }

  /** Reports one problem for the row: its universe is at fault, not its cells. */
  #refuseUniverse({ origin }: { readonly origin: Origin | null }, universe: Universe, held: readonly Universe[]): void {
    const detail = { names: [universe], expected: held };
    this.#planning.report({ code: 'universe-not-held', origin, column: 'universe', value: universe, detail });
  }

  /** Is this the first request for the cell? A second one must be for the same address. */
  #noteMailbox(request: MailboxRequest, universe: Universe, category: Category, email: string | null): boolean {
    const { company, origin } = request;
    const universes = getOrCreate(this.#mailboxes, company, () => new Map<Universe, Map<Category, RowValue>>());
    const row = getOrCreate(universes, universe, () => new Map<Category, RowValue>());
    const first = row.get(category);
    const value = { text: email ?? '-', key: addressKey(email ?? ''), origin, column: category };
    const what = `mailbox ${company} ${universe} ${category}`;
    const problem = this.#planning.contradictions.compare(what, first, value);
    if (problem !== null) this.#planning.report(problem);
    else if (first === undefined) row.set(category, value);
    return problem === null && first === undefined;
  }

  /** @param state the contact's, as the directory's changes leave it */
  addSubscription(request: SubscriptionRequest, state: ContactState): void {
    const { contact } = state;
    const universes = request.universe === '*' ? contact.universes : [request.universe];
    for (const universe of universes) {
      const requested = this.#noteCells(request, contact, universe);
      const choices = choicesIn(state, universe);
      const after = this.#settleCells(request, contact, universe, choices, requested);
      if (after !== choices) this.#planning.draft.putChoices(request.company, contact.id, universe, after);
    }
  }

  /** Returns the cells of the request that no request before it set. One that is set again must be set to the same. */
  #noteCells(request: SubscriptionRequest, contact: Contact, universe: Universe): number {
    const { contradictions, report } = this.#planning;
    const row = rowOf(request.origin);
    const company = getOrCreate(this.#cells, request.company, () => new Map<number, RequestedCells>());
    const key = contact.id * UNIVERSES.length + UNIVERSES.indexOf(universe);
    const first = getOrCreate(company, key, () => ({ on: 0, off: 0, default: 0, origin: row, place: -1 }));
    const requested = request.on | request.off | request.default;
    const known = first.on | first.off | first.default;
    const agreed = (first.on & request.on) | (first.off & request.off) | (first.default & request.default);
    let refused = 0;
    for (const cell of cellsIn(contradictions.isEmpty ? requested & known & ~agreed : requested)) {
      const what = `${placeOf(contact, universe)} ${cell.index}`;
      const earlier = (known & cell.bit) === 0 ? undefined : cellValue(first, cell, this.#originIn(first, cell));
      const value = cellValue(request, cell, request.origin);
      const problem = contradictions.check(what, value) ?? contradictions.compare(what, earlier, value);
      if (problem === null) continue;
      report(problem);
      refused |= cell.bit;
    }
    const fresh = requested & ~known & ~refused;
    first.on |= request.on & fresh;
    first.off |= request.off & fresh;
    first.default |= request.default & fresh;
    this.#noteOrigins(first, fresh, row);
    return fresh;
  }

  #noteOrigins(requested: RequestedCells, fresh: number, row: number): void {
    if (fresh === 0 || (requested.place < 0 && requested.origin === row)) return;
    if (requested.place < 0) requested.place = this.#origins.take(requested.origin);
    for (const cell of cellsIn(fresh)) this.#origins.set(requested.place, cell.index, row);
  }

  #originIn({ origin, place }: RequestedCells, cell: Cell): Origin | null {
    const row = (place < 0 ? undefined : this.#origins.get(place, cell.index)) ?? origin;
    return row < 0 ? null : originOfRow(row);
  }

  #settleCells(
    request: SubscriptionRequest,
    contact: Subscriber,
    universe: Universe,
    choices: Choices,
    requested: number,
  ): Choices {
    const { counts } = this.#planning;
    // Of a million cells, most request the value that is stored.
    const restated = request.mustWork === true ? possibleCells(contact, universe) : ALL_CELLS;
    const same = requested & ((request.on & choices.on & restated) | (request.off & choices.chosen & ~choices.on));
    counts.unchanged += countCells(same);
    let after = choices;
    const refusals = new Map<ChoiceRefusal, Cell[]>();
    for (const cell of CELLS) {
      if ((requested & ~same & cell.bit) === 0) continue;
      const setting = cellOutcome(requestedIn(request, cell), contact, universe, cell, choices, request);
      if (setting.outcome === 'store') after = withStored(after, cell.bit, setting.value);
      else if (setting.outcome === 'unchanged') counts.unchanged++;
      else if (((request.lenient ?? 0) & cell.bit) !== 0) counts.skipped++;
      else getOrCreate(refusals, setting.reason, (): Cell[] => []).push(cell);
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
    const { origin } = request;
    for (const cell of cells) {
      const [column, value, detail] = [cellName(cell), requestedIn(request, cell), { names: [request.contact] }];
      this.#planning.report({ code: reason, origin, column, value, detail });
    }
  }
}

/** A contact's choices in a universe. Identities of new contacts differ from one planning to the next. */
function placeOf({ id, company, email }: Contact, universe: Universe): string {
  return `subscription ${company} ${id < 0 ? addressKey(email) : String(id)} ${universe}`;
}

function cellValue(requested: Pick<SubscriptionRequest, 'on' | 'off'>, cell: Cell, origin: Origin | null): RowValue {
  const text = requestedIn(requested, cell);
  return { text, key: text, origin, column: cellName(cell) };
}

/** Returns the value requested of a cell that one of the masks has. */
export function requestedIn(requested: Pick<SubscriptionRequest, 'on' | 'off'>, cell: Cell): Stored {
  if ((requested.on & cell.bit) !== 0) return 'on';
  return (requested.off & cell.bit) !== 0 ? 'off' : 'default';
}
