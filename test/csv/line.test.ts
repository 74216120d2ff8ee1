/** Records as lines of CSV: what the short way of writing writes is what csv-stringify writes. */
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotedLines } from '../../src/csv/line.js';

const special = fc.constantFrom('"', ',', ';', '\t', '|', '^', ']', '\\', '\n', '\r\n', '\r', ' ', '', '=', "'");
const text = fc.array(fc.oneof(special, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 4 });
const record = fc.array(
  text.map((parts) => parts.join('')),
  { minLength: 1, maxLength: 6 },
);
const delimiter = fc.constantFrom(',', ';', '\t', '|', '^', ']', '\\', '-');
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

describe('a line', () => {
  test.each([
    [['ACME', 'Le Goff'], 'ACME,Le Goff\n'],
    [['ACME', 'Le Goff, SARL'], 'ACME,"Le Goff, SARL"\n'],
    [['Anne "Nanou"', ''], '"Anne ""Nanou""",\n'],
    [['two\nlines'], '"two\nlines"\n'],
    [['', ''], ',\n'],
    [[''], '""\n'],
    [['\ufeffACME'], '\ufeffACME\n'],
  ])('%j', async (cells, line) => {
    const write = await quotedLines(',', '\n');
    expect(write(cells)).toBe(line);
  });

  test('property: any record is what csv-stringify writes, but for one that would be a blank line', async () => {
    await fc.assert(
      fc.asyncProperty(record, delimiter, lineEnd, async (cells, separator, end) => {
        const write = await quotedLines(separator, end);
        const blank = cells.length === 1 && cells[0] === '';
        const options = {
          delimiter: separator,
          record_delimiter: end,
          quote_record_delimiter: true,
          quoted_empty: blank,
        };
        expect(write(cells)).toBe(stringify([cells], options));
      }),
      { numRuns: 2_000 },
    );
  });

  test('property: csv-parse reads the same records back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 6 }), delimiter, lineEnd, async (records, separator, end) => {
        const write = await quotedLines(separator, end);
        const options = { delimiter: separator, record_delimiter: end, relax_column_count: true };
        expect(parse(records.map(write).join(''), options)).toEqual(records);
      }),
      { numRuns: 500 },
    );
  });
});
