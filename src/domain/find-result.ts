/** What `find` finds. Source: docs/contract/cli.md, "Commands". */
import type { Category, Universe } from './vocabulary.js';

/** A company, a contact, or a mailbox cell, that holds a text. */
export interface FindResult {
  readonly kind: 'company' | 'contact' | 'mailbox';
  readonly company: string;
  readonly name: string;
  readonly address: string | null;
  readonly universe: Universe | null;
  readonly category: Category | null;
}
