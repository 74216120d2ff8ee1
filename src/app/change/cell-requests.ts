/**
 * `mailbox set|clear` and `subscription set`: assignments over what the filters reach, as requests.
 * Source: docs/contract/cli.md, "Values and filters".
 */
import { ALL_CELLS, CELLS, CHANNEL_CELLS, storedIn, type CellMask } from '../../domain/cells.js';
import { effective, notifiedCells, possibleCells } from '../../domain/effective.js';
import { choicesIn, type CompanyState, type ContactState } from '../../domain/model.js';
import type { Request } from '../../domain/plan/request.js';
import { CATEGORIES, UNIVERSES, type Category, type Universe } from '../../domain/vocabulary.js';
import type { Reader } from '../../storage/store.js';
import { hasCell, isAmong, matchesAddress, type Scope } from '../read/filters.js';
import { contactStatesIn } from '../read/lists.js';

/** Cells asked to be on, off, and without a choice. */
export interface AskedChoices {
  readonly on: CellMask;
  readonly off: CellMask;
  readonly default: CellMask;
  /** Cells whose interface half was asked for only as part of both channels. */
  readonly both: CellMask;
}

/** An address for each category, or null for none. */
export type AskedMailboxes = Readonly<Partial<Record<Category, string | null>>>;

export async function mailboxRequests(reader: Reader, scope: Scope, asked: AskedMailboxes): Promise<Request[]> {
  const requests: Request[] = [];
  for await (const batch of reader.states(scope.selection)) {
    for (const state of batch) requests.push(...mailboxRequestsAt(state, scope, asked));
  }
  return requests;
}

function* mailboxRequestsAt(state: CompanyState, scope: Scope, asked: AskedMailboxes): Generator<Request> {
  const { code, universes } = state.company;
  const { filters } = scope;
  for (const universe of filters.universes.length > 0 ? filters.universes : universes) {
    const values: Partial<Record<Category, string | null>> = {};
    for (const category of CATEGORIES) {
      const email = asked[category];
      if (email === undefined) continue;
      if (!isAmong(filters.categories, category)) continue;
      const stored = state.mailboxes[universe]?.[category];
      if (filters.addresses.length > 0 && (stored === undefined || !matchesAddress(filters, stored))) continue;
      values[category] = email;
    }
    if (Object.keys(values).length === 0) continue;
    yield {
      kind: 'mailbox',
      origin: null,
      company: code,
      universe,
      values,
      lenient: !scope.namesCompany(code),
      mustWork: true,
    };
  }
}

/** One request a contact and universe, over the cells that the filters reach. */
export async function subscriptionRequests(
  reader: Reader,
  scope: Scope,
  asked: AskedChoices,
  pin: boolean,
): Promise<Request[]> {
  const requests: Request[] = [];
  for await (const batch of contactStatesIn(reader, scope)) {
    for (const state of batch) requests.push(...subscriptionRequestsAt(state, scope, asked, pin));
  }
  return requests;
}

function* subscriptionRequestsAt(
  state: ContactState,
  scope: Scope,
  asked: AskedChoices,
  pin: boolean,
): Generator<Request> {
  const { contact } = state;
  const named = scope.namesContact(contact);
  for (const universe of universesAsked(state, scope)) {
    const reached = reachedCells(state, universe, scope);
    const on = asked.on & reached;
    const off = asked.off & reached;
    const cleared = asked.default & reached;
    if ((on | off | cleared) === 0) continue;
    const interfaceHalf = contact.access ? 0 : asked.both & CHANNEL_CELLS.interface;
    yield {
      kind: 'subscription',
      origin: null,
      company: contact.company,
      contact: contact.email,
      universe,
      on,
      off,
      default: cleared,
      lenient: named ? interfaceHalf : ALL_CELLS,
      pin,
      mustWork: true,
    };
  }
}

/** Those asked for, held or not; else each that the contact holds. */
function universesAsked(state: ContactState, scope: Scope): readonly Universe[] {
  const asked = scope.filters.universes;
  return asked.length > 0 ? UNIVERSES.filter((universe) => asked.includes(universe)) : state.contact.universes;
}

function reachedCells(state: ContactState, universe: Universe, { filters }: Scope): CellMask {
  const choices = choicesIn(state, universe);
  return CELLS.reduce((mask, cell) => {
    const stored = storedIn(choices, cell.bit);
    const is = { ...cell, ...effective(state.contact, universe, cell, choices), stored };
    return hasCell(filters, is) ? mask | cell.bit : mask;
  }, 0);
}

/**
 * `subscription copy`: the target gets what the source receives (`add`), and loses what it does not (`mirror`), in each
 * universe that the source holds. What can't work for the target is skipped.
 */
export function copyRequests(
  from: ContactState,
  to: ContactState,
  universes: readonly Universe[],
  mode: 'add' | 'mirror',
): Request[] {
  return from.contact.universes
    .filter((universe) => isAmong(universes, universe))
    .map((universe): Request => {
      const choices = choicesIn(from, universe);
      const on = notifiedCells(from.contact, universe, choices);
      const off = mode === 'mirror' ? possibleCells(from.contact, universe) & ~on : 0;
      return {
        kind: 'subscription',
        origin: null,
        company: to.contact.company,
        contact: to.contact.email,
        universe,
        on,
        off,
        default: 0,
        lenient: ALL_CELLS,
        mustWork: true,
      };
    });
}
