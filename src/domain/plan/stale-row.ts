/** A row that is no longer what a plan says it was, so that the plan can't be applied. Source: docs/contract/cli.md, "Safety". */
import type { Category, Universe } from '../vocabulary.js';
import type { Edit } from './edits.js';

export interface StaleRow {
  readonly company: string;
  readonly kind: Edit['kind'];
  /** The contact's address, as the plan has it or as it is now. */
  readonly contact: string | null;
  readonly universe: Universe | null;
  readonly category: Category | null;
}

/** The row that an edit changes. */
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
