/** `db copy`: what was copied from where to where, table by table. Source: docs/contract/cli.md, "db copy". */
import type { Messages } from '../messages/index.js';
import type { JsonObject } from './json.js';
import { inBatches } from './list.js';
import type { Page } from './page.js';
import { writeTable } from './table.js';

export interface CopyRecord {
  /** Only looked at: nothing was written. */
  readonly dryRun: boolean;
  readonly source: { readonly engine: string; readonly name: string; readonly identity: string };
  /** The identity is made with the copy. */
  readonly target: { readonly engine: string; readonly name: string; readonly identity: string | null };
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly checksum: string | null }[];
}

export async function writeCopy({ dryRun, tables }: CopyRecord, page: Page, { pages }: Messages): Promise<void> {
  const texts = pages.copy;
  const heads = [{ text: texts.table }, { text: texts.rows, right: true }, { text: texts.checksum }];
  const rows = tables.map(({ name, rows: count, checksum }) => [
    name,
    `${count}`,
    ...(checksum === null ? [] : [`${checksum.slice(0, 12)}…`]),
  ]);
  await writeTable(page, dryRun ? heads.slice(0, 2) : heads, inBatches(rows));
}

/** `abo.copy/1` */
export function copyDocument(copy: CopyRecord): JsonObject {
  const { dryRun, source, target } = copy;
  const tables = copy.tables.map(({ name, rows, checksum }) => ({ name, rows, sha256: checksum }));
  return { schema: 'abo.copy/1', dry_run: dryRun, source, target, tables };
}
