/**
 * The rows of an import that are rejected, while the others go on. Leaving a row out can make another wrong (the client of a
 * new company that is rejected): then that one is rejected too, until what is left is sound. Source: docs/contract/csv.md, "Errors in a file".
 */
import { Contradictions } from '../../domain/plan/contradictions.js';
import { isOfRow, problemsByRow, rowNumber, type Origin, type Problem } from '../../domain/problems.js';

export class Rejections {
  /** As they were found. */
  readonly problems: Problem[] = [];
  /** What the rows left out disagree on. */
  readonly contested = new Contradictions();
  /** By the row's number; null until the row is met again. */
  private readonly origins = new Map<number, Origin | null>();

  /** How many rows are rejected. */
  get size(): number {
    return this.origins.size;
  }

  /** Is this row to be left out? */
  has(origin: Origin): boolean {
    if (this.origins.size === 0) return false;
    const row = rowNumber(origin);
    if (!this.origins.has(row)) return false;
    this.origins.set(row, origin);
    return true;
  }

  /** Adds what one reading found. Gives whether that is all of rows, which can be left out. */
  add(problems: readonly Problem[]): boolean {
    for (const problem of problems) this.problems.push(problem);
    const before = this.origins.size;
    for (const row of problemsByRow(problems).keys()) if (!this.origins.has(row)) this.origins.set(row, null);
    return problems.every(isOfRow) && this.origins.size > before;
  }

  /** What is wrong with each row that is left out; each has something. */
  ofRows(): readonly Problem[] {
    return [...problemsByRow(this.problems)].flatMap(([row, problems]) => {
      const origin = this.origins.get(row);
      return problems.map((problem) => ({ ...problem, origin: origin ?? problem.origin }));
    });
  }
}
