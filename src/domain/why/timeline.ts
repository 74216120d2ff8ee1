/**
 * How a contact's cell came to be decided as it is: each change set that changed the answer, the rule behind it or the
 * stored choice, and what in it did so: a choice, a role, an access, a universe, the contact, the partner.
 * Source: docs/contract/rules.md, "The journal" and "Is this contact notified?".
 */
import { storedIn, type Cell, type Stored } from '../cells.js';
import { effective, type SubscriptionReason } from '../effective.js';
import { choicesIn, type Contact, type Snapshot } from '../model.js';
import type { Draft } from '../plan/draft.js';
import type { JournaledEdit } from '../plan/edits.js';
import { journalHead, valueChanges } from '../plan/value-history.js';
import { audienceOfCategory, audienceCompany } from '../resolution.js';
import type { Role, Universe } from '../vocabulary.js';

/** The cell that is looked at, and the company that the event concerns. */
export interface CellPlace {
  readonly contact: Pick<Contact, 'company' | 'id'>;
  readonly universe: Universe;
  readonly cell: Cell;
  readonly concerned: string;
}

/** What was answered at one time; `not-in-audience`: the contact's company was not asked in this universe. */
export interface CellState {
  readonly notified: boolean;
  readonly reason: SubscriptionReason | 'not-in-audience';
  readonly stored: Stored;
}

/** Something that the answer comes from, and that a change set changed. `before` is null where there was no contact. */
export type FactChange =
  | { readonly fact: 'contact'; readonly before: boolean; readonly after: boolean }
  | { readonly fact: 'audience' | 'universe' | 'access'; readonly before: boolean | null; readonly after: boolean }
  | { readonly fact: 'role'; readonly before: Role | null; readonly after: Role }
  | { readonly fact: 'choice'; readonly before: Stored | null; readonly after: Stored };

export interface TimelineEntry {
  /** Null for what stands in no change set: laid over the database in memory. */
  readonly changeSet: number | null;
  /** Null where there was no such contact. */
  readonly before: CellState | null;
  readonly after: CellState | null;
  readonly facts: readonly FactChange[];
}

interface Facts {
  readonly state: CellState;
  readonly audience: boolean;
  readonly universe: boolean;
  readonly access: boolean;
  readonly role: Role;
}

/**
 * Newest first.
 *
 * @param edits of the contact's company and of the one concerned, newest first
 */
export function timelineOf(place: CellPlace, now: Snapshot, edits: readonly JournaledEdit[]): readonly TimelineEntry[] {
  const factsNow = factsIn(place, now);
  // Only planned: what the journal says of the company is not about this contact.
  const { id } = place.contact;
  const isJournaled = id >= 0 || edits.some(({ edit }) => edit.kind === 'contact' && edit.id === id);
  if (!isJournaled) return [entry(place, null, null, factsNow)];
  const head = journalHead(now, edits);
  const factsInJournal = factsIn(place, head);
  const journaled = Array.from(
    valueChanges(head, edits, (draft) => factsIn(place, draft), sameState),
    ({ changeSet, before, after }) => entry(place, changeSet, before, after),
  );
  return sameState(factsInJournal, factsNow) ? journaled : [entry(place, null, factsInJournal, factsNow), ...journaled];
}

/** The change set that made the deciding rule the one that it is; undefined when the journal does not say. */
export function decidedBy(timeline: readonly TimelineEntry[]): TimelineEntry | undefined {
  return timeline.find(({ before, after }) => before?.reason !== after?.reason);
}

function factsIn({ contact: { company, id }, universe, cell, concerned }: CellPlace, at: Snapshot): Facts | null {
  const state = contactIn(at, company, id);
  if (state === undefined) return null;
  const { access, role, universes } = state.contact;
  const choices = choicesIn(state, universe);
  const audience = isAsked(at, concerned, company, universe, cell);
  const { notified, reason } = effective(state.contact, universe, cell, choices);
  return {
    state: {
      notified: audience && notified,
      reason: audience ? reason : 'not-in-audience',
      stored: storedIn(choices, cell.bit),
    },
    audience,
    universe: universes.includes(universe),
    access,
    role,
  };
}

function contactIn(at: Snapshot | Draft, company: string, id: number): ReturnType<Draft['contactById']> {
  // A draft finds one contact without putting the whole company together.
  if ('contactById' in at) return at.contactById(company, id);
  return at.company(company)?.contacts.find(({ contact }) => contact.id === id);
}

/** Was the contact's company asked in this universe, for an event at the company concerned? */
function isAsked(at: Snapshot, concerned: string, asked: string, universe: Universe, { category }: Cell): boolean {
  const row = at.companyRow(concerned);
  const who = row === undefined ? null : audienceCompany(row, audienceOfCategory(category));
  return who?.company === asked && who.universes.includes(universe);
}

function sameState(a: Facts | null, b: Facts | null): boolean {
  if (a === null || b === null) return a === b;
  return a.state.reason === b.state.reason && a.state.stored === b.state.stored;
}

function entry(place: CellPlace, changeSet: number | null, before: Facts | null, after: Facts | null): TimelineEntry {
  const facts = factChanges(place, before, after);
  return { changeSet, before: before?.state ?? null, after: after?.state ?? null, facts };
}

function factChanges({ cell }: CellPlace, before: Facts | null, after: Facts | null): readonly FactChange[] {
  if (after === null) return [{ fact: 'contact', before: before !== null, after: false }];
  if (before === null) return [{ fact: 'contact', before: false, after: true }, ...decidingFact(after)];
  const changes: FactChange[] = [];
  for (const fact of ['audience', 'universe', 'access'] as const) {
    if (fact === 'access' && cell.channel !== 'interface') continue;
    if (before[fact] !== after[fact]) changes.push({ fact, before: before[fact], after: after[fact] });
  }
  if (before.role !== after.role) changes.push({ fact: 'role', before: before.role, after: after.role });
  const [was, is] = [before.state.stored, after.state.stored];
  if (was !== is) changes.push({ fact: 'choice', before: was, after: is });
  return changes;
}

/** Of all that a new contact came with, what decides. */
function decidingFact({ state, audience, universe, access, role }: Facts): readonly FactChange[] {
  switch (state.reason) {
    case 'not-in-audience':
      return [{ fact: 'audience', before: null, after: audience }];
    case 'not-in-universe':
      return [{ fact: 'universe', before: null, after: universe }];
    case 'no-portal-access':
      return [{ fact: 'access', before: null, after: access }];
    case 'explicit-on':
    case 'explicit-off':
      return [{ fact: 'choice', before: null, after: state.stored }];
    case 'admin-default':
    case 'not-subscribed':
      return [{ fact: 'role', before: null, after: role }];
  }
}
