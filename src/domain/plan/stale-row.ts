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
