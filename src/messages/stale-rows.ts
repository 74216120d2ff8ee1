/** How the rows that a plan is stale for are listed: codes and addresses, the same in every language. */
import type { StaleRow } from '../domain/plan/stale-row.js';

const SHOWN = 20;

export function listStaleRows(rows: readonly StaleRow[], more: (count: number) => string): string {
  const names = rows
    .slice(0, SHOWN)
    .map(({ company, kind, contact, universe, category }) =>
      [company, kind, contact, universe, category].filter((part) => part !== null).join(' '),
    );
  return [...names, ...(rows.length > SHOWN ? [more(rows.length - SHOWN)] : [])].join('; ');
}
