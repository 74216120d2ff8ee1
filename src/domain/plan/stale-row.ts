/** A row that changed since the plan was made, so that the plan can't be applied. Source: docs/contract/cli.md, "Safety". */
import type { Edit } from './edits.js';
import type { Place } from './place.js';

export type StaleRow = Pick<Place, 'company' | 'kind' | 'contact' | 'universe' | 'category'>;

/** Returns the row that an edit changes. */
export function rowOf(edit: Edit): StaleRow {
  const { company, kind } = edit;
  switch (edit.kind) {
    case 'company':
      return { company, kind, contact: null, universe: null, category: null };
    case 'contact':
      return { company, kind, contact: (edit.before ?? edit.after)?.email ?? null, universe: null, category: null };
    case 'mailbox':
      return { company, kind, contact: null, universe: edit.universe, category: edit.category };
    case 'subscription':
      return { company, kind, contact: edit.contactBefore?.email ?? null, universe: edit.universe, category: null };
  }
}
