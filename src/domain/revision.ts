/** `abo_revision`: the last change set at the export, and the database's identity. Source: docs/contract/csv.md, "Three-way import". */

export interface Revision {
  /** Number of the last change set; 0 for none. */
  readonly number: number;
  readonly identity: string;
}

export function formatRevision(revision: Revision): string {
  return `${revision.number}@${revision.identity}`;
}

export function parseRevision(text: string): Revision | null {
  const match = /^(\d{1,15})@([A-Za-z0-9]+)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { number: Number(match[1]), identity: match[2] };
}
