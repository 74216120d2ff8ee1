/**
 * From files to a plan. Companies, contacts, mailboxes, choices: files apply in that order, whatever theirs. Rows in which
 * something is wrong reject all; or are left out, and the files are read again without them, until the rest is sound.
 * Source: docs/contract/csv.md, "Three-way import" and "Errors in a file"; CONTRIBUTING.md, "The two journeys".
 */
import type { Draft } from '../../domain/plan/draft.js';
import { RejectedInput, type ConflictsFound } from '../../errors.js';
import { KnownNames } from '../../nearest.js';
import type { Reader } from '../../storage/store.js';
import { conflictsFound } from '../change/conflict-details.js';
import { allCodes } from '../read/find-companies.js';
import { ImportPass, type ImportFile, type ImportOptions } from './import-pass.js';
import { Loader } from '../read/loader.js';
import type { Planned, RejectedRows } from '../change/plan-requests.js';
import { Rejections } from './rejections.js';
import type { FileRemarks } from './remarks.js';
import { withSuggestions, type NamesFor } from './suggestions.js';

export type { ImportFile, ImportOptions } from './import-pass.js';
export type { FileRemarks } from './remarks.js';

export interface PlannedImport {
  readonly planned: Planned;
  /** By file. */
  readonly remarks: readonly FileRemarks[];
}

/**
 * Plans the import of files. Nothing is written where there is a problem, but for rows that can be left out and may be: those
 * are in `planned.rejected`.
 *
 * @param onRow called with how many rows have been read so far
 * @throws RejectedInput with every problem, of every file; ConflictsFound with every conflict
 */
export async function planImport(
  reader: Reader,
  files: readonly ImportFile[],
  options: ImportOptions,
  onRow: (rows: number) => void,
): Promise<PlannedImport> {
  const { pass, rejected } = await soundPass(reader, files, options, onRow, 'import');
  const planned = pass.plan(options);
  return { planned: rejected === null ? planned : { ...planned, rejected }, remarks: pass.remarks.files };
}

/**
 * The world as it would be if the files were imported: nothing is written, and nothing is counted.
 *
 * @param onRow called with how many rows have been read so far
 * @throws as `planImport`
 */
export async function draftImport(
  reader: Reader,
  files: readonly ImportFile[],
  options: ImportOptions,
  onRow: (rows: number) => void,
): Promise<{ readonly draft: Draft; readonly remarks: readonly FileRemarks[] }> {
  const { pass } = await soundPass(reader, files, options, onRow, 'with');
  return { draft: pass.draft, remarks: pass.remarks.files };
}

/** The reading of the files in which nothing is wrong any more, and the rows that it leaves out. */
async function soundPass(
  reader: Reader,
  files: readonly ImportFile[],
  options: ImportOptions,
  onRow: (rows: number) => void,
  found: ConflictsFound['params']['by'],
): Promise<{ readonly pass: ImportPass; readonly rejected: RejectedRows | null }> {
  const last = await reader.lastNumber();
  const loader = new Loader(reader);
  const rejections = new Rejections();
  const similar = new Map<string, readonly string[]>();
  const namesFor = knownNames(reader, loader);
  for (;;) {
    const pass = new ImportPass({ reader, loader, similar, last }, files, options, rejections, onRow);
    await pass.read();
    if (pass.problems.length > 0) {
      const canGoOn = rejections.add(pass.problems);
      if (options.onError === 'skip' && canGoOn) continue;
    }
    const isSkipped = pass.problems.length === 0 && rejections.size > 0;
    const problems = await withSuggestions(isSkipped ? rejections.ofRows() : rejections.problems, namesFor);
    // Finding nothing to do takes as long as finding something: only a sound input is planned to the end.
    if (pass.problems.length > 0 || (problems.length > 0 && pass.isEmpty)) throw new RejectedInput(problems, files);
    if (pass.conflicts.length > 0) throw await conflictsFound(reader, loader.snapshot, pass.conflicts, files, found);
    return { pass, rejected: problems.length === 0 ? null : { problems, sources: files, rows: rejections.size } };
  }
}

/** The names that exist where a problem says that one doesn't. */
function knownNames(reader: Reader, loader: Loader): NamesFor {
  let codes: KnownNames | undefined;
  const contacts = new Map<string, KnownNames>();
  return async ({ code, detail }) => {
    if (code === 'unknown-company') return (codes ??= new KnownNames(await allCodes(reader)));
    const [company] = detail.names ?? [];
    if (code !== 'unknown-contact' || company === undefined) return undefined;
    let names = contacts.get(company);
    if (names === undefined) {
      const state = loader.snapshot.company(company);
      names = new KnownNames(state?.contacts.map(({ contact }) => contact.email) ?? []);
      contacts.set(company, names);
    }
    return names;
  };
}
