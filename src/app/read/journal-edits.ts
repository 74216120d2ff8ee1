/** The journal's edits of some kinds, wherever they were made. Source: docs/contract/rules.md, "The journal". */
import type { Edit, JournaledEdit } from '../../domain/plan/edits.js';
import type { Reader } from '../../storage/store.js';

const COMPANIES_A_READ = 200;

/**
 * Newest first within a company.
 *
 * @param since the change set after which they were made
 * @param companies undefined for all
 */
export async function* journaledSince(
  reader: Reader,
  since: number,
  kinds: readonly Edit['kind'][],
  companies?: readonly string[],
): AsyncIterable<JournaledEdit> {
  const codes = companies ?? (await reader.changedCompanies({ since, kinds }));
  for (let start = 0; start < codes.length; start += COMPANIES_A_READ) {
    for await (const edits of reader.editsSince(since, codes.slice(start, start + COMPANIES_A_READ), kinds))
      yield* edits;
  }
}
