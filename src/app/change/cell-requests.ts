/**
 * `mailbox set|clear`, `subscription set|copy`: assignments over what the filters reach, as requests.
 * Source: docs/contract/cli.md, "Values and filters".
 */
import { ALL_CELLS, CELLS, CHANNEL_CELLS, storedIn, type CellMask } from '../../domain/cells.js';
import { effective, notifiedCells, possibleCells } from '../../domain/effective.js';
import { choicesIn, type CompanyState, type ContactState } from '../../domain/model.js';
import type { Request } from '../../domain/plan/request.js';
import { CATEGORIES, UNIVERSES, type Category, type Universe } from '../../domain/vocabulary.js';
import { AboError } from '../../errors.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { each } from '../read/batches.js';
import { hasCell, isAmong, matchesAddress, type Scope } from '../read/filters.js';
import { findContact } from '../read/find-contacts.js';
import { contactStatesIn } from '../read/lists.js';
import { planRequests, type Planned, type PlanningOptions } from './plan-requests.js';

/** Cells requested to be on, off, and without a choice. */
export interface RequestedChoices {
  readonly on: CellMask;
  readonly off: CellMask;
  readonly default: CellMask;
  /** Cells whose interface half is only part of a request for both channels (`ticketing=on`). */
  readonly both: CellMask;
}

/** An address for each category, or null for none. */
export type RequestedMailboxes = Readonly<Partial<Record<Category, string | null>>>;

export async function mailboxRequests(reader: Reader, scope: Scope, requested: RequestedMailboxes): Promise<Request[]> {
  const requests: Request[] = [];
  for await (const state of each(reader.states(scope.selection)))
    requests.push(...mailboxRequestsAt(state, scope, requested));
  return requests;
}

function* mailboxRequestsAt(state: CompanyState, scope: Scope, requested: RequestedMailboxes): Generator<Request> {
  const { code, universes } = state.company;
  const { filters } = scope;
  for (const universe of filters.universe.length > 0 ? filters.universe : universes) {
    const values: Partial<Record<Category, string | null>> = {};
    for (const category of CATEGORIES) {
      const email = requested[category];
      if (email === undefined) continue;
      if (!isAmong(filters.category, category)) continue;
      const stored = state.mailboxes[universe]?.[category];
      if (filters.address.length > 0 && (stored === undefined || !matchesAddress(filters, stored))) continue;
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

interface ChoicesToSet {
  readonly choices: RequestedChoices;
  /** Store a choice also where it is what holds without one. */
  readonly pin: boolean;
}

/** One request a contact and universe, over the cells that the filters reach. */
export async function subscriptionRequests(reader: Reader, scope: Scope, requested: ChoicesToSet): Promise<Request[]> {
  const requests: Request[] = [];
  for await (const state of each(contactStatesIn(reader, scope)))
    requests.push(...subscriptionRequestsAt(state, scope, requested));
  return requests;
}

function* subscriptionRequestsAt(
  state: ContactState,
  scope: Scope,
  { choices, pin }: ChoicesToSet,
): Generator<Request> {
  const { contact } = state;
  const named = scope.namesContact(contact);
  for (const universe of universesIn(state, scope)) {
    const reached = reachedCells(state, universe, scope);
    const on = choices.on & reached;
    const off = choices.off & reached;
    const cleared = choices.default & reached;
    if ((on | off | cleared) === 0) continue;
    const interfaceHalf = contact.access ? 0 : choices.both & CHANNEL_CELLS.interface;
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

/** Those of the filter, held or not; else each that the contact holds. */
function universesIn(state: ContactState, scope: Scope): readonly Universe[] {
  const { universe: wanted } = scope.filters;
  return wanted.length > 0 ? UNIVERSES.filter((universe) => wanted.includes(universe)) : state.contact.universes;
}

function reachedCells(state: ContactState, universe: Universe, { filters }: Scope): CellMask {
  const choices = choicesIn(state, universe);
  return CELLS.reduce((mask, cell) => {
    const stored = storedIn(choices, cell.bit);
    const is = { ...cell, ...effective(state.contact, universe, cell, choices), stored };
    return hasCell(filters, is) ? mask | cell.bit : mask;
  }, 0);
}

export interface SubscriptionCopy {
  /** An address, a name, or CODE/ADDRESS; both. */
  readonly from: string;
  readonly to: string;
  readonly selection: CompanySelection;
  /** An empty list is all that the source holds. */
  readonly universe: readonly Universe[];
  readonly mode: CopyMode;
}

/** Does the target only get what the source receives, or also lose what the source does not receive? */
type CopyMode = 'add' | 'mirror';

/** @throws AboError `unknown-contact`, `ambiguous-contact`, `same-contact` */
export async function planCopy(
  reader: Reader,
  { from, to, selection, universe, mode }: SubscriptionCopy,
  planning: PlanningOptions,
): Promise<Planned> {
  const source = await findContact(reader, from, selection);
  const target = await findContact(reader, to, selection);
  if (source.contact.id === target.contact.id) throw new AboError('same-contact', { contact: to });
  return planRequests(reader, copyRequests(source, target, universe, mode), planning);
}

/** One request for each universe that the source holds. What can't work for the target is skipped. */
export function copyRequests(
  from: ContactState,
  to: ContactState,
  universes: readonly Universe[],
  mode: CopyMode,
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
