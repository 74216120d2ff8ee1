/**
 * Every command that answers from the database reads it here: as it is, as it was (`--at`), or as it would be (`--with`). A
 * notice names a world that is not the present one. Readers stack: the reader of `--with` reads from the one of `--at`. Source: docs/contract/cli.md, "Looking back and ahead".
 */
import { DraftReader } from '../../app/read/draft-reader.js';
import type { ImportFile } from '../../app/import/import-pass.js';
import { momentOf, type Moment } from '../../app/read/moments.js';
import { PastReader } from '../../app/read/past-reader.js';
import type { InputFile } from '../../domain/change-set.js';
import type { Session } from '../../context.js';
import type { Reader } from '../../storage/store.js';
import { excluded } from './flag-values.js';
import type { Options } from './flags.js';
import { readRows, withFiles } from './import.js';

/** Which world a reader shows. */
export interface World {
  /** The database's identity. */
  readonly identity: string;
  /** Null: the present. */
  readonly moment: Moment | null;
  /** The files of `--with`: imported together, as one input, into the world of that moment. */
  readonly imported: readonly InputFile[];
  /** Reads the present world, from which `earlierAnswers` starts. */
  readonly now: Reader;
}

/**
 * Runs `work` on one consistent snapshot of the database, in the world that `--at` and `--with` name.
 *
 * @throws RejectedInput, ConflictsFound: what an import of the files would report
 */
export async function reading<T>(
  session: Session,
  { at, with: paths = [] }: Partial<Options<'at' | 'with'>>,
  work: (reader: Reader, world: World) => Promise<T>,
): Promise<T> {
  if (paths.filter((path) => path === '-').length > 1) throw excluded('--with -', '--with -');
  const sources = paths.map((path) => ({ path, kind: undefined }));
  // The command's other flags are not about these files.
  return withFiles(session, sources, {}, async (files) => {
    const store = await session.store();
    return store.read(async (now) => {
      const moment = at === undefined ? null : await momentOf(now, at);
      if (moment !== null) await sayMoment(session, moment);
      const then = moment === null ? now : new PastReader(now, moment.number);
      const reader = files.length === 0 ? then : await readerWith(session, then, files, store.identity);
      const imported = files.map(({ name, sha256 }) => ({ name, sha256 }));
      return work(reader, { identity: store.identity, moment, imported, now });
    });
  });
}

async function sayMoment(
  { messages: { notices }, notice }: Session,
  { number, changeSet, day }: Moment,
): Promise<void> {
  await notice(changeSet === null ? notices.atNothing : notices.at({ number, at: changeSet.at }));
  if (day !== null && day.first !== null && day.first < number) {
    await notice(notices.severalThatDay({ day: day.name, first: day.first, last: number, before: day.before }));
  }
}

async function readerWith(
  session: Session,
  reader: Reader,
  files: readonly ImportFile[],
  identity: string,
): Promise<Reader> {
  const { pass } = await readRows(session, reader, files, { identity, by: 'with' });
  await session.notice(session.messages.notices.with(files.map(({ name }) => name)));
  return new DraftReader(reader, pass.draft);
}
