/** `list`, `import` and `export`: alike for the four nouns of the directory. */
import { exportRows } from '../../app/read/export-rows.js';
import { resolveFilters, type Filters, type Scope } from '../../app/read/filters.js';
import { exportColumns, writeExport } from '../../csv/write.js';
import type { ImportedKind } from '../../domain/file-kinds.js';
import { formatRevision } from '../../domain/revision.js';
import { EXIT } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import type { ListView } from '../../views/list.js';
import { answerList, noticeNothing, requireCsv } from './answer.js';
import { command, type CommandEntry } from './command.js';
import { IMPORT_FLAGS, REJECT_FLAGS, type ImportFlag, type Options } from './flags.js';
import { importFiles } from './import.js';
import { withProgress } from './progress.js';
import { reading } from './read-world.js';

type FilterFlags = readonly (keyof Filters)[];

/** @param recordsIn reads the records that the filters reach */
export function listCommand<T>(
  filters: FilterFlags,
  view: ListView<T>,
  recordsIn: (reader: Reader, scope: Scope) => AsyncIterable<readonly T[]>,
): CommandEntry {
  return command({
    verb: 'list',
    flags: [...filters, 'at'],
    run: (session, _, options: Options<'at'> & Partial<Filters>) =>
      reading(session, options, async (reader) => {
        const scope = await resolveFilters(reader, options);
        return answerList(session, view, recordsIn(reader, scope), scope.patterns);
      }),
  });
}

/** Companies and contacts may be imported by support staff only. */
export function importCommand(kind: ImportedKind): CommandEntry {
  const own = kind === 'companies' ? (['allowDuplicate'] as const) : (['constantUniverse', 'empty'] as const);
  const others = { allowDuplicate: false, constantUniverse: undefined, empty: undefined };
  return command({
    verb: 'import',
    operands: ['<file>'],
    flags: ['constantCompany', ...own, ...IMPORT_FLAGS, ...REJECT_FLAGS],
    staffOnly: kind === 'companies' || kind === 'contacts',
    run: (
      session,
      [path],
      options: Options<Exclude<ImportFlag, keyof typeof others>> & Partial<Options<keyof typeof others>>,
    ) => importFiles(session, [{ path, kind }], { ...others, ...options }, path),
  });
}

/** Exports as CSV, on stdout. Source: docs/contract/csv.md, "Writing". */
export function exportCommand(kind: ImportedKind, filters: FilterFlags): CommandEntry {
  const looks = { companies: [], contacts: [], mailboxes: ['layout'], subscriptions: ['layout', 'values'] } as const;
  return command({
    verb: 'export',
    flags: [...filters, ...looks[kind], 'excel', 'at'],
    run: (session, _, options: Options<'excel' | 'at'> & Partial<Options<'layout' | 'values'> & Filters>) => {
      requireCsv(session);
      const { layout = 'wide', values = 'effective', excel } = options;
      return reading(session, options, async (reader, { identity }) => {
        const scope = await resolveFilters(reader, options);
        const revision = formatRevision({ number: await reader.lastChangeSet(), identity });
        const rows = exportRows(kind, reader, scope, { layout, values }, revision);
        const columns = exportColumns(kind, layout);
        const count = await writeExport(
          (text) => session.terminal.stdout.write(text),
          { kind, columns, ...(excel ? { excel: { language: session.language } } : {}) },
          withProgress(session, 'writing', rows),
        );
        if (count === 0) await noticeNothing(session, scope.patterns);
        return EXIT.done;
      });
    },
  });
}
