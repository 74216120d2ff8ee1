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

/** A document that is written as it is read: each key holds a value, or the batches of a list too long for memory. */
export type StreamedDocument = Readonly<Record<string, JsonValue | AsyncIterable<readonly JsonValue[]>>>;

/**
 * Writes a document in the order of its keys: a value a line, and a record of its lists a line.
 *
 * @returns how many records its lists have
 */
export async function writeStreamedDocument(document: StreamedDocument, page: Writable): Promise<number> {
  const writer = new PageWriter(page);
  let count = 0;
  for (const [i, [key, value]] of Object.entries(document).entries()) {
    await writer.add(`${i === 0 ? '{' : ','}\n  ${JSON.stringify(key)}: `);
    if (isStreamed(value)) count += await writeRecords(writer, value);
    else await writer.add(compactJson(value));
  }
  await writer.add('\n}\n');
  await writer.flush();
  return count;
}

function isStreamed(value: StreamedDocument[string]): value is AsyncIterable<readonly JsonValue[]> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
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
