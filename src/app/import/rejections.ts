/**
 * The rows of an import that are rejected while the others are imported. Leaving out a row can make another one wrong (the
 * client of a new company that is rejected): it is then rejected too, until the rows that are left have no problem.
 * Source: docs/contract/csv.md, "Errors in a file".
 */
import { Contradictions } from '../../domain/plan/contradictions.js';
import { isOfRow, problemsByRow, rowNumber, type Origin, type Problem } from '../../domain/problems.js';

export class Rejections {
  /** In the order found. */
  readonly problems: Problem[] = [];
  /** Fields and cells on which rejected rows disagree. */
  readonly contradictions = new Contradictions();
  /** Origins of rejected rows by row number; null until the next pass reads the row. */
  readonly #origins = new Map<number, Origin | null>();

  get size(): number {
    return this.#origins.size;
  }

  has(origin: Origin): boolean {
    if (this.#origins.size === 0) return false;
    const row = rowNumber(origin);
    if (!this.#origins.has(row)) return false;
    this.#origins.set(row, origin);
    return true;
  }

  /** Adds the problems of one pass. Returns whether another pass can help: every problem belongs to a row, and at least one row is newly rejected. */
  add(problems: readonly Problem[]): boolean {
    for (const problem of problems) this.problems.push(problem);
    const before = this.#origins.size;
    for (const row of problemsByRow(problems).keys()) if (!this.#origins.has(row)) this.#origins.set(row, null);
    return problems.every(isOfRow) && this.#origins.size > before;
  }

  ofRows(): readonly Problem[] {
    return [...problemsByRow(this.problems)].flatMap(([row, problems]) => {
      const origin = this.#origins.get(row);
      return problems.map((problem) => ({ ...problem, origin: origin ?? problem.origin }));
    });
  }
}
