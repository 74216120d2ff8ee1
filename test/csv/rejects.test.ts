/** Rejects are written as they were read. Source: docs/contract/csv.md, "Errors in a file". */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLines } from '../../src/csv/line.js';
import { openCsv } from '../../src/csv/open.js';
import { encoderOf, rejectsOf } from '../../src/csv/rejects.js';
import { input, read } from './reading.js';

async function rejects(contents: Uint8Array, lines: readonly number[]): Promise<Buffer> {
  const file = await openCsv(input(contents), { kind: 'companies' });
  const notes = new Map(lines.map((line) => [line, [String(line), 'bad-value', 'B', 'œuvre “É” ≠ 漢']]));
  const chunks: Buffer[] = [];
  for await (const chunk of rejectsOf(file, notes)) chunks.push(chunk);
  await file.close();
  return Buffer.concat(chunks);
}

describe('a file of rejects', () => {
  test.each([
    ['utf-8', 'œuvre “É” ≠ 漢'],
    ['utf-16le', 'œuvre “É” ≠ 漢'],
    ['utf-16be', 'œuvre “É” ≠ 漢'],
    ['windows-1252', 'œuvre “É” ? ?'],
    ['iso-8859-15', 'œuvre ?É? ? ?'],
    ['macintosh', 'œuvre “É” ≠ ?'],
  ] as const)('is in the encoding of the input: %s', (encoding, text) => {
    const bytes = encoderOf(encoding)('œuvre “É” ≠ 漢');
    expect(new TextDecoder(encoding).decode(bytes)).toBe(text);
  });

  test('keeps the byte-order mark', async () => {
    const text = '\ufeffcompany;name\r\nA;é\r\nB;è\r\n';
    const wide = await rejects(Buffer.from(text, 'utf16le'), [3]);
    expect(wide.toString('utf16le')).toBe(
      '\ufeffcompany;name;_abo_line;_abo_code;_abo_column;_abo_message\r\nB;è;3;bad-value;B;œuvre “É” ≠ 漢\r\n',
    );
  });

  const cell = fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('="00075"', "'=1", 'a;b', 'a,b', '"q"', 'a\nb', ' x '),
    )
    .filter((text) => !text.includes('\0'));

  test('property: rejects hold exactly the rejected rows, and read the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, fc.boolean()), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, delimiter, lineEnd) => {
          const line = await csvLines({ delimiter, lineEnd, spreadsheet: false });
          const text =
            `company${delimiter}name${lineEnd}` +
            rows.map(([name, partner], i) => line([`C${i}`, name + partner])).join('');
          const before = await read(text, { kind: 'companies' });
          const chosen = before.records.filter((_, i) => rows[i]?.[2] === true);
          const after = await read(
            await rejects(
              Buffer.from(text),
              chosen.map(({ origin }) => origin.line),
            ),
            { kind: 'companies' },
          );
          expect(after.records.map(({ cells }) => cells.slice(0, 2))).toEqual(chosen.map(({ cells }) => cells));
          expect(after.file.delimiter).toBe(delimiter);
        },
      ),
      { numRuns: 200 },
    );
  });
});
