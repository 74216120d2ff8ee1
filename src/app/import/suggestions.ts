/** The nearest known names for what problems call unknown: "did you mean …?". */
import type { Problem } from '../../domain/problems.js';
import { type KnownNames } from '../../nearest.js';

/** Names that a problem may have meant; undefined where there is nothing to suggest. Called for each problem. */
export type NamesFor = (problem: Problem) => Promise<KnownNames | undefined>;

/** The problems, in the order of files and lines, those of unknown names with the nearest that exist. */
export async function withSuggestions(problems: readonly Problem[], namesFor: NamesFor): Promise<readonly Problem[]> {
  const told: Problem[] = [];
  for (const problem of problems) {
    const { value, detail } = problem;
    const names = value === null || isSettled(problem) ? undefined : await namesFor(problem);
    const suggestion = value === null ? undefined : names?.nearest(value);
    told.push(suggestion === undefined ? problem : { ...problem, detail: { ...detail, suggestion } });
  }
  return inOrder(told);
}

/** One that has a suggestion, or whose row says what is meant. */
function isSettled({ detail }: Problem): boolean {
  return detail.suggestion !== undefined || detail.other !== undefined;
}

/** File by file and line by line; as found within a line. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const line = ({ origin }: Problem): number => origin?.line ?? 0;
  const source = ({ origin }: Problem): number => origin?.source ?? -1;
  return [...problems].sort((a, b) => source(a) - source(b) || line(a) - line(b));
}
