/**
 * Plans the import of files. They apply in the order companies, contacts, mailboxes, subscriptions, however they are given. A
 * row with an error rejects the whole input; or, with `--on-error skip`, is left out: the files are then read again without
 * it, until the other rows have no error.
 * Source: docs/contract/csv.md, "Three-way import" and "Errors in a file"; CONTRIBUTING.md, "The two journeys".
 */
import { getOrCreate } from '../../domain/maps.js';
import { ConflictsFound, RejectedInput } from '../../errors.js';
import { KnownNames } from '../../nearest.js';
import type { Reader } from '../../storage/store.js';
import { explainConflicts } from '../change/conflict-details.js';
import type { RejectedRows } from '../change/plan-requests.js';
import { Loader } from '../read/loader.js';
import { ImportPass, type ImportFile, type ImportOptions } from './import-pass.js';
import { Rejections } from './rejections.js';
import { companyNames, withSuggestions, type NamesFor } from './suggestions.js';

export interface ImportRead {
  /** The pass over the files that finds no problem any more: it has the plan, and the world as it would be. */
  readonly pass: ImportPass;
  readonly rejected: RejectedRows | null;
}

/**
 * @param onRow called with the number of rows read so far
 * @throws RejectedInput with every problem of every file; ConflictsFound with every conflict
 */
export async function readImport(
  reader: Reader,
  files: readonly ImportFile[],
  options: ImportOptions,
  onRow: (rows: number) => void,
): Promise<ImportRead> {
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
    if (pass.conflicts.length > 0) {
      const explained = await explainConflicts(reader, loader.snapshot, pass.conflicts, 'effective');
      throw new ConflictsFound(explained, files, options.by ?? 'import');
    }
    return { pass, rejected: problems.length === 0 ? null : { problems, sources: files, rows: rejections.size } };
  }
}

function knownNames(reader: Reader, loader: Loader): NamesFor {
  const companies = companyNames(reader);
  const contacts = new Map<string, KnownNames>();
  return async (problem) => {
    const [company] = problem.detail.names ?? [];
    if (problem.code !== 'unknown-contact' || company === undefined) return companies(problem);
    return getOrCreate(contacts, company, () => {
      const state = loader.snapshot.company(company);
      return new KnownNames(state?.contacts.map(({ contact }) => contact.email) ?? []);
    });
  };
}
