/** Companies by their codes. */
import { AboError } from '../../errors.js';
import { nearest } from '../../nearest.js';
import type { Reader } from '../../storage/store.js';

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
  const codes: string[] = [];
  for await (const batch of reader.companies({})) for (const { code } of batch) codes.push(code);
  return codes;
}

/** Returns those of these codes that exist. */
export async function existingCodes(reader: Reader, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for await (const batch of reader.companies({ codes: [...new Set(codes)] })) {
    for (const { code } of batch) known.add(code);
  }
  return known;
}
