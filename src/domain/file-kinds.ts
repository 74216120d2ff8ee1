/** What files of rows are about. Source: docs/contract/csv.md, "The files". */

/** What is imported and exported, in the order in which it applies. Source: docs/contract/rules.md, "Within one input". */
export const IMPORTED_KINDS = ['companies', 'contacts', 'mailboxes', 'subscriptions'] as const;
export type ImportedKind = (typeof IMPORTED_KINDS)[number];

/** Also the files of questions and expectations. */
export type FileKind = ImportedKind | 'events' | 'expectations';
