/**
 * JSON for programs: whole documents, documents whose list is streamed, and NDJSON. One record takes one line, so that
 * documents can be read, compared and searched by line. Source: cli.md, "JSON".
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
  const writer = new PageWriter(page);
  const field = ([key, value]: [string, JsonValue]): string => `  ${JSON.stringify(key)}: ${compactJson(value)}`;
  const lines = Object.entries(before).map((entry) => `${field(entry)},\n`);
  await writer.add(`{\n${lines.join('')}  ${JSON.stringify(list.key)}: [`);
  let count = 0;
  for await (const batch of list.batches) {
    for (const record of batch) {
      await writer.add(`${count === 0 ? '' : ','}\n    ${compactJson(record)}`);
      count++;
    }
  }
  await writer.add(count === 0 ? ']' : '\n  ]');
  for (const entry of Object.entries(after)) await writer.add(`,\n${field(entry)}`);
  await writer.add('\n}\n');
  await writer.flush();
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
