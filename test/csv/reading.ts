/** Reads a CSV text (or bytes) to its end, for tests. */
import { tmpdir } from 'node:os';
import type { CsvInput } from '../../src/csv/input.js';
import { openCsv, type CsvFile, type CsvRecord, type CsvOptions } from '../../src/csv/open.js';
import type { ImportRow } from '../../src/csv/rows/import-row.js';
import type { Request } from '../../src/domain/plan/request.js';
import type { Problem } from '../../src/domain/problems.js';
import { messagesIn, type Language } from '../../src/messages/index.js';
import { renderProblem } from '../../src/views/problems.js';

export interface ReadResult<T> {
  readonly file: CsvFile<T>;
  readonly records: readonly CsvRecord<T>[];
  readonly problems: readonly Problem[];
  /** The problems as people see them. */
  readonly lines: (language?: Language) => string;
}

/** A file's contents as an input, in chunks of a few bytes less or more than a character. */
export function input(contents: string | Uint8Array, name = 'clients.csv'): CsvInput {
  async function* stream(): AsyncIterable<Uint8Array> {
    yield await Promise.resolve(typeof contents === 'string' ? Buffer.from(contents) : contents);
  }
  return { name, stream: stream(), tmp: tmpdir() };
}

export async function readAll<T>(file: CsvFile<T>): Promise<ReadResult<T>> {
  const records: CsvRecord<T>[] = [];
  const problems: Problem[] = [...file.header.problems];
  for await (const batch of file.batches()) {
    records.push(...batch.records);
    problems.push(...batch.problems);
  }
  await file.close();
  const lines = (language: Language = 'en'): string =>
    problems.map((problem) => renderProblem(problem, [file], messagesIn[language])).join('\n');
  return { file, records, problems, lines };
}

export async function read(contents: string | Uint8Array, options: CsvOptions = {}): Promise<ReadResult<ImportRow>> {
  return readAll(await openCsv(input(contents), options));
}

/** The columns that a file has, in order. */
export function columnsOf({ header }: CsvFile<unknown>): readonly string[] {
  return [...header.indexes.keys()];
}

/** What the rows ask for, without where each comes from. */
export function requestsOf(result: ReadResult<ImportRow>): readonly Omit<Request, 'origin'>[] {
  return result.records.flatMap((record) =>
    (record.row?.requests ?? []).map((request) => {
      const { origin: _, ...content } = request;
      return content;
    }),
  );
}
