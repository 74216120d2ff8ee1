/**
 * The history of a contact's cell: each change set that changed the answer, the rule that decides or the stored choice, and
 * what it changed to do so: a choice, a role, an access, a universe, the contact, the partner.
 * Source: docs/contract/rules.md, "The journal" and "Is this contact notified?".
 */
import { storedIn, type Cell, type Stored } from '../cells.js';
import { effective, type SubscriptionReason } from '../effective.js';
import { choicesIn, type Contact, type Snapshot } from '../model.js';
import { Draft } from '../plan/draft.js';
import type { JournaledEdit } from '../plan/edits.js';
import { journalHead, valueChanges } from '../plan/value-history.js';
import { audienceOfCategory, audienceCompany } from '../resolution.js';
import type { Role, Universe } from '../vocabulary.js';

interface CellPlace {
  readonly contact: Pick<Contact, 'company' | 'id'>;
  readonly universe: Universe;
  readonly cell: Cell;
  readonly concerned: string;
}

/** The answer at one time; `not-in-audience`: the event did not go to the contact's company in this universe. */
export interface CellState {
  readonly notified: boolean;
  readonly reason: SubscriptionReason | 'not-in-audience';
  readonly stored: Stored;
}

/** A fact that the answer depends on, and that a change set changed. `before` is null where there was no contact. */
export type FactChange =
  | { readonly fact: 'contact'; readonly before: boolean; readonly after: boolean }
  | { readonly fact: 'audience' | 'universe' | 'access'; readonly before: boolean | null; readonly after: boolean }
  | { readonly fact: 'role'; readonly before: Role | null; readonly after: Role }
  | { readonly fact: 'choice'; readonly before: Stored | null; readonly after: Stored };

export interface TimelineEntry {
  /** Null for a change in memory only, which no change set made. */
  readonly changeSet: number | null;
  /** Null where the contact did not exist. */
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

/** @param edits of the contact's company and of the one concerned: newest first, as the entries returned */
export function timelineOf(place: CellPlace, now: Snapshot, edits: readonly JournaledEdit[]): readonly TimelineEntry[] {
  const factsNow = factsIn(place, new Draft(now));
  // The journal has nothing about a contact that is only planned.
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

/** Returns the entry since which the same rule decides; undefined where the journal does not say. */
export function decidedBy(timeline: readonly TimelineEntry[]): TimelineEntry | undefined {
  return timeline.find(({ before, after }) => before?.reason !== after?.reason);
}

function factsIn({ contact: { company, id }, universe, cell, concerned }: CellPlace, at: Draft): Facts | null {
  const state = at.contactById(company, id);
  if (state === undefined) return null;
  const { access, role, universes } = state.contact;
  const choices = choicesIn(state, universe);
  const audience = isInAudience(at, concerned, company, universe, cell);
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

/** Does an event at the company `concerned` go to this company, in this universe? */
function isInAudience(at: Draft, concerned: string, company: string, universe: Universe, { category }: Cell): boolean {
  const row = at.companyRow(concerned);
  const notified = row === undefined ? null : audienceCompany(row, audienceOfCategory(category));
  return notified?.company === company && notified.universes.includes(universe);
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

/** Returns the fact that decides for a new contact. */
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
