/** Which change set last changed the value of a place. Source: docs/contract/csv.md, "Three-way import"; docs/contract/cli.md, "undo". */
import { addressKey } from '../address.js';
import { CELLS, storedIn, type Cell } from '../cells.js';
import { effective } from '../effective.js';
import { choicesIn, type ContactState, type Snapshot } from '../model.js';
import type { Universe } from '../vocabulary.js';
import type { Place } from './place.js';
import type { Draft } from './draft.js';
import { companyFields, contactFields, type JournaledEdit } from './edits.js';
import { linkOf } from './partner-links.js';
import { valueChanges } from './value-history.js';

/**
 * Returns the number of the change set; null when there is none. A subscription cell can change in two ways: whether the
 * contact is notified, which a role can change too, and the stored choice. `first` says which of them to look for first.
 *
 * @param edits of the company, newest first
 */
export function lastChangeOf(
  place: Place,
  now: Snapshot,
  edits: readonly JournaledEdit[],
  first: 'effective' | 'stored' = 'effective',
): number | null {
  const values = [visibleValue, storedValue];
  for (const valueIn of first === 'effective' ? values : values.reverse()) {
    for (const { changeSet } of valueChanges(now, edits, (draft) => valueIn(place, draft))) return changeSet;
  }
  return null;
}

const REMOVED = 'removed';

function visibleValue(place: Place, draft: Draft): string {
  const { kind, company, id, universe, category, field } = place;
  switch (kind) {
    case 'company': {
      const row = draft.companyRow(company);
      if (row === undefined) return REMOVED;
      return field === 'partner' ? linkOf(row) : valueText(companyFields(row), field);
    }
    case 'contact': {
      const state = id === null ? undefined : draft.contactById(company, id);
      return state === undefined ? REMOVED : valueText(contactFields(state.contact), field);
    }
    case 'mailbox': {
      if (universe === null || category === null) return '';
      if (draft.companyRow(company) === undefined) return REMOVED;
      return addressKey(draft.mailbox(company, universe, category) ?? '');
    }
    case 'subscription':
      return cellValue(place, draft, (state, held, cell) =>
        String(effective(state.contact, held, cell, choicesIn(state, held)).notified),
      );
  }
}

/** A subscription cell's choice; nothing else has a stored value beside the visible one. */
function storedValue(place: Place, draft: Draft): string {
  if (place.kind !== 'subscription') return '';
  return cellValue(place, draft, (state, universe, { bit }) => storedIn(choicesIn(state, universe), bit));
}

function cellValue(
  { company, id, universe, category, channel }: Place,
  draft: Draft,
  valueIn: (state: ContactState, universe: Universe, cell: Cell) => string,
): string {
  const state = id === null ? undefined : draft.contactById(company, id);
  const cell = CELLS.find((each) => each.category === category && each.channel === channel);
  return state === undefined || cell === undefined || universe === null ? REMOVED : valueIn(state, universe, cell);
}

function valueText(fields: Readonly<Record<string, unknown>>, field: string | null): string {
  return field === null ? 'there' : JSON.stringify(fields[field] ?? null);
}
