/** Importing files: opening them, saying on stderr what they were taken for, and planning what they ask. Source: csv.md. */
import { createHash } from 'node:crypto';
import { requireCompanies } from '../app/filters.js';
import { planImport, type FileRemarks, type ImportFile, type ImportPlanningOptions } from '../app/importing.js';
import type { Session } from '../context.js';
import type { Noun } from '../csv/columns.js';
import { openCsv, type ImportOptions } from '../csv/open.js';
import type { ExitCode } from '../errors.js';
import { startProgress } from '../terminal/progress.js';
import { change } from './changing.js';
import type { Options } from './flags.js';
import { constantUniverse } from './values.js';

/** What one file is expected to be; null: told from its header. */
export interface ImportSource {
  readonly path: string;
  readonly noun: Noun | null;
}

export async function importFiles(
  session: Session,
  sources: readonly ImportSource[],
  options: Options,
  name: string,
): Promise<ExitCode> {
  const files: ImportFile[] = [];
  try {
    for (const [index, source] of sources.entries()) {
      const file = await openCsv(inputOf(session, source.path), importOptionsOf(options, source, index));
      files.push(file);
      await sayWhatItIs(session, file);
    }
    return await change(session, options, async (reader, { identity }) => {
      const { constantCompany } = options;
      // A file of companies may bring the one that the flag names.
      const bringsCompanies = files.some(({ kind }) => kind === 'companies');
      if (constantCompany !== undefined && !bringsCompanies) await requireCompanies(reader, [constantCompany]);
      const importPlanning: ImportPlanningOptions = {
        ...planningOptionsOf(options),
        identity: options.twoWay === true ? null : identity,
        onConflict: options.onConflict ?? 'stop',
      };
      const { messages, terminal, globals } = session;
      const progress = startProgress(terminal.stderr, {
        label: messages.views.progress.reading,
        quiet: globals.quiet ?? false,
        messages,
      });
      try {
        const { planned, remarks } = await planImport(reader, files, importPlanning, (rows) => {
          progress.report(rows);
        });
        await progress.stop();
        for (const [i, file] of files.entries()) await sayRemarks(session, file, remarks[i]);
        return { planned, input: { name, sha256: sha256Of(files) } };
      } finally {
        await progress.stop();
      }
    });
  } finally {
    for (const file of files) await file.close();
  }
}

/** `-` is standard input. */
function inputOf({ terminal, messages }: Session, path: string): Parameters<typeof openCsv>[0] {
  return path === '-' ? { name: messages.notices.standardInput, stream: terminal.stdin } : path;
}

export function planningOptionsOf(options: Options): { readonly impact: boolean; readonly allowDuplicate: boolean } {
  return { impact: options.impact ?? false, allowDuplicate: options.allowDuplicate ?? false };
}

function importOptionsOf(options: Options, { noun }: ImportSource, source: number): ImportOptions {
  return {
    source,
    ...(noun === null ? {} : { noun }),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
    ...(options.skipRows === undefined ? {} : { skipRows: options.skipRows }),
    ...(options.fillDown === undefined ? {} : { fillDown: options.fillDown }),
    ...(options.constantCompany === undefined ? {} : { company: options.constantCompany }),
    ...(options.constantUniverse === undefined ? {} : { universe: constantUniverse(options.constantUniverse) }),
    updateOnly: options.updateOnly ?? false,
    empty: options.empty ?? 'keep',
  };
}

/** What was told from the bytes and the header. */
async function sayWhatItIs(session: Session, file: ImportFile): Promise<void> {
  const { notices } = session.messages;
  const { delimiter } = file;
  if (delimiter === ',' || delimiter === ';' || delimiter === '\t' || delimiter === '|') {
    const { name, encoding, kind, layout } = file;
    await session.notice(notices.reading({ file: name, encoding, delimiter, kind, layout }));
  }
  for (const column of file.unusedConstants) {
    await session.notice(notices.unusedConstant({ file: file.name, flag: `--${column}` }));
  }
}

async function sayRemarks(session: Session, file: ImportFile, remarks: FileRemarks | undefined): Promise<void> {
  const { notices } = session.messages;
  if (remarks === undefined) return;
  const { tally } = file;
  if (remarks.emptyCells > 0) {
    const marksOnly = tally.on > 0 && tally.off === 0 && tally.default === 0 && file.kind !== 'mailboxes';
    await session.notice(notices.emptyCells({ file: file.name, cells: remarks.emptyCells, marksOnly }));
  }
  if (remarks.firstSaidOtherwise !== null) {
    const { saidOtherwise: rows, firstSaidOtherwise: first } = remarks;
    await session.notice(notices.saidOtherwise({ file: file.name, rows, first }));
  }
}

/** Of one file, its own; of several, that of theirs, one a line. */
function sha256Of(files: readonly ImportFile[]): string {
  const [only, another] = files;
  if (only !== undefined && another === undefined) return only.sha256;
  return createHash('sha256')
    .update(files.map(({ sha256 }) => `${sha256}\n`).join(''))
    .digest('hex');
}
