/** No statement is larger than any server takes. Source: CONTRIBUTING.md, "Bulk writes". */
import { expect, test } from 'vitest';
import { rowsByStatement, type Value } from '../../src/storage/dialect.js';

const statementsOf = (rows: readonly (readonly Value[])[]): readonly number[] =>
  Array.from(
    rowsByStatement(rows, (row) => row),
    (statement) => statement.length,
  );

test('2,000 rows at most', () => {
  const row = ['ACME', 1];
  expect(statementsOf(Array<typeof row>(4_500).fill(row))).toEqual([2_000, 2_000, 500]);
  expect(statementsOf([])).toEqual([]);
});

test('a million characters at most, but for a row that is longer by itself', () => {
  const long = ['x'.repeat(300_000), 'é'.repeat(100_000)];
  expect(statementsOf([long, long, long, ['x'.repeat(1_500_000)], long, ['short']])).toEqual([2, 1, 1, 2]);
});

test('what makes no row is left out, and a row is made when it is needed', () => {
  const made: number[] = [];
  const statements = rowsByStatement([1, 2, 3], (number) => {
    made.push(number);
    return number === 2 ? null : [number];
  });
  expect(made).toEqual([]);
  expect([...statements]).toEqual([[[1], [3]]]);
});
