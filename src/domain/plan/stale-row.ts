/** A row that changed since the plan was made, so that the plan can't be applied. Source: docs/contract/cli.md, "Safety". */
import type { Edit } from './edits.js';
import type { Place } from './place.js';

export type StaleRow = Pick<Place, 'company' | 'kind' | 'contact' | 'universe' | 'category'>;

export function companyRow(company: string): StaleRow {
  return { company, kind: 'company', contact: null, universe: null, category: null };
}

export function rowOf(edit: Edit): StaleRow {
  const { company, kind } = edit;
  const subscriber = edit.kind === 'subscription' ? edit.contactBefore : null;
  const contact = (edit.kind === 'contact' ? (edit.before ?? edit.after) : subscriber)?.email ?? null;
  const universe = 'universe' in edit ? edit.universe : null;
  return { company, kind, contact, universe, category: 'category' in edit ? edit.category : null };
}
