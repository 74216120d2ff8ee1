/** What is measured, against what, and the ratio that it should not exceed. Source: docs/contract/performance.md, "Targets". */

export interface Target {
  readonly number: number;
  readonly what: string;
  readonly against: string;
  /** As it is shown. */
  readonly ratio: string;
}

const target = (number: number, what: string, against: string, ratio: string): Target => ({
  number,
  what,
  against,
  ratio,
});

/** The table of the page, row by row. */
export const TARGETS: readonly Target[] = [
  target(1, '--version', 'node -e 0', '≤ 1.15'),
  target(2, 'mailbox list --company C', 'node -e 0', '≤ 1.75'),
  target(3, 'import long.csv, no choices yet', 'sqlite3: import, normalising insert', '≤ 0.7'),
  target(4, 'import it again, nothing to change', 'sqlite3: import', '≤ 1.0'),
  target(5, 'import long.csv, no choices yet', 'sqlite-utils insert', '≤ 0.08'),
  target(6, 'import it shuffled', 'sqlite3: as in 3, shuffled', '≤ 0.7'),
  target(7, 'export --layout long', 'sqlite3: the same join', '≤ 1.75'),
  target(8, 'simulate --events events.csv', 'sqlite3: one join, same rows', '≤ 1.5'),
  target(9, 'simulate EVENT --company C', 'node -e 0', '≤ 1.75'),
  target(10, 'audit, all rules', 'row 8', '≤ 1.5'),
  target(11, 'peak memory of 3, 7 and 8', 'a tenth of the rows', '≤ 1.3, ≤ 200 MB'),
  target(12, '3, 7 and 8 at ten times the size', 'cost per row as above', '≤ 1.2'),
  target(13, 'import long.csv on PostgreSQL', 'psql: \\copy, normalising insert', '≤ 2'),
  target(14, 'simulate EVENT --company C', 'amtool config routes test', 'shown only'),
];
