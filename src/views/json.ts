/**
 * JSON for programs: whole documents, documents whose list is streamed, and NDJSON. One record takes one line, so that
 * documents can be read, compared and searched by line. Source: docs/contract/cli.md, "JSON".
 */
import { PageWriter, type Page } from './page.js';
import { escapeHidden } from './visible.js';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

type Writable = Pick<Page, 'write'>;

/** JSON on one line; nothing in it can act on a terminal. */
export function compactJson(value: JsonValue): string {
  return escapeHidden(JSON.stringify(value));
}

/** A whole document, indented. */
export async function writeDocument(document: JsonObject, page: Writable): Promise<void> {
  await page.write(`${escapeHidden(JSON.stringify(document, null, 2))}\n`);
}

/** A part of a document: a value, or a list too long for memory. */
export type DocumentPart =
  | { readonly key: string; readonly value: JsonValue }
  | { readonly key: string; readonly batches: AsyncIterable<readonly JsonValue[]> };

/**
 * A document in parts, in their order: a value a line, and a record a line.
 *
 * @returns how many records its lists have
 */
export async function writeParts(page: Writable, parts: readonly DocumentPart[]): Promise<number> {
  const writer = new PageWriter(page);
  let count = 0;
  for (const [i, part] of parts.entries()) {
    await writer.add(`${i === 0 ? '{' : ','}\n  ${JSON.stringify(part.key)}: `);
    if ('value' in part) await writer.add(compactJson(part.value));
    else count += await writeRecords(writer, part.batches);
  }
  await writer.add('\n}\n');
  await writer.flush();
  return count;
}

async function writeRecords(writer: PageWriter, batches: AsyncIterable<readonly JsonValue[]>): Promise<number> {
  let count = 0;
  for await (const batch of batches) {
    for (const record of batch) {
      await writer.add(`${count === 0 ? '[' : ','}\n    ${compactJson(record)}`);
      count++;
    }
  }
  await writer.add(count === 0 ? '[]' : '\n  ]');
  return count;
}

/** The keys of an object, as parts. */
export function valuesOf(object: JsonObject): readonly DocumentPart[] {
  return Object.entries(object).map(([key, value]) => ({ key, value }));
}

/**
 * A document one of whose keys holds a list too long for memory: `before`, the list, then `after`.
 *
 * @returns how many records the list has
 */
export async function writeStreamedDocument(
  page: Writable,
  before: JsonObject,
  list: { readonly key: string; readonly batches: AsyncIterable<readonly JsonValue[]> },
  after: JsonObject = {},
): Promise<number> {
  return writeParts(page, [...valuesOf(before), list, ...valuesOf(after)]);
}

/**
 * One record a line.
 *
 * @returns how many
 */
export async function writeNdjson(page: Writable, batches: AsyncIterable<readonly JsonValue[]>): Promise<number> {
  const writer = new PageWriter(page);
  let count = 0;
  for await (const batch of batches) {
    for (const record of batch) await writer.line(compactJson(record));
    count += batch.length;
  }
  await writer.flush();
  return count;
}
