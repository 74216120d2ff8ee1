/**
 * A list in any of its four formats, streamed: table, JSON document, NDJSON, CSV. A `ListView` names a record's fields
 * once; the formats follow. Source: docs/contract/cli.md, "Output" and "List items".
 */
import type { Category, Channel, Universe } from '../domain/vocabulary.js';
import type { Messages } from '../messages/index.js';
import { writeNdjson, writeStreamedDocument, type JsonObject, type JsonValue } from './json.js';
import { PageWriter, type Page } from './page.js';
import { writeTable } from './table.js';
import { visible } from './visible.js';

/** The formats in which answers are written: a command knows some of them. */
export const FORMATS = ['table', 'json', 'ndjson', 'csv', 'markdown', 'junit', 'github', 'gitlab'] as const;
export type Format = (typeof FORMATS)[number];

export const LIST_FORMATS = ['table', 'json', 'ndjson', 'csv'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

export interface ListField<T> {
  /** The key in JSON, the header in CSV. */
  readonly key: string;
  readonly json: (record: T) => JsonValue;
  /** The column in the table; absent when the table leaves this field out. */
  readonly table?: TableColumn<T>;
}

export interface TableColumn<T> {
  readonly header: (messages: Messages) => string;
  /** Plain text; what is hidden in it is made visible when it is written. */
  readonly text: (record: T, messages: Messages) => string;
  /** For numbers: at the right. */
  readonly right?: boolean;
  /** In one line as long as another column can give way. */
  readonly keep?: boolean;
}

/** The column of a field: its value as it is, unless `text` says it in words. */
export interface ValueColumn<V> extends Omit<TableColumn<V>, 'text'> {
  readonly text?: (value: V, messages: Messages) => string;
}

/** Returns a field of records: `json` reads its value. With `column`, it is in the table too. */
export function field<T, V extends JsonValue>(
  key: string,
  json: (record: T) => V,
  column?: ValueColumn<V>,
): ListField<T> {
  if (column === undefined) return { key, json };
  const { text = textOf } = column;
  return { key, json, table: { ...column, text: (record, messages) => text(json(record), messages) } };
}

/** Returns the field of a property that has the name of its key. */
export function property<K extends string, V extends JsonValue>(
  key: K,
  column?: ValueColumn<V>,
): ListField<{ readonly [P in K]: V }> {
  return field(key, (record) => record[key], column);
}

/** Columns that several lists have. */
export const COMPANY: ValueColumn<string | null> = { header: ({ labels }) => labels.column.company, keep: true };
export const CONTACT: ValueColumn<string> = { header: ({ labels }) => labels.column.contact, keep: true };
export const UNIVERSE: ValueColumn<Universe | null> = {
  header: ({ labels }) => labels.column.universe,
  text: (universe, { views }) => (universe === null ? '' : views.universeShort[universe]),
};
export const CATEGORY: ValueColumn<Category | null> = {
  header: ({ labels }) => labels.column.category,
  text: (category, { labels }) => (category === null ? '' : labels.category[category]),
};
export const CHANNEL: ValueColumn<Channel> = {
  header: ({ labels }) => labels.column.channel,
  text: (channel, { labels }) => labels.channel[channel],
};

export interface ListView<T> {
  /** `companies` for `abo.companies/1`. */
  readonly schema: string;
  readonly fields: readonly ListField<T>[];
  /** A last column that only the table has. */
  readonly last?: TableColumn<T>;
}

/** Loads what turns cells into a line of CSV, with its line end: `plainLines` of csv/. */
export type CsvLines = () => Promise<(cells: readonly string[]) => string>;

/**
 * Writes a list. An empty one is an empty table (nothing at all), an empty `items`, no record, or a header alone.
 *
 * @returns how many records it wrote: an empty table is for the caller to tell on stderr
 */
export async function writeList<T>(
  view: ListView<T>,
  batches: AsyncIterable<readonly T[]>,
  format: ListFormat,
  page: Page,
  messages: Messages,
  csvLines: CsvLines,
): Promise<number> {
  const records = (): AsyncIterable<readonly JsonObject[]> => mapBatches(batches, (record) => recordOf(view, record));
  switch (format) {
    case 'table':
      return writeListTable(view, batches, page, messages);
    case 'json':
      return writeStreamedDocument({ schema: `abo.${view.schema}/1`, items: records() }, page);
    case 'ndjson':
      return writeNdjson(page, records());
    case 'csv': {
      const header = view.fields.map(({ key }) => key);
      const rows = mapBatches(batches, (record) => view.fields.map(({ json }) => textOf(json(record))));
      return writeCsv(page, header, rows, csvLines);
    }
  }
}

/**
 * Writes a list for people.
 *
 * @returns how many records it wrote
 */
export function writeListTable<T>(
  view: ListView<T>,
  batches: AsyncIterable<readonly T[]>,
  page: Page,
  messages: Messages,
): Promise<number> {
  const { fields, last } = view;
  const columns = [...fields.flatMap(({ table }) => table ?? []), ...(last === undefined ? [] : [last])];
  const rows = mapBatches(batches, (record) => columns.map(({ text }) => visible(text(record, messages))));
  const heads = columns.map(({ header, right, keep }) => ({ text: header(messages), right, keep }));
  return writeTable(page, heads, rows);
}

/** A record as JSON: every field of its view. */
export function recordOf<T>(view: ListView<T>, record: T): JsonObject {
  return Object.fromEntries(view.fields.map(({ key, json }) => [key, json(record)]));
}

/**
 * Writes a header and its rows as CSV.
 *
 * @returns how many rows
 */
export async function writeCsv(
  page: Pick<Page, 'write'>,
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
  csvLines: CsvLines,
): Promise<number> {
  const writer = new PageWriter(page);
  const line = await csvLines();
  await writer.add(line(header));
  let count = 0;
  for await (const rows of batches) {
    for (const row of rows) await writer.add(line(row));
    count += rows.length;
  }
  await writer.flush();
  return count;
}

/** Codes as they are, yes/no, lists joined by `|`, nothing for null: what `docs/contract/csv.md` reads back. */
function textOf(value: JsonValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return isList(value) ? value.map(textOf).join('|') : Object.values(value).map(textOf).join(' ');
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Batches in, batches out, each record replaced by another. */
export async function* mapBatches<T, U>(
  batches: AsyncIterable<readonly T[]>,
  map: (record: T) => U,
): AsyncGenerator<readonly U[]> {
  for await (const batch of batches) yield batch.map(map);
}

/** As `mapBatches`, each record replaced by any number of others. */
export async function* flatMapBatches<T, U>(
  batches: AsyncIterable<readonly T[]>,
  map: (record: T) => readonly U[],
): AsyncGenerator<readonly U[]> {
  for await (const batch of batches) yield batch.flatMap(map);
}

/** All at once, as batches: for what is in memory anyway. */
export async function* inBatches<T>(...batches: readonly (readonly T[])[]): AsyncGenerator<readonly T[]> {
  for (const batch of batches) yield batch;
}
