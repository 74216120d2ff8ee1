/**
 * Importing files: opening them, saying on stderr what they were taken for, and planning what they ask.
 * Source: docs/contract/csv.md, "Reading".
 */
import { createHash } from 'node:crypto';
import { requireCompanies } from '../../app/read/find-companies.js';
import type { ImportFile, ImportOptions } from '../../app/import/import-pass.js';
import { readImport, type ImportRead } from '../../app/import/plan-import.js';
import type { FileRemarks } from '../../app/import/remarks.js';
import type { RejectedRows } from '../../app/change/plan-requests.js';
import type { Session } from '../../context.js';
import { openCsv, type CsvOptions } from '../../csv/open.js';
import type { ImportedKind } from '../../domain/file-kinds.js';
import { EXIT, type ExitCode } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { problemLines } from '../../views/problems.js';
import { namedOutputs } from './answer.js';
import { change, planFiles } from './change.js';
import type { ImportFlag, Options } from './flags.js';
import { inputOf } from './inputs.js';
import { counting } from './progress.js';
import { withRejects } from './rejects.js';
import { requirePlaces } from './written-files.js';

/** A file, and what it is expected to be; undefined: the header decides. */
export interface ImportSource {
  readonly path: string;
  readonly kind: ImportedKind | undefined;
}

export async function importFiles(
  session: Session,
  sources: readonly ImportSource[],
  options: Options<ImportFlag>,
  name: string,
): Promise<ExitCode> {
  const { rejects, constantCompany } = options;
  const written = [
    ...(rejects === undefined ? [] : [{ flag: '--rejects', file: rejects }]),
    ...planFiles(options),
    ...namedOutputs(options.output),
  ];
  await requirePlaces(
    session,
    written,
    sources.map(({ path }) => path),
  );
  return withFiles(session, sources, options, (files) =>
    withRejects(session, rejects, files, async (reject) => {
      const outcome = { isPartial: false };
      const exitCode = await change(session, options, async (reader, planning, { identity }) => {
        // A file of companies may bring the one that the flag names.
        const bringsCompanies = files.some(({ header }) => header.shape.kind === 'companies');
        if (constantCompany !== undefined && !bringsCompanies) await requireCompanies(reader, [constantCompany]);
        const { pass, rejected } = await readRows(session, reader, files, { ...options, ...planning, identity });
        const planned = { ...pass.plan(), input: { name, sha256: sha256Of(files) } };
        if (rejected !== null && session.format !== 'json') await sayLeftOut(session, rejected);
        await reject(rejected ?? { problems: [], sources: files });
        outcome.isPartial = rejected !== null;
        return rejected === null ? planned : { ...planned, rejected };
      });
      return outcome.isPartial ? EXIT.partial : exitCode;
    }),
  );
}

/** Opens files, and says what each was taken for; closes them when the work is done. */
export async function withFiles<T>(
  session: Session,
  sources: readonly ImportSource[],
  options: CsvOptions,
  work: (files: readonly ImportFile[]) => Promise<T>,
): Promise<T> {
  const files: ImportFile[] = [];
  try {
    for (const [source, { path, kind }] of sources.entries()) {
      const file = await openCsv(inputOf(session, path), { ...options, kind, source });
      files.push(file);
      await sayWhatItIs(session, file);
    }
    return await work(files);
  } finally {
    for (const file of files) await file.close();
  }
}

/** Reads the rows of files with a progress on stderr, and says what a person should know of them. */
export async function readRows(
  session: Session,
  reader: Reader,
  files: readonly ImportFile[],
  options: ImportOptions,
): Promise<ImportRead> {
  const work = (onRow: (rows: number) => void): Promise<ImportRead> => readImport(reader, files, options, onRow);
  const found = await counting(session, 'reading', work, files);
  for (const [i, file] of files.entries()) await sayRemarks(session, file, found.pass.remarks.files[i]);
  return found;
}

async function sayLeftOut({ messages, terminal: { stderr } }: Session, rejected: RejectedRows): Promise<void> {
  const { problems, sources, rows } = rejected;
  const lines = problemLines(problems, sources, stderr.columns, messages);
  lines.push(messages.notices.leftOut({ rows, errors: problems.length }));
  await stderr.write(`${lines.join('\n')}\n`);
}

/** Which encoding, delimiter and kind were found. */
async function sayWhatItIs(session: Session, file: ImportFile): Promise<void> {
  const { notices } = session.messages;
  const { delimiter } = file;
  if (delimiter === ',' || delimiter === ';' || delimiter === '\t' || delimiter === '|') {
    const { name, encoding } = file;
    const { kind, layout } = file.header.shape;
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
    const marksOnly = tally.on > 0 && tally.off === 0 && tally.default === 0 && file.header.shape.kind !== 'mailboxes';
    await session.notice(notices.emptyCells({ file: file.name, cells: remarks.emptyCells, marksOnly }));
  }
  if (remarks.firstDiffering !== null) {
    const { differing: rows, firstDiffering: first } = remarks;
    await session.notice(notices.differsFromDirectory({ file: file.name, rows, first }));
  }
}

/** The hash of one file; of several, the hash of their hashes, one a line. */
function sha256Of(files: readonly ImportFile[]): string {
  const [only, another] = files;
  if (only !== undefined && another === undefined) return only.sha256;
  return createHash('sha256')
    .update(files.map(({ sha256 }) => `${sha256}\n`).join(''))
    .digest('hex');
}
