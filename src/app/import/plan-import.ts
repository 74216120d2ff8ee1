/**
 * Plans the import of files. They apply in the order companies, contacts, mailboxes, subscriptions, however they are given. A
 * row with an error rejects the whole input; or, with `--on-error skip`, is left out: the files are then read again without
 * it, until the other rows have no error.
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

export interface PlannedImport {
  readonly planned: Planned;
  /** By file. */
  readonly remarks: readonly FileRemarks[];
}

/**
 * Plans the import of files. Rows that are left out are in `planned.rejected`.
 *
 * @param onRow called with the number of rows read so far
 * @throws RejectedInput with every problem of every file
 * @throws ConflictsFound with every conflict
 */
export async function planImport(
  reader: Reader,
  files: readonly ImportFile[],
  options: ImportOptions,
  onRow: (rows: number) => void,
): Promise<PlannedImport> {
  const { pass, rejected } = await passWithoutProblems(reader, files, options, onRow, 'import');
  const planned = pass.plan(options);
  return { planned: rejected === null ? planned : { ...planned, rejected }, remarks: pass.remarks.files };
}

/** As `planImport`, for the world as it would be: nothing is written or counted. */
export async function draftImport(
  reader: Reader,
  files: readonly ImportFile[],
  options: ImportOptions,
  onRow: (rows: number) => void,
): Promise<{ readonly draft: Draft; readonly remarks: readonly FileRemarks[] }> {
  const { pass } = await passWithoutProblems(reader, files, options, onRow, 'with');
  return { draft: pass.draft, remarks: pass.remarks.files };
}

/** The pass over the files that finds no problem any more, and the rows that it leaves out. */
async function passWithoutProblems(
  reader: Reader,
  files: readonly ImportFile[],
  options: ImportOptions,
  onRow: (rows: number) => void,
  by: ConflictsFound['params']['by'],
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
      const canSkip = rejections.add(pass.problems);
      if (options.onError === 'skip' && canSkip) continue;
    }
    const isSkipped = pass.problems.length === 0 && rejections.size > 0;
    const problems = await withSuggestions(isSkipped ? rejections.ofRows() : rejections.problems, namesFor);
    // Making a plan takes long even when it is empty: it is made only if a row is left.
    if (pass.problems.length > 0 || (problems.length > 0 && pass.isEmpty)) throw new RejectedInput(problems, files);
    if (pass.conflicts.length > 0) throw await conflictsFound(reader, loader.snapshot, pass.conflicts, files, by);
    return { pass, rejected: problems.length === 0 ? null : { problems, sources: files, rows: rejections.size } };
  }
}

/** Finds the existing names for a problem with an unknown one. */
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
