import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_RECORD, RecordSplitter, type QuoteFault } from '../../src/csv/split.js';

interface Records {
  readonly records: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly fault: QuoteFault | null;
}

/** Splits a text that comes in the given chunks. */
function split(chunks: readonly string[], delimiter = ','): Records {
  const splitter = new RecordSplitter(delimiter, 1);
  const records: (readonly string[])[] = [];
  const lines: number[] = [];
  let fault: QuoteFault | null = null;
  for (const [i, chunk] of [...chunks, ''].entries()) {
    const done = splitter.split(chunk, i === chunks.length);
    records.push(...done.records.map(({ cells }) => cells));
    lines.push(...done.records.map(({ line }) => line));
    fault ??= done.fault;
  }
  return { records, lines, fault };
}

/** Cuts a text at the given places. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [...new Set(places.map((place) => (text.length === 0 ? 0 : place % text.length)))].sort((a, b) => a - b);
  return [0, ...at].map((start, i) => text.slice(start, at[i] ?? text.length));
}

const csvText = fc
  .array(
    fc.constantFrom(
      'a',
      'bc',
      '"',
      '""',
      ',',
      ';',
      '\n',
      '\r\n',
      '\r',
      '="',
      '"quoted"',
      '"a\r\nb"',
      '"x,""y"""',
      'é',
      ' ',
    ),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''));
const places = fc.array(fc.nat(), { maxLength: 6 });

describe('splitting text into records', () => {
  test('quotes, separators and line ends within quotes, with the line on which each record begins', () => {
    expect(split(['a,b\r\n"x\r\ny","say ""hi"""\r\n\r\nlast,"1,2"'])).toEqual({
      records: [
        ['a', 'b'],
        ['x\r\ny', 'say "hi"'],
        ['last', '1,2'],
      ],
      lines: [1, 2, 5],
      fault: null,
    });
  });

  test('line ends of every kind may be mixed', () => {
    expect(split(['a\nb\r\nc\rd\r\re\n\nf'])).toMatchObject({
      records: [['a'], ['b'], ['c'], ['d'], ['e'], ['f']],
      lines: [1, 2, 3, 4, 6, 8],
    });
  });

  test('a text formula may lack the quoting of RFC 4180', () => {
    expect(split(['="00075",x\n"a,=""b"",c",="1"\n="0",="7"\n']).records).toEqual([
      ['="00075"', 'x'],
      ['a,="b",c', '="1"'],
      ['="0"', '="7"'],
    ]);
    expect(split(['"a,="",b",="1"\n']).records).toEqual([['a,=",b', '="1"']]);
  });

  test('a stray quote stops the reading, and keeps the records before it', () => {
    const result = split(['a,b\n"1",2\n3,5" screen\n4,5\n']);
    expect(result.records).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(result.fault).toEqual({ kind: 'stray', line: 3, index: 1 });
  });

  test('text after a closing quote is an error', () => {
    expect(split(['a,b\n"1"x,2\n']).fault).toEqual({ kind: 'stray', line: 2, index: 0 });
  });

  test('a quote that is never closed is reported where it was opened', () => {
    expect(split(['a,b\n1,"2\n3,4\n']).fault).toEqual({ kind: 'unclosed', line: 2, index: 1 });
  });

  test('an unclosed quote does not swallow a gigabyte', () => {
    const splitter = new RecordSplitter(',', 1);
    expect(splitter.split('a,b\n1,"', false).records).toEqual([{ cells: ['a', 'b'], line: 1 }]);
    const chunk = 'x,y\n'.repeat(16 * 1024);
    let fault: QuoteFault | null = null;
    let read = 0;
    for (; fault === null && read < 10 * MAX_RECORD; read += chunk.length) fault = splitter.split(chunk, false).fault;
    expect(fault).toEqual({ kind: 'unclosed', line: 2, index: null });
    expect(read).toBeLessThan(2 * MAX_RECORD);
  });

  test('a file without line ends is not read whole either', () => {
    expect(split(['x'.repeat(MAX_RECORD + 1)]).fault).toEqual({ kind: 'too-long', line: 1, index: null });
  });

  test('property: for any chunks, the records are those of csv-parse, or both fail', () => {
    fc.assert(
      fc.property(csvText, places, (text, at) => {
        // What csv-parse refuses, and abo reads, is left to its own example.
        fc.pre(!/(?:^|[,\r\n])="[^",\r\n]*"(?:[,\r\n]|$)/.test(text));
        const mine = split(cut(text, at));
        const theirs: string[][] = [];
        let failed = false;
        try {
          parse(text, {
            delimiter: ',',
            record_delimiter: ['\r\n', '\n', '\r'],
            relax_column_count: true,
            on_record: (record: string[]) => (theirs.push(record), null),
          });
        } catch {
          failed = true;
        }
        expect(mine.fault !== null).toBe(failed);
        expect(mine.records).toEqual(theirs.filter((record) => record.length > 1 || record[0] !== ''));
      }),
      { numRuns: 3000 },
    );
  });

  test('property: line numbers are those of a naive count', () => {
    const cell = fc
      .array(fc.constantFrom('a', '\n', '\r\n', '\r', '"', ',', ''), { maxLength: 4 })
      .map((parts) => parts.join(''));
    const row = fc.array(cell, { minLength: 2, maxLength: 4 });
    const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n\r\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(row, end), { maxLength: 12 }), places, (rows, at) => {
        let text = '';
        const expected: number[] = [];
        for (const [cells, lineEnd] of rows) {
          expected.push(text.split(/\r\n|\n|\r/).length);
          text +=
            cells.map((each) => (/[",\r\n]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each)).join(',') + lineEnd;
        }
        expect(split(cut(text, at)).lines).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test('property: long parts with and without quotes alternate', () => {
    const plain = 'some,plain,line\n'.repeat(300);
    const block = fc.constantFrom(plain, '"quoted, line",x\n', '"two\nlines",y\n', 'short\n', `${plain}"q"\n`);
    fc.assert(
      fc.property(fc.array(block, { maxLength: 10 }), places, (blocks, at) => {
        const text = blocks.join('');
        const whole = parse(text, { relax_column_count: true });
        expect(split(cut(text, at)).records).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});
