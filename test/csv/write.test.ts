import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CELLS } from '../../src/domain/cells.js';
import { CATEGORIES } from '../../src/domain/vocabulary.js';
import { IMPORTED_KINDS, type ImportedKind } from '../../src/domain/file-kinds.js';
import { columnLetter, type CsvColumn } from '../../src/csv/columns.js';
import { exportColumns, writeExport, type ExportOptions } from '../../src/csv/write.js';
import { inBatches } from '../../src/views/list.js';
import { columnsOf, read, requestsOf } from './reading.js';

async function written(options: ExportOptions, rows: readonly (readonly string[])[]): Promise<string> {
  const chunks: string[] = [];
  const sink = async (chunk: string) => {
    chunks.push(await Promise.resolve(chunk));
  };
  expect(await writeExport(sink, options, inBatches(rows))).toBe(rows.length);
  return chunks.join('');
}

const contact: Record<string, string> = {
  company: '00075',
  contact: "o'neil+x@été.fr",
  name: '=SUM(A1)',
  role: 'user',
  access: 'yes',
  universes: 'client|operator',
  ref: '1E5',
  abo_revision: '12@kqzt',
};
const row = (columns: readonly CsvColumn[], from: Record<string, string>): string[] =>
  columns.map((column) => from[column] ?? '');

describe('an export', () => {
  const columns = exportColumns('contacts', 'wide');

  test('plain: codes as headers, nothing but what CSV needs', async () => {
    expect(await written({ kind: 'contacts', columns }, [row(columns, contact)])).toBe(
      "company,contact,name,role,access,universes,ref,abo_revision\n00075,o'neil+x@été.fr,=SUM(A1),user,yes,client|operator,1E5,12@kqzt\n",
    );
  });

  test('for Excel: byte-order mark, semicolons, CRLF, labels, guarded cells', async () => {
    expect(await written({ kind: 'contacts', columns, excel: { language: 'fr' } }, [row(columns, contact)])).toBe(
      '\ufeffSociété;Contact;Nom;Rôle;Accès;Univers;Référence;abo_revision\r\n' +
        `"=""00075""";o'neil+x@été.fr;'=SUM(A1);user;yes;client|operator;"=""1E5""";12@kqzt\r\n`,
    );
  });

  test('both read back as the same request', async () => {
    for (const language of ['fr', 'en', null] as const) {
      const excel = language === null ? {} : { excel: { language } };
      const result = await read(await written({ kind: 'contacts', columns, ...excel }, [row(columns, contact)]));
      expect(result.lines()).toBe('');
      expect(requestsOf(result)).toEqual([
        {
          kind: 'contact',
          mode: 'upsert',
          company: '00075',
          contact: "o'neil+x@été.fr",
          name: '=SUM(A1)',
          role: 'user',
          access: true,
          universes: ['client', 'operator'],
          ref: '1E5',
        },
      ]);
    }
  });

  test.each(IMPORTED_KINDS.flatMap((kind) => (['wide', 'long'] as const).map((layout) => [kind, layout] as const)))(
    'the header of %s, %s, is read as itself in every language',
    async (kind, layout) => {
      const exported = exportColumns(kind, layout);
      for (const excel of [{}, { excel: { language: 'fr' as const } }, { excel: { language: 'en' as const } }]) {
        const { file, problems } = await read(await written({ kind, columns: exported, ...excel }, []));
        expect([file.header.shape.kind, columnsOf(file), problems]).toEqual([kind, exported, []]);
      }
    },
  );

  test('the code is written instead of a label that would be read as another column', async () => {
    const both: CsvColumn[] = ['company', 'contact', 'universes', 'universe', 'eshop.email'];
    const header = await written({ kind: 'contacts', columns: both, excel: { language: 'fr' } }, []);
    expect(header).toBe('\ufeffSociété;Contact;Univers;universe;E-Boutique E-mail\r\n');
  });

  test('the text is written in chunks, each after the one before', async () => {
    const events: string[] = [];
    await writeExport(
      async (chunk) => {
        events.push(`start ${chunk.length > 40_000 ? 'long' : 'short'}`);
        await new Promise((resolve) => setTimeout(resolve, 1));
        events.push('end');
      },
      { kind: 'companies', columns: ['company', 'name'] },
      inBatches(Array.from({ length: 20_000 }, (_, i) => [`C${i}`, 'a name of some length'])),
    );
    expect(events.slice(0, 4)).toEqual(['start long', 'end', 'start long', 'end']);
    expect(events.filter((event) => event === 'end')).toHaveLength(events.length / 2);
  });
});

describe('property: an export is read as what was written, whatever the names contain', () => {
  const name = fc
    .array(
      fc.oneof(
        fc.constantFrom('=', '+', '-', '@', "'", '"', ';', ',', '\n', '\r\n', '="x"', '00075', ' '),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((parts) => parts.join('').replaceAll('\0', '').trim().normalize('NFC').trim())
    .filter((text) => text !== '');
  const code = name.filter((text) => !/^(?:-|none|aucune?)$/i.test(text));
  const excel = fc.constantFrom<Partial<ExportOptions>>(
    {},
    { excel: { language: 'fr' } },
    { excel: { language: 'en' } },
  );

  test('names, codes and refs', async () => {
    await fc.assert(
      fc.asyncProperty(code, name, code, excel, async (company, called, ref, dialect) => {
        const columns = exportColumns('contacts', 'wide');
        const text = await written({ kind: 'contacts', columns, ...dialect }, [
          row(columns, { ...contact, company, name: called, ref }),
        ]);
        expect(requestsOf(await read(text))).toMatchObject([{ company, name: called, ref }]);
      }),
      { numRuns: 300 },
    );
  });

  test('boxes and mailboxes, in both layouts', async () => {
    const cells = fc.array(fc.constantFrom('1', '0', 'on', 'off', 'default'), {
      minLength: CELLS.length,
      maxLength: CELLS.length,
    });
    await fc.assert(
      fc.asyncProperty(
        cells,
        fc.constantFrom('wide' as const, 'long' as const),
        excel,
        async (values, layout, dialect) => {
          const kind: ImportedKind = 'subscriptions';
          const columns = exportColumns(kind, layout);
          const common = { ...contact, universe: 'operator' };
          const rows =
            layout === 'wide'
              ? [
                  row(columns, {
                    ...common,
                    ...Object.fromEntries(CELLS.map((c, i) => [`${c.category}.${c.channel}`, values[i] ?? ''])),
                  }),
                ]
              : CELLS.map(({ category, channel }, i) =>
                  row(columns, { ...common, category, channel, value: values[i] ?? '' }),
                );
          const requested = { on: 0, off: 0, default: 0 };
          const result = await read(await written({ kind, columns, ...dialect }, rows));
          for (const { row: each } of result.records) {
            for (const request of each?.requests ?? []) {
              if (request.kind !== 'subscription') continue;
              requested.on |= request.on;
              requested.off |= request.off;
              requested.default |= request.default;
            }
          }
          const mask = (...texts: string[]): number =>
            CELLS.reduce((bits, { bit }, i) => (texts.includes(values[i] ?? '') ? bits | bit : bits), 0);
          expect(requested).toEqual({ on: mask('1', 'on'), off: mask('0', 'off'), default: mask('default') });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('mailboxes', async () => {
    const columns = exportColumns('mailboxes', 'wide');
    const addresses = Object.fromEntries(CATEGORIES.map((category, i) => [category, i % 2 === 0 ? `+${i}@x.fr` : '']));
    const text = await written({ kind: 'mailboxes', columns, excel: { language: 'fr' } }, [
      row(columns, { company: 'A', universe: 'client', ...addresses }),
    ]);
    expect(requestsOf(await read(text))).toMatchObject([
      { values: { eshop: '+0@x.fr', 'service-settings': '+2@x.fr', ticketing: '+4@x.fr', mobile: '+6@x.fr' } },
    ]);
  });
});

test('columns have the letters of a spreadsheet', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});
