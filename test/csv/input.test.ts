import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CsvInput } from '../../src/csv/input.js';
import { openCsv } from '../../src/csv/open.js';
import { AboError, EXIT } from '../../src/errors.js';
import { input, read, readAll } from './reading.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'abo-csv-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const fileInput = (path: string): CsvInput => ({ name: path, path, tmp: tmpdir() });

const companies = 'company,name\nACME,Société Générale – été\n';

async function failure(promise: Promise<unknown>): Promise<AboError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AboError)) throw new Error(`no AboError: ${String(error)}`);
  return error;
}

describe('the bytes of a file', () => {
  test('a file is hashed as it is', async () => {
    const file = join(folder, 'a.csv');
    await writeFile(file, companies);
    const csv = await readAll(await openCsv(fileInput(file)));
    expect(csv.file.sha256).toBe(createHash('sha256').update(companies).digest('hex'));
    expect(csv.file.name).toBe(file);
  });

  test('standard input is spooled, and leaves nothing behind', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('abo-') && name.endsWith('.csv'));
    const csv = await openCsv(input(companies, '-'));
    expect((await readAll(csv)).records).toHaveLength(1);
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('abo-') && name.endsWith('.csv'));
    expect(after).toEqual(before);
  });

  test('a file can be read more than once', async () => {
    const csv = await openCsv(input(companies));
    const counts: number[] = [];
    for (let time = 0; time < 2; time++) for await (const { records } of csv.batches()) counts.push(records.length);
    await csv.close();
    expect(counts).toEqual([1, 1]);
  });

  test('a missing file and a folder are errors of usage', async () => {
    const missing = await failure(openCsv(fileInput(join(folder, 'nowhere.csv'))));
    expect([missing.code, missing.exitCode]).toEqual(['file-not-found', EXIT.usage]);
    const directory = await failure(openCsv(fileInput(folder)));
    expect([directory.code, directory.exitCode]).toEqual(['file-is-folder', EXIT.usage]);
  });

  test('an unknown encoding or delimiter is an error of usage', async () => {
    expect((await failure(openCsv(input(companies), { encoding: 'ebcdic' }))).code).toBe('unknown-encoding');
    expect((await failure(openCsv(input(companies), { delimiter: ';;' }))).code).toBe('bad-delimiter');
  });
});

describe('the encoding', () => {
  const name = async (bytes: Uint8Array, encoding?: string): Promise<[string, string | undefined]> => {
    const { file, records } = await read(bytes, encoding === undefined ? {} : { encoding });
    return [file.encoding, records[0]?.cells[1]];
  };

  test('a byte-order mark decides', async () => {
    const text = `\ufeff${companies}`;
    expect(await name(Buffer.from(text))).toEqual(['utf-8', 'Société Générale – été']);
    expect(await name(Buffer.from(text, 'utf16le'))).toEqual(['utf-16le', 'Société Générale – été']);
    expect(await name(Buffer.from(text, 'utf16le').swap16())).toEqual(['utf-16be', 'Société Générale – été']);
  });

  test('without a mark it is UTF-8 if valid, else Windows-1252', async () => {
    expect(await name(Buffer.from(companies))).toEqual(['utf-8', 'Société Générale – été']);
    const western = Buffer.from(companies.replace('–', '\x96'), 'latin1');
    expect(await name(western)).toEqual(['windows-1252', 'Société Générale – été']);
  });

  test('a character split between chunks is read', async () => {
    const text = `company,name\nACME,${'é'.repeat(300_001)}\nB,${'€'.repeat(200_003)}\n`;
    const { file, records } = await read(text);
    expect(file.encoding).toBe('utf-8');
    expect(records.map(({ cells }) => cells[1]?.length)).toEqual([300_001, 200_003]);
  });

  test('--encoding overrides, in any of its names', async () => {
    expect(await name(Buffer.from('company,name\nA,\x8e\n', 'latin1'), 'macintosh')).toEqual(['macintosh', 'é']);
    expect(await name(Buffer.from('company,name\nA,\xe9\n', 'latin1'), 'latin1')).toEqual(['windows-1252', 'é']);
    expect(await name(Buffer.from('company,name\nA,é\n', 'utf16le'), 'utf-16le')).toEqual(['utf-16le', 'é']);
  });

  test('what must be UTF-8 and is not is reported with its line', async () => {
    const bytes = Buffer.from('company,name\r\nA,x\r\nB,\xe9\r\n', 'latin1');
    const { lines, records } = await read(bytes, { encoding: 'utf-8' });
    expect(records).toEqual([]);
    expect(lines()).toMatchInlineSnapshot(
      `"clients.csv:3: the file is not valid utf-8 here; name its encoding with --encoding, or save it as “CSV UTF-8” [bad-encoding]"`,
    );
  });

  test('broken UTF-16 is reported too', async () => {
    const bytes = Buffer.from('\ufeffcompany,name\nA,x\nB,\udc00\n', 'utf16le');
    expect((await read(bytes)).lines()).toMatchInlineSnapshot(
      `"clients.csv: the file is not valid utf-16le here; name its encoding with --encoding, or save it as “CSV UTF-8” [bad-encoding]"`,
    );
  });
});

describe('a file that is not CSV', () => {
  test('for a spreadsheet, the error says how to save it as CSV', async () => {
    const { problems, lines } = await read(Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1'));
    expect(problems[0]?.code).toBe('not-csv');
    expect(lines()).toMatchInlineSnapshot(
      `"clients.csv: this is a spreadsheet, not a CSV file; in Excel: File, Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: File, Save As, “Text CSV” [not-csv]"`,
    );
    const xls = await read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
    expect(xls.lines('fr')).toMatchInlineSnapshot(
      `"clients.csv : c'est un classeur, pas un fichier CSV ; dans Excel : Fichier, Enregistrer sous, « CSV UTF-8 (délimité par des virgules) » ; dans LibreOffice : Fichier, Enregistrer sous, « Texte CSV » [not-csv]"`,
    );
  });

  test('a binary file', async () => {
    expect((await read(Buffer.from('\x7fELF\0\0a,b\n', 'latin1'))).lines()).toMatchInlineSnapshot(
      `"clients.csv: this is not a text file; if it is UTF-16 text, add --encoding utf-16le [not-csv]"`,
    );
  });

  test.each(['', '\n\r\n\n', '\ufeff', ' ;; \n'])('an empty file (%j)', async (text) => {
    expect((await read(text)).lines()).toBe('clients.csv: the file is empty; it needs at least a header [not-csv]');
  });

  test('a header alone has no rows and no problems', async () => {
    const { file, records, problems } = await read('company,name');
    expect([file.header.shape.kind, records, problems]).toEqual(['companies', [], []]);
  });
});
