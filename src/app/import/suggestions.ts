/** The nearest existing names for unknown ones: "did you mean …?". */
import type { Problem } from '../../domain/problems.js';
import { KnownNames } from '../../nearest.js';
import type { Reader } from '../../storage/store.js';
import { allCodes } from '../read/find-companies.js';

/** Returns the names among which to find a suggestion for a problem; undefined for none. */
export type NamesFor = (problem: Problem) => Promise<KnownNames | undefined>;

export function companyNames(reader: Reader): NamesFor {
  let codes: KnownNames | undefined;
  return async ({ code }) =>
    code === 'unknown-company' ? (codes ??= new KnownNames(await allCodes(reader))) : undefined;
}

/** Returns the problems file by file and line by line (within a line, as found), with suggestions for unknown names. */
export async function withSuggestions(problems: readonly Problem[], namesFor: NamesFor): Promise<readonly Problem[]> {
  const suggested: Problem[] = [];
  for (const problem of problems) {
    const { value, detail } = problem;
    // One with a suggestion already, or with another row that explains it, needs none.
    const needsNone = value === null || detail.suggestion !== undefined || detail.other !== undefined;
    const suggestion = needsNone ? undefined : (await namesFor(problem))?.nearest(value);
    suggested.push(suggestion === undefined ? problem : { ...problem, detail: { ...detail, suggestion } });
  }
  const line = ({ origin }: Problem): number => origin?.line ?? 0;
  const source = ({ origin }: Problem): number => origin?.source ?? -1;
  return suggested.sort((a, b) => source(a) - source(b) || line(a) - line(b));
}
