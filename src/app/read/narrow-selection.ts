/** A selection of companies, with less in it. */
import type { CompanySelection } from '../../storage/store.js';

/** Of a selection, only these companies; null where none of them is in it. */
export function narrowedTo(selection: CompanySelection, codes: readonly string[]): CompanySelection | null {
  const { codes: allowed } = selection;
  const both = allowed === undefined ? codes : codes.filter((code) => allowed.includes(code));
  return both.length === 0 ? null : { ...selection, codes: both };
}
