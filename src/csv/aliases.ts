/**
 * What files say beside codes and labels, as people type it: read, and never written; so it is no text of messages/, and the
 * lint rule on words leaves this file alone. Source: docs/contract/csv.md, "Headers" and "Values".
 */
import type { ColumnCode } from '../messages/labels.js';

export const COLUMN_ALIASES: Readonly<Partial<Record<ColumnCode, readonly string[]>>> = {
  company: ['Entreprise', 'Code société'],
  contact: ['E-mail', 'Email', 'Mail', 'Courriel', 'Adresse mail'],
};

/** Each universe that a company or contact holds. */
export const ALL_UNIVERSES = ['*', 'all', 'tous', 'Tous les univers'] as const;
