/** Exporting a noun as CSV, on stdout. Source: docs/contract/csv.md, "Writing". */
import { companyRows, contactRows, mailboxRows, subscriptionRows, type ExportRow } from '../../app/read/export-rows.js';
import { resolveFilters, type Filters, type Scope } from '../../app/read/filters.js';
import type { Session } from '../../context.js';
import type { ImportedKind } from '../../domain/file-kinds.js';
import { formatRevision } from '../../domain/revision.js';
import { exportColumns, writeExport } from '../../csv/write.js';
import { EXIT, type ExitCode } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { noticeNothing } from './answer.js';
import type { Options } from './flags.js';
import { withProgress } from './progress.js';
import { reading } from './read-world.js';
import { badValue } from './flag-values.js';

/** Filters and layouts differ by kind. */
type ExportFlags = Options<'excel' | 'at'> & Partial<Options<'layout' | 'values'> & Filters>;

export async function exportKind(session: Session, kind: ImportedKind, options: ExportFlags): Promise<ExitCode> {
  const { format } = session.globals;
  if (format !== undefined && format !== 'csv') throw badValue('--format', format, ['csv']);
  const { stdout } = session.terminal;
  const layout = options.layout ?? 'wide';
  return reading(session, options, async (reader, { identity }) => {
    const scope = await resolveFilters(reader, options);
    const revision = formatRevision({ number: await reader.lastChangeSet(), identity });
    const exported = {
      kind,
      columns: exportColumns(kind, layout),
      ...(options.excel ? { excel: { language: session.language } } : {}),
    };
    const rows = withProgress(session, 'writing', rowsOf(kind, reader, scope, options, revision));
    const count = await writeExport((text) => stdout.write(text), exported, rows);
    if (count === 0) await noticeNothing(session, scope.patterns);
    return EXIT.done;
  });
}

function rowsOf(
  kind: ImportedKind,
  reader: Reader,
  scope: Scope,
  options: ExportFlags,
  revision: string,
): AsyncIterable<readonly ExportRow[]> {
  const layout = options.layout ?? 'wide';
  switch (kind) {
    case 'companies':
      return companyRows(reader, scope, revision);
    case 'contacts':
      return contactRows(reader, scope, revision);
    case 'mailboxes':
      return mailboxRows(reader, scope, layout, revision);
    case 'subscriptions':
      return subscriptionRows(reader, scope, layout, options.values ?? 'effective', revision);
  }
}
