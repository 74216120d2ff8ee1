/**
 * Setting mailboxes and choices: what is asked against what is so. Runs when the directory is as it will be.
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
 * What asking for a value does to one cell: `on` and `off` compare with the effective state, so asking for what is
 * already so stores nothing (unless pinned); `default` acts on the stored choice; `off` on a dormant `on` stores `off`,
 * so that it can't come back; making a choice that can't work, a pinned `off` too, is refused.
 *
 * With `mustWork`, so is asking for one where none can work: `off` too, and an `on` that is stored but dormant.
 */
export function cellOutcome(
  asked: Stored,
  contact: Subscriber,
  universe: Universe,
  cell: Cell,
  choices: Choices,
  { pin = false, mustWork = false }: Pick<SubscriptionRequest, 'pin' | 'mustWork'> = {},
): CellOutcome {
  const stored = storedIn(choices, cell.bit);
  if (asked === 'default') return stored === 'default' ? UNCHANGED : { outcome: 'store', value: 'default' };
  if (asked === 'off' && stored === 'on') return { outcome: 'store', value: 'off' };
  const { notified, reason } = effective(contact, universe, cell, choices);
  const refusal = REFUSAL_OF[reason];
  if (asked === stored && (asked === 'off' || refusal === undefined || !mustWork)) return UNCHANGED;
  if (refusal !== undefined && (asked === 'on' || pin || mustWork)) return { outcome: 'refused', reason: refusal };
  if (notified === (asked === 'on') && !pin) return UNCHANGED;
  return { outcome: 'store', value: asked };
}

const REFUSAL_OF: Readonly<Partial<Record<SubscriptionReason, ChoiceRefusal>>> = {
  'not-in-universe': 'universe-not-held',
  'no-portal-access': 'no-portal-access',
};

export interface CellCounts {
  unchanged: number;
  skipped: number;
}

/** Where a cell was first asked for: a row's number, since there may be millions. */
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
  /** Where they were asked for, while that is one row for all. */
  readonly origin: number;
  /** Their place in `CellOrigins`, once there are several rows; -1 before. */
  place: number;
}

interface RequestedMailbox {
  readonly email: string | null;
  readonly origin: Origin | null;
}

export class CellRequests {
  private readonly cells = new Map<string, Map<number, RequestedCells>>();
  private readonly origins = new CellOrigins();
  private readonly mailboxes = new Map<string, Map<Universe, Map<Category, RequestedMailbox>>>();

  constructor(
    private readonly draft: Draft,
    private readonly isAddress: AddressCheck,
    private readonly contested: Contradictions,
    private readonly report: (problem: Problem) => void,
    private readonly counts: CellCounts,
  ) {}

  addMailbox(request: MailboxRequest): void {
    const company = this.draft.row(request.company);
    if (company === undefined) return;
    const universes = request.universe === '*' ? company.universes : [request.universe];
    for (const universe of universes) {
      let refused = false;
      for (const category of CATEGORIES) {
        const asked = request.values[category];
        if (asked !== undefined && this.setMailbox(request, company, universe, category, asked) === 'refused') {
          refused = true;
        }
      }
      if (refused) this.refuseUniverse(request, universe, company.universes);
    }
  }

  private setMailbox(
    request: MailboxRequest,
    company: Company,
    universe: Universe,
    category: Category,
    asked: string | null,
  ): 'settled' | 'refused' {
    const email = asked === null ? null : normaliseAddress(asked);
    const stored = this.draft.mailbox(request.company, universe, category);
    const same = email === stored || (email !== null && stored !== null && addressKey(email) === addressKey(stored));
    if (!same && email !== null && !this.isAddress(email)) {
      // What is no address is not compared with what other rows say.
      this.report({ code: 'bad-email', origin: request.origin, column: category, value: asked, detail: {} });
      return 'settled';
    }
    if (!this.noteMailbox(request, universe, category, email)) return 'settled';

    const held = company.universes.includes(universe);
    if (same && (held || email === null || request.mustWork !== true)) {
      this.counts.unchanged++;
    } else if (email === null) {
      this.draft.putMailbox(request.company, universe, category, null);
    } else if (!held && (request.replaces !== true || stored === null)) {
      if (request.lenient !== true) return 'refused';
      this.counts.skipped++;
    } else {
      this.draft.putMailbox(request.company, universe, category, email);
    }
    return 'settled';
  }

  /** One problem for the row: its universe is at fault, not its cells. */
  private refuseUniverse(
    { origin }: { readonly origin: Origin | null },
    universe: Universe,
    held: readonly Universe[],
  ): void {
    this.report({
      code: 'universe-not-held',
      origin,
      column: 'universe',
      value: universe,
      detail: { names: [universe], expected: held },
    });
  }

  /** Is this the first time the cell is asked for? A second time must ask for the same. */
  private noteMailbox(request: MailboxRequest, universe: Universe, category: Category, email: string | null): boolean {
    const company = mapIn(this.mailboxes, request.company, () => new Map<Universe, Map<Category, RequestedMailbox>>());
    const row = mapIn(company, universe, () => new Map<Category, RequestedMailbox>());
    const earlier = row.get(category);
    const asked = { email, origin: request.origin };
    if (earlier === undefined && this.contested.isEmpty) {
      row.set(category, asked);
      return true;
    }
    const what = `mailbox ${request.company} ${universe} ${category}`;
    const said = saidOfMailbox(asked, category);
    if (earlier === undefined) {
      const problem = this.contested.check(what, said);
      if (problem === null) row.set(category, asked);
      else this.report(problem);
      return problem === null;
    }
    const first = saidOfMailbox(earlier, category);
    if (first.key !== said.key) this.report(this.contested.note(what, first, said));
    return false;
  }

  /** `state` is the contact's own, as the directory's changes leave it. */
  addSubscription(request: SubscriptionRequest, state: ContactState): void {
    const { contact } = state;
    const universes = request.universe === '*' ? contact.universes : [request.universe];
    for (const universe of universes) {
      const asked = this.noteCells(request, contact, universe);
      const choices = choicesIn(state, universe);
      const after = this.settleCells(request, contact, universe, choices, asked);
      if (after !== choices) this.draft.putChoices(request.company, contact.id, universe, after);
    }
  }

  /** The asked cells that were not asked for before. One asked for again must be asked for the same. */
  private noteCells(request: SubscriptionRequest, contact: Contact, universe: Universe): number {
    const company = mapIn(this.cells, request.company, () => new Map<number, RequestedCells>());
    const before = mapIn(company, contact.id * UNIVERSES.length + UNIVERSES.indexOf(universe), () => ({
      on: 0,
      off: 0,
      default: 0,
      origin: pack(request.origin),
      place: -1,
    }));
    const asked = (request.on | request.off | request.default) & ~this.judgeContested(request, contact, universe);
    const known = before.on | before.off | before.default;
    const again = asked & known;
    if (again !== 0) this.judgeAgain(request, placeOf(contact, universe), before, again);
    const fresh = asked & ~known;
    before.on |= request.on & fresh;
    before.off |= request.off & fresh;
    before.default |= request.default & fresh;
    this.noteOrigins(before, fresh, pack(request.origin));
    return fresh;
  }

  private noteOrigins(asked: RequestedCells, fresh: number, origin: number): void {
    if (fresh === 0 || (asked.place < 0 && asked.origin === origin)) return;
    if (asked.place < 0) asked.place = this.origins.take(asked.origin);
    for (const cell of CELLS) if ((fresh & cell.bit) !== 0) this.origins.set(asked.place, cell.index, origin);
  }

  private originIn({ origin, place }: RequestedCells, cell: Cell): number {
    return (place < 0 ? undefined : this.origins.get(place, cell.index)) ?? origin;
  }

  /** The cells asked for on which other rows disagree; each is a problem. */
  private judgeContested(request: SubscriptionRequest, contact: Contact, universe: Universe): number {
    if (this.contested.isEmpty) return 0;
    const place = placeOf(contact, universe);
    let contested = 0;
    for (const cell of CELLS) {
      if (((request.on | request.off | request.default) & cell.bit) === 0) continue;
      const problem = this.contested.check(`${place} ${cell.index}`, saidOfCell(request, cell, request.origin));
      if (problem === null) continue;
      this.report(problem);
      contested |= cell.bit;
    }
    return contested;
  }

  private judgeAgain(request: SubscriptionRequest, place: string, before: RequestedCells, again: number): void {
    const agree = (before.on & request.on) | (before.off & request.off) | (before.default & request.default);
    if ((again & ~agree) === 0) return;
    for (const cell of CELLS) {
      if ((again & ~agree & cell.bit) === 0) continue;
      const first = saidOfCell(before, cell, unpack(this.originIn(before, cell)));
      this.report(this.contested.note(`${place} ${cell.index}`, first, saidOfCell(request, cell, request.origin)));
    }
  }

  private settleCells(
    request: SubscriptionRequest,
    contact: Subscriber,
    universe: Universe,
    choices: Choices,
    asked: number,
  ): Choices {
    // Most of a million cells ask for a stored value that is there already.
    const restated = request.mustWork === true ? possibleCells(contact, universe) : ALL_CELLS;
    const same = asked & ((request.on & choices.on & restated) | (request.off & choices.chosen & ~choices.on));
    this.counts.unchanged += countCells(same);
    let after = choices;
    const refusals = new Map<ChoiceRefusal, Cell[]>();
    for (const cell of CELLS) {
      if ((asked & ~same & cell.bit) === 0) continue;
      const setting = cellOutcome(askedFor(request, cell), contact, universe, cell, choices, request);
      if (setting.outcome === 'store') after = withStored(after, cell.bit, setting.value);
      else if (setting.outcome === 'unchanged') this.counts.unchanged++;
      else if (((request.lenient ?? 0) & cell.bit) !== 0) this.counts.skipped++;
      else mapIn(refusals, setting.reason, () => [] as Cell[]).push(cell);
    }
    for (const [reason, cells] of refusals) this.refuse(request, universe, contact, reason, cells);
    return after;
  }

  private refuse(
    request: SubscriptionRequest,
    universe: Universe,
    contact: Subscriber,
    reason: ChoiceRefusal,
    cells: readonly Cell[],
  ): void {
    if (reason === 'universe-not-held') {
      this.refuseUniverse(request, universe, contact.universes);
      return;
    }
    for (const cell of cells) {
      this.report({
        code: reason,
        origin: request.origin,
        column: cellName(cell),
        value: askedFor(request, cell),
        detail: { names: [request.contact] },
      });
    }
  }
}

/** A contact's choices in a universe. Identities of new contacts differ from one planning to the next. */
function placeOf({ id, company, email }: Contact, universe: Universe): string {
  return `subscription ${company} ${id < 0 ? addressKey(email) : String(id)} ${universe}`;
}

function saidOfCell(asked: { readonly on: number; readonly off: number }, cell: Cell, origin: Origin | null): RowValue {
  const text = askedFor(asked, cell);
  return { text, key: text, origin, column: cellName(cell) };
}

function saidOfMailbox({ email, origin }: RequestedMailbox, category: Category): RowValue {
  return { text: email ?? '-', key: addressKey(email ?? ''), origin, column: category };
}

function askedFor(asked: { readonly on: number; readonly off: number }, cell: Cell): Stored {
  if ((asked.on & cell.bit) !== 0) return 'on';
  return (asked.off & cell.bit) !== 0 ? 'off' : 'default';
}

function mapIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
