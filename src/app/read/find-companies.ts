/** Companies by their codes. */
import { AboError } from '../../errors.js';
import { nearest } from '../../nearest.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { all, each } from './batches.js';

/** @throws AboError `unknown-company`, with the nearest code */
export async function requireCompanies(reader: Reader, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const known = await existingCodes(reader, codes);
  const company = codes.find((code) => !known.has(code));
  if (company !== undefined) throw await unknownCompany(reader, company);
}

export async function unknownCompany(reader: Reader, company: string): Promise<AboError> {
  const suggestion = nearest(company, await allCodes(reader));
  return new AboError('unknown-company', suggestion === undefined ? { company } : { company, suggestion });
}

export async function allCodes(reader: Reader): Promise<readonly string[]> {
  return Array.fromAsync(each(reader.companies({})), ({ code }) => code);
}

/** Returns those of these codes that exist. */
export async function existingCodes(reader: Reader, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await all(reader.companies({ codes: [...new Set(codes)] }));
  return new Set(rows.map(({ code }) => code));
}

/** Of a selection, only these companies; null where none of them is in it. */
export function narrowedTo(selection: CompanySelection, codes: readonly string[]): CompanySelection | null {
  const { codes: allowed } = selection;
  const both = allowed === undefined ? codes : codes.filter((code) => allowed.includes(code));
  return both.length === 0 ? null : { ...selection, codes: both };
}
