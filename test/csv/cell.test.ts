import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bare, guarded, guardedCode } from '../../src/csv/cell.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '"', '0', '7', 'é', ' '), { maxLength: 8 })
    .map((a) => a.join('')),
);

describe('the marks that spreadsheets need around a cell', () => {
  test.each([
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+33 1 23', "'+33 1 23"],
    ['-', "'-"],
    ['@home', "'@home"],
    ["'=x", "''=x"],
    ["o'neil", "o'neil"],
    ["'t Hart", "'t Hart"],
  ])('for a spreadsheet, %s is written %s', (cell, written) => {
    expect(guarded(cell, true)).toBe(written);
    expect(bare(written)).toBe(cell);
  });

  test('in a plain export only cells that reading would change are marked', () => {
    expect(['=SUM(A1)', '+33', "'=x", '="00075"'].map((cell) => guarded(cell, false))).toEqual([
      '=SUM(A1)',
      '+33',
      "''=x",
      `'="00075"`,
    ]);
  });

  test.each([
    '00075',
    '75',
    '1e5',
    '12/03',
    '1-2',
    '3:45',
    '1 000',
    '12,5',
    'MAR1',
    'sept-12',
    '1 janv. 24',
    'TRUE',
    'vrai',
    '5 pm',
    '+33',
    '-2',
  ])('a spreadsheet would change the code %s, so it is written as a text formula', (code) => {
    expect(guardedCode(code)).toBe(`="${code}"`);
    expect(bare(guardedCode(code))).toBe(code);
  });

  test.each(['ACME', 'A1', 'C00075', 'mars', 'MARTIN-12A', '3M'])('the code %s stays as it is', (code) => {
    expect(guardedCode(code)).toBe(code);
  });

  test('a text formula is taken apart, quotes in it too', () => {
    expect(bare('="a""b"')).toBe('a"b');
    expect(bare('="a"b"')).toBe('="a"b"');
    expect(bare('=""')).toBe('');
  });

  test('property: reading undoes writing, whatever the text', () => {
    fc.assert(
      fc.property(text, (cell) => {
        expect(bare(guarded(cell, false))).toBe(cell);
        expect(bare(guarded(cell, true))).toBe(cell);
        expect(bare(guardedCode(cell))).toBe(cell);
      }),
      { numRuns: 2000 },
    );
  });

  test('property: no cell written for a spreadsheet is run as a formula', () => {
    fc.assert(
      fc.property(text, (cell) => {
        expect(guarded(cell, true)).not.toMatch(/^[=+\-@\t\r]/);
        expect(guardedCode(cell)).toMatch(/^(?:="(?:[^"]|"")*"$|(?![=+\-@\t\r]))/);
      }),
    );
  });
});
