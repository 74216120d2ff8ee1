import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bare, guarded } from '../../src/csv/cell.js';
import type { Encoding } from '../../src/csv/encoding.js';
import { csvLines, EXCEL, PLAIN, type Dialect, type RecordLine } from '../../src/csv/line.js';
import { read } from './reading.js';

const HEADER = ['company', 'name', 'universes', 'partner', 'partner_universe'];

/** The characters of a single-byte encoding, by what they decode to. */
const CP1252 = new Map(
  Array.from({ length: 255 }, (_, i) => [new TextDecoder('windows-1252').decode(Uint8Array.of(i + 1)), i + 1]),
);

function encode(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'windows-1252':
      return Uint8Array.from(Array.from(text, (char) => CP1252.get(char) ?? 63));
    default:
      return Buffer.from(text);
  }
}

const delimiter = fc.constantFrom(',', ';', '\t', '|');
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const special = fc.constantFrom(
  '"',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r\n',
  '\r',
  '=',
  '+',
  '-',
  '@',
  "'",
  ' ',
  '="',
  '00075',
  'sep=;',
);
const table = (char: fc.Arbitrary<string>): fc.Arbitrary<string[][]> =>
  fc.integer({ min: 2, max: HEADER.length }).chain((width) => {
    const cell = fc
      .array(fc.oneof(special, char), { maxLength: 8 })
      .map((parts) => parts.join('').replaceAll('\0', ''));
    return fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 });
  });

/** Blank rows are no records, and a naive count says where the others begin. */
function expected(
  rows: readonly (readonly string[])[],
  csvLine: RecordLine,
  spreadsheet: boolean,
): { cells: readonly string[]; line: number }[] {
  let line = 2;
  return rows.flatMap((cells) => {
    const start = line;
    line += csvLine(cells).split(/\r\n|\n|\r/).length - 1;
    return cells.every((cell) => guarded(cell, spreadsheet).trim() === '') ? [] : [{ cells, line: start }];
  });
}

async function readBack(rows: readonly string[][], dialect: Dialect, encoding: Encoding): Promise<unknown> {
  const csvLine = await csvLines(dialect);
  const text = [HEADER.slice(0, rows[0]?.length), ...rows].map(csvLine).join('');
  const given = encoding === 'windows-1252' ? { encoding } : {};
  const result = await read(encode(text, encoding), { kind: 'companies', ...given });
  expect(result.file.delimiter).toBe(dialect.delimiter);
  expect(result.file.encoding).toBe(encoding);
  return result.records.map(({ cells, origin }) => ({ cells: cells.map(bare), line: origin.line }));
}

describe('a written table is read back the same', () => {
  const unicode = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 });
  const western = fc.constantFrom(...[...CP1252.keys()].filter((char) => char > '~'));

  test.each<[Encoding, fc.Arbitrary<string>]>([
    ['utf-8', unicode],
    ['utf-16le', unicode],
    ['utf-16be', unicode],
    ['windows-1252', western],
  ])('property: any table, in %s, with each delimiter and line end, guarded or not', async (encoding, char) => {
    await fc.assert(
      fc.asyncProperty(table(char), delimiter, lineEnd, fc.boolean(), async (rows, separator, end, spreadsheet) => {
        const dialect = { delimiter: separator, lineEnd: end, spreadsheet };
        expect(await readBack(rows, dialect, encoding)).toEqual(expected(rows, await csvLines(dialect), spreadsheet));
      }),
      { numRuns: 150 },
    );
  });

  test('the two dialects of an export', async () => {
    const rows = [['=SUM(A1)', 'Le Goff; SARL', 'Anne "Nanou"', 'Œuvrard', "'+x"]];
    const [plain, excel] = [await csvLines(PLAIN), await csvLines(EXCEL)];
    expect(plain(rows[0] ?? [])).toBe(`=SUM(A1),Le Goff; SARL,"Anne ""Nanou""",Œuvrard,''+x\n`);
    expect(excel(rows[0] ?? [])).toBe(`'=SUM(A1);"Le Goff; SARL";"Anne ""Nanou""";Œuvrard;''+x\r\n`);
    expect(await readBack(rows, PLAIN, 'utf-8')).toEqual([{ cells: rows[0], line: 2 }]);
    expect(await readBack(rows, EXCEL, 'utf-8')).toEqual([{ cells: rows[0], line: 2 }]);
  });
});
