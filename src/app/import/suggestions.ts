/** The nearest existing names for unknown ones: "did you mean …?". */
import type { Problem } from '../../domain/problems.js';
import type { KnownNames } from '../../nearest.js';

/** Returns the names among which to find a suggestion for a problem; undefined for none. */
export type NamesFor = (problem: Problem) => Promise<KnownNames | undefined>;

/** Returns the problems in the order of files and lines, with suggestions for unknown names. */
export async function withSuggestions(problems: readonly Problem[], namesFor: NamesFor): Promise<readonly Problem[]> {
  const suggested: Problem[] = [];
  for (const problem of problems) {
    const { value, detail } = problem;
    const names = value === null || isSettled(problem) ? undefined : await namesFor(problem);
    const suggestion = value === null ? undefined : names?.nearest(value);
    suggested.push(suggestion === undefined ? problem : { ...problem, detail: { ...detail, suggestion } });
  }
  return inOrder(suggested);
}

/** Has it a suggestion already, or another row that explains it? */
function isSettled({ detail }: Problem): boolean {
  return detail.suggestion !== undefined || detail.other !== undefined;
}

/** File by file and line by line; within a line, as found. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const line = ({ origin }: Problem): number => origin?.line ?? 0;
  const source = ({ origin }: Problem): number => origin?.source ?? -1;
  return [...problems].sort((a, b) => source(a) - source(b) || line(a) - line(b));
}
