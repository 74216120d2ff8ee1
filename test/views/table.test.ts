/** Tables: what is padded as it is looks as what cli-table3 draws, and nothing is ever cut. */
import CliTable from 'cli-table3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeTable } from '../../src/views/table.js';
import { MemoryOutput } from '../support/memory-output.js';
import { batches } from './building.js';

const HEADS = [{ text: 'Company' }, { text: 'N°', right: true }, { text: 'Name' }];

const cell = fc
  .array(fc.constantFrom('ACME', 'jean@acme.fr', 'é', 'Œ', '漢字', '한국', '👍', '–', ' ', '12'), { maxLength: 4 })
  .map((parts) => parts.join('').trim());
const row = fc.tuple(cell, cell, cell);

async function tableOf(rows: readonly (readonly string[])[], columns: number | null = null): Promise<string> {
  const page = new MemoryOutput({ columns });
  await writeTable(page, HEADS, batches(rows));
  return page.text;
}

/** A whole table of cli-table3, with no border. */
function drawnBy(rows: readonly (readonly string[])[]): string {
  const sides = ['top', 'bottom', 'left', 'mid', 'right', 'top-mid', 'top-left', 'top-right'];
  const more = ['bottom-mid', 'bottom-left', 'bottom-right', 'left-mid', 'mid-mid', 'right-mid'];
  const table = new CliTable({
    chars: { ...Object.fromEntries([...sides, ...more].map((side) => [side, ''])), middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: ['left', 'right', 'left'],
    head: HEADS.map(({ text }) => text),
  });
  table.push(...rows.map((cells) => [...cells]));
  return table
    .toString()
    .split('\n')
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

test('property: a table that fits is the one that cli-table3 draws', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      expect(await tableOf(rows)).toBe(drawnBy(rows));
    }),
    { numRuns: 200 },
  );
});

test('property: on a terminal of any width, every character is there', async () => {
  const characters = (text: string): string => Array.from(text.replaceAll(/\s/gu, '')).sort().join('');
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 60 }),
      async (rows, columns) => {
        const written = await tableOf(rows, columns);
        expect(characters(written)).toBe(characters([HEADS.map(({ text }) => text), ...rows].flat().join('')));
      },
    ),
    { numRuns: 200 },
  );
});

test('wide characters, and marks that take no place', async () => {
  const rows = [
    ['ACME', '1', '漢字 Kabushiki'],
    ['สวัสดี', '12', 'นमस्ते'],
    ['🫠', '3', 'Zoé'],
  ];
  expect(await tableOf(rows)).toBe(
    ['Company  N°  Name', 'ACME      1  漢字 Kabushiki', 'สวัสดี     12  นमस्ते', '🫠        3  Zoé', ''].join('\n'),
  );
});

test('rows that take several lines keep their places among those that take one', async () => {
  const rows = Array.from({ length: 250 }, (_, i) => [`C${i}`, `${i}`, i % 3 === 0 ? 'two words' : 'word']);
  const lines = (await tableOf(rows, 20)).split('\n').slice(1, -1);
  expect(lines.slice(0, 4)).toEqual([
    'C0         0  two',
    '              words',
    'C1         1  word',
    'C2         2  word',
  ]);
  expect(lines.flatMap((line) => /^C\d+/u.exec(line) ?? [])).toEqual(rows.map(([code]) => code));
});
